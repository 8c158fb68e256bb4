import type { RevokedAtBasis } from '../model/identity.ts';
import { addMs, type Instant } from '../model/time.ts';

/** `none`: no deadline runs. `unknown`: one would, but nobody knows since when, or whether in time. */
export type DeadlineState = 'met' | 'late' | 'running' | 'unknown' | 'none';

export interface DeadlineFacts {
  readonly revokedAt: Instant | null;
  /** What the time rests on; null: nothing was revoked. Left out: as good as the time itself. */
  readonly basis?: RevokedAtBasis | null;
  readonly slaMs: number;
  readonly now: Instant;
  /** A suspension may be leave. */
  readonly noDeadline: boolean;
  /** When the account was closed, or the first read that shows it closed; null: it is not, as far as is known. */
  readonly settledAt: Instant | null;
  /** The last read that shows it open; null: none does. Left out: it was open until it was closed, or until now. */
  readonly openAt?: Instant | null;
}

/**
 * When the account has to be closed by the service level, and how that stands now. Reads show it open before the
 * deadline and closed after it, or nothing since: then nobody knows whether it was in time.
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
