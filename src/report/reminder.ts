import { createHash } from 'node:crypto';
import { ClariIdentityError } from '../model/errors.ts';
import { quote } from '../model/foreign.ts';
import { type AccessReview, itemCount, type ReviewItem } from '../model/review.ts';
import { daysBetween, type Instant } from '../model/time.ts';
import { when } from '../views/words.ts';

export interface ReminderFacts {
  readonly review: Pick<AccessReview, 'reviewId' | 'name' | 'app' | 'dueAt'>;
  /** The reviewer's address. */
  readonly to: string;
  /** How many items are theirs, how many of those they still owe, and how many of these are privileged. */
  readonly items: number;
  readonly owed: number;
  readonly privileged: number;
  /** Where they decide: an address, a command or a person to write to, as a sentence. */
  readonly decideAt: string;
  /** Items to name; null: counts only, because mail is read by more than the one it is for. */
  readonly named: readonly ReviewItem[] | null;
  readonly now: Instant;
}

export interface Reminder {
  readonly reviewId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Instant;
}

/**
 * The message that reminds a reviewer.
 *
 * @throws ERR_ARGUMENT for an address that is not exactly one, or has a line break or another control character
 */
export function reminderOf({ review, to, items, owed, privileged, decideAt, named, now }: ReminderFacts): Reminder {
  const name = oneLine(review.name);
  const overdue = now > review.dueAt;
  const late = daysBetween(review.dueAt, now);
  const lines = [
    `You are asked to decide ${itemCount(owed)} of the access review ${name} (${review.app}).`,
    `Yours in all: ${items}. Decided: ${items - owed}. Privileged among those to decide: ${privileged}.`,
    overdue
      ? `It was due on ${when(review.dueAt)}: overdue${late > 0 ? ` for ${late} day${late === 1 ? '' : 's'}` : ''}.`
      : `Due: ${when(review.dueAt)}.`,
    `Where to decide: ${oneLine(decideAt)}`,
    `Review id: ${review.reviewId}`,
    ...(named === null ? [] : ['', 'To decide:', ...named.map(itemLine)]),
  ];
  return {
    reviewId: review.reviewId,
    to: mailAddress(to, 'reviewer'),
    subject: `${overdue ? 'Overdue: access' : 'Access'} review ${name}: ${itemCount(owed)} to decide by ${when(review.dueAt)}`,
    text: `${lines.join('\n')}\n`,
    at: now,
  };
}

/**
 * The reminder as a message that mail programs open as a draft. `from`: who sends it, since a message without a sender
 * is none.
 */
export async function reminderEml({ reviewId, to, subject, text, at }: Reminder, from: string): Promise<Uint8Array> {
  const { default: MimeNode } = await import('nodemailer/lib/mime-node');
  const sender = mailAddress(from, 'sender');
  const id = createHash('sha256').update([reviewId, to, at].join('\n')).digest('hex').slice(0, 32);
  const message = new MimeNode('text/plain; charset=utf-8', { disableFileAccess: true, disableUrlAccess: true });
  message.setHeader({
    from: { name: '', address: sender },
    to: { name: '', address: to },
    subject,
    date: new Date(at).toUTCString().replace('GMT', '+0000'),
    'message-id': `<${id}@clari-identity-mcp.invalid>`,
    'x-unsent': '1',
  });
  message.setContent(text.replaceAll('\n', '\r\n'));
  return message.build();
}

function itemLine({ ordinal, name, email, accountId, role, privileged }: ReviewItem): string {
  const who = [name, email].filter((part) => part !== null).join(', ') || accountId;
  return oneLine(`- ${ordinal}: ${who}${role === null ? '' : `, ${role}`}${privileged ? ' (privileged)' : ''}`);
}

/** One address and nothing else: no name, no list, nothing that could begin another header. */
const ADDRESS = /^[^\s\p{C}<>()[\],;:"\\@]{1,64}@[^\s\p{C}<>()[\],;:"\\@]{1,253}$/u;

function mailAddress(address: string, whose: 'reviewer' | 'sender'): string {
  if (ADDRESS.test(address)) return address;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    /[\p{Cc}\p{Zl}\p{Zp}]/u.test(address)
      ? `The address of the ${whose} ${quote(address)} has a line break or another control character in it, which could begin a header of its own.`
      : `${quote(address)}, the address of the ${whose}, is not one e-mail address.`,
    'Correct the address where it comes from. No message was made.',
  );
}

/** Nothing that a name contains makes a line, or a header, of its own. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
