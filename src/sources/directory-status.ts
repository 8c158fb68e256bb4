import type { IdentityStatus, PersonKind } from '../model/observation.ts';
import { headerKey } from './header.ts';
import { asksOpposite, oppositeFlag, statusWord } from './status-words.ts';

const WORDS: Readonly<Record<Exclude<IdentityStatus, 'unknown'>, readonly string[]>> = {
  active: [
    'active',
    'enabled',
    'true',
    'yes',
    '1',
    'allowed',
    'sign in allowed',
    // Okta: can sign in, or can again without anybody undoing a revocation.
    'provisioned',
    'recovery',
    'password expired',
    'locked out',
    'pending user action',
    'password reset',
  ],
  staged: ['staged'],
  suspended: ['suspended'],
  deactivated: [
    'deprovisioned',
    'deactivated',
    'disabled',
    'inactive',
    'terminated',
    'blocked',
    'sign in blocked',
    'false',
    'no',
    '0',
  ],
  deleted: ['deleted', 'soft deleted', 'softdeleted'],
};

const STATUS_OF = new Map<string, IdentityStatus>();
for (const [status, words] of typedEntries(WORDS)) for (const word of words) STATUS_OF.set(word, status);

/** Transitions and words that nobody documented stay `unknown`. `header` turns yes and no round where it asks the opposite. */
export function directoryStatus(raw: string, header = ''): IdentityStatus {
  const word = statusWord(raw);
  if (!asksOpposite(header)) return STATUS_OF.get(word) ?? 'unknown';
  const active = oppositeFlag(word);
  if (active === null) return 'unknown';
  if (active) return 'active';
  return headerKey(header).includes('suspended') ? 'suspended' : 'deactivated';
}

const NOT_PERSON =
  /^(?:shared|room|equipment|resource|scheduling|discovery|group|team|monitoring|arbitration|system|service|robot|bot|rpa|application|app|machine|functional|generic|non ?human)(?: ?(?:mailbox|account|user|identity|principal))?$/;
const GUEST =
  /^(?:(?:external|b2b) ?)?guest(?: ?(?:mailuser|user|account))?$|^(?:external|b2b)(?: ?(?:user|account))?$/;
const PERSON =
  /^(?:member|person|user|human|employee|contractor|regular|staff|usermailbox|user mailbox|linkedmailbox|mailuser|full time|part time|contingent worker)$/;

/** What the type columns of a row say together; `not_person` outweighs `Member`, which a shared mailbox is too. */
export function personKindOf(types: readonly string[]): PersonKind {
  const words = types.map(statusWord);
  if (words.some((word) => NOT_PERSON.test(word))) return 'not_person';
  if (words.some((word) => GUEST.test(word))) return 'guest';
  return words.some((word) => PERSON.test(word)) ? 'person' : 'unknown';
}

function typedEntries<K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  const pairs: (readonly [K, V])[] = [];
  for (const key in record) pairs.push([key, record[key]]);
  return pairs;
}
