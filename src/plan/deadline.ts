import type { RevokedAtBasis } from '../model/identity.ts';
import type { DeadlineState } from '../model/plan.ts';
import { addMs, type Instant } from '../model/time.ts';

export interface DeadlineFacts {
  readonly revokedAt: Instant | null;
  /** The basis of the time; null: nothing was revoked. Absent: the time itself is reliable. */
  readonly basis?: RevokedAtBasis | null;
  readonly slaMs: number;
  readonly now: Instant;
  /** True if no deadline runs, because a suspension may be leave. */
  readonly noDeadline: boolean;
  /** When the account was closed, or the first snapshot that shows it closed; null if it is not known to be closed. */
  readonly settledAt: Instant | null;
  /**
   * The last snapshot that shows it open; null if there is none. Absent: it was open until it was closed, or until now.
   */
  readonly openAt?: Instant | null;
}

/**
 * When the account has to be closed by the service level, and where that deadline stands now. If snapshots show it open
 * before the deadline and closed only after it, it is unknown whether the deadline was kept.
 */
export function deadline(facts: DeadlineFacts): { readonly dueAt: Instant | null; readonly state: DeadlineState } {
  const { revokedAt, basis, slaMs, now, noDeadline, settledAt } = facts;
  if (noDeadline || basis === null) return { dueAt: null, state: 'none' };
  if (revokedAt === null || basis === 'unknown') return { dueAt: null, state: 'unknown' };
  const dueAt = addMs(revokedAt, slaMs);
  if (settledAt !== null && settledAt <= dueAt) return { dueAt, state: 'met' };
  if (settledAt === null && now <= dueAt) return { dueAt, state: 'running' };
  const openAt = facts.openAt === undefined ? (settledAt ?? now) : facts.openAt;
  return { dueAt, state: openAt !== null && openAt > dueAt ? 'late' : 'unknown' };
}
