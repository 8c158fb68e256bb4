import type { Exposure, StatedClosing } from '../../model/exposure.ts';
import { daysBetween, type Instant } from '../../model/time.ts';
import { counted } from '../facts.ts';

/** A time in which an account was open, or said to be closed without a read that proves it. */
export interface Stretch {
  readonly kind: 'open' | 'stated';
  readonly from: Instant;
  readonly to: Instant;
}

export interface Course {
  readonly stretches: readonly Stretch[];
  /** When it was stated to be closed, if that counts. */
  readonly statedAt: Instant | null;
  /** When a statement was made that a read contradicts, nobody attested, or nothing settled in time. */
  readonly refutedAt: Instant | null;
  /** The read that shows it closed. */
  readonly provenAt: Instant | null;
  /** After access had ended. */
  readonly usedAt: Instant | null;
  /** From the end of access to the closing, or until now; null: not known since when, or it has not begun. */
  readonly days: number | null;
  /** Where it stands, in words. */
  readonly words: string;
}

/** What an account went through from the end of access on. Of an unknown end nothing is drawn, and that is said. */
export function courseOf(one: Exposure, now: Instant): Course {
  const { endedAt, stated, seenClosedAt, lastUseAt } = one;
  const holds = stated !== null && holdsUp(stated);
  const statedAt = holds ? stated.at : null;
  const provenAt = stated?.state === 'confirmed' ? stated.settledAt : seenClosedAt;
  const againAt = stated?.state === 'confirmed' ? stated.reappearedAt : null;
  const closedAgainAt = againAt !== null && seenClosedAt !== null && seenClosedAt > againAt ? seenClosedAt : null;
  const marks = {
    statedAt,
    refutedAt: stated !== null && !holds && stated.state !== 'withdrawn' ? stated.at : null,
    provenAt,
  };
  const words =
    againAt === null ? standing(one) : closedAgainAt === null ? 'closed, open again' : 'opened again, seen closed';
  if (endedAt === null || endedAt > now)
    return {
      ...marks,
      stretches: [],
      usedAt: null,
      days: null,
      words: endedAt === null ? `${words}; not known since when` : 'access has not ended yet',
    };
  const closedAt = earliest(statedAt, provenAt);
  const stretches: Stretch[] = [{ kind: 'open', from: endedAt, to: later(endedAt, closedAt ?? now) }];
  if (statedAt !== null)
    stretches.push({ kind: 'stated', from: later(endedAt, statedAt), to: later(endedAt, provenAt ?? now) });
  if (againAt !== null) stretches.push({ kind: 'open', from: later(endedAt, againAt), to: closedAgainAt ?? now });
  const days = daysBetween(endedAt, later(endedAt, closedAt ?? now));
  return {
    ...marks,
    stretches: stretches.filter(({ from, to }) => from < to),
    usedAt: lastUseAt !== null && lastUseAt > endedAt ? lastUseAt : null,
    days,
    words: `${daysWords(days)}: ${words}`,
  };
}

function daysWords(days: number): string {
  return days === 0 ? 'less than a day' : counted(days, 'day');
}

function holdsUp({ counts, state }: StatedClosing): boolean {
  return counts && (state === 'verifying' || state === 'confirmed');
}

function standing({ stated, seenClosedAt }: Exposure): string {
  if (stated?.state === 'confirmed') return stated.counts ? 'closed, proven' : 'closed, proven; by whom not attested';
  if (seenClosedAt !== null) return 'seen closed';
  if (stated === null || stated.state === 'withdrawn') return 'open';
  if (stated.state === 'contradicted') return 'open, though stated closed';
  if (stated.state === 'expired') return 'open; a statement expired';
  return stated.counts ? 'stated closed, not proven' : 'open; a statement not attested';
}

function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
