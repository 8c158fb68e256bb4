import { ClariIdentityError } from '../../model/errors.ts';
import type { NotifyPlace } from '../../model/notify.ts';
import { addMs, type Clock, DAY_MS, type Instant, MINUTE_MS } from '../../model/time.ts';
import { type Transport, transport } from '../../sources/live/transport.ts';
import { TUNING, type Tuning } from '../../sources/live/tuning.ts';
import { type Notice, signedNotice } from './notice.ts';
import { type Outbox, readOutbox, writeOutbox } from './outbox.ts';

export interface NotifyDeps {
  readonly place: NotifyPlace;
  readonly home: string;
  readonly clock: Clock;
  /** What the ledger says of reviews after an entry, in its order, and the last entry that was looked at. */
  noticesAfter(sequence: number): Promise<{ readonly notices: readonly Notice[]; readonly upTo: number }>;
  /** Reviews that are not closed; `sequence` of their opening. */
  openReviews(): Promise<readonly OpenReview[]>;
  /** Absent: the patience of the program. */
  readonly tuning?: Tuning | undefined;
}

export interface OpenReview {
  readonly reviewId: string;
  readonly dueAt: Instant;
  readonly sequence: number;
}

export interface Delivery {
  readonly sent: number;
  /** Why it went no further; null: nothing is left to tell, or the rest waits for the next time. */
  readonly failed: string | null;
}

/** Short, because nobody should see a command hang on a receiver. */
export const NOTIFY_PATIENCE: Tuning = {
  ...TUNING,
  timeoutMs: 4_000,
  attempts: 3,
  waitMaxMs: 2_000,
  bodyMaxBytes: 64 * 1024,
};
const RUN_MS = 12_000;
const MOST_A_RUN = 200;
const DUE_SOON_MS = 3 * DAY_MS;
const HOLD_MAX_MS = 60 * MINUTE_MS;

/**
 * Sends what is new since the last time, in the order of the ledger, and stops at the first failure: the next call goes
 * on there, once the receiver was left alone for a while. Made for after a write, never within one. It does not throw.
 */
export async function deliverNotices(deps: NotifyDeps): Promise<Delivery> {
  let sent = 0;
  try {
    const before = await readOutbox(deps.home);
    if (isHeld(before, deps.clock())) return { sent, failed: before.failed?.why ?? null };
    const reviews = await deps.openReviews();
    const { notices, upTo } = await newNotices(deps, before.sequence);
    let outbox = withOpenOnly(before, reviews);
    const queue = [...notices, ...dueNotices(outbox, reviews, deps.clock())];
    const tuning = deps.tuning ?? NOTIFY_PATIENCE;
    const post = poster(deps, tuning);
    const until = tuning.nowMs() + RUN_MS;
    for (const [at, notice] of queue.entries()) {
      if (sent === MOST_A_RUN || tuning.nowMs() > until) return { sent, failed: null };
      const failed = await post(notice);
      if (failed !== null) {
        await writeOutbox(deps.home, {
          ...outbox,
          failed: { at: deps.clock(), why: failed, times: (before.failed?.times ?? 0) + 1 },
        });
        return { sent, failed };
      }
      sent += 1;
      outbox = { ...delivered(outbox, notice, queue[at + 1]), failed: null };
      await writeOutbox(deps.home, outbox);
    }
    const done = { ...outbox, sequence: upTo };
    if (JSON.stringify(done) !== JSON.stringify(before)) await writeOutbox(deps.home, done);
    return { sent, failed: null };
  } catch (cause) {
    return {
      sent,
      failed: cause instanceof ClariIdentityError ? cause.message : 'What was delivered could not be read or noted.',
    };
  }
}

/** A ledger that ends before what was delivered is another one, of which nothing was sent yet. */
async function newNotices({ noticesAfter }: NotifyDeps, sequence: number) {
  const found = await noticesAfter(sequence);
  return found.upTo < sequence ? noticesAfter(0) : found;
}

function isHeld({ failed }: Outbox, now: Instant): boolean {
  if (failed === null) return false;
  const hold = Math.min(MINUTE_MS * 2 ** Math.min(failed.times - 1, 10), HOLD_MAX_MS);
  // A time that is still to come is of a clock that was wrong, and holds nothing up.
  return now >= failed.at && now < addMs(failed.at, hold);
}

function withOpenOnly(outbox: Outbox, reviews: readonly OpenReview[]): Outbox {
  const open = new Set(reviews.map(({ reviewId }) => reviewId));
  const still = (ids: readonly string[]) => ids.filter((id) => open.has(id));
  return { ...outbox, dueSoon: still(outbox.dueSoon), overdue: still(outbox.overdue) };
}

/** What follows from the time alone. Who hears that a review is overdue need not hear that it is due soon. */
function dueNotices(outbox: Outbox, reviews: readonly OpenReview[], now: Instant): readonly Notice[] {
  return reviews.flatMap(({ reviewId, dueAt, sequence }): readonly Notice[] => {
    const soonAt = addMs(dueAt, -DUE_SOON_MS);
    if (now > dueAt) {
      return outbox.overdue.includes(reviewId) ? [] : [{ type: 'review.overdue', reviewId, at: dueAt, sequence }];
    }
    return now < soonAt || outbox.dueSoon.includes(reviewId)
      ? []
      : [{ type: 'review.due_soon', reviewId, at: soonAt, sequence }];
  });
}

function delivered(outbox: Outbox, { type, reviewId, sequence }: Notice, next: Notice | undefined): Outbox {
  if (type === 'review.due_soon') return { ...outbox, dueSoon: [...outbox.dueSoon, reviewId] };
  if (type === 'review.overdue') return { ...outbox, overdue: [...outbox.overdue, reviewId] };
  // Of several notices of one entry, none counts as delivered before all are.
  return next?.sequence === sequence && isOfEntry(next) ? outbox : { ...outbox, sequence };
}

function isOfEntry({ type }: Notice): boolean {
  return type !== 'review.due_soon' && type !== 'review.overdue';
}

/** Returns why a notice was not taken; null: it was. */
function poster({ place, clock }: NotifyDeps, tuning: Tuning): (notice: Notice) => Promise<string | null> {
  const url = new URL(place.url.reveal());
  const line: Transport = transport({ service: 'The receiver of notices', origins: [url.origin], tuning });
  return async (notice) => {
    const { body, headers } = signedNotice(notice, place.secret, clock());
    try {
      const { status } = await line.send({ url: url.href, method: 'POST', headers, body, expects: 'any' });
      return status >= 200 && status < 300 ? null : `The receiver of notices at ${url.origin} answered ${status}.`;
    } catch (cause) {
      return cause instanceof ClariIdentityError
        ? cause.message
        : `The receiver of notices at ${url.origin} cannot be reached.`;
    }
  };
}
