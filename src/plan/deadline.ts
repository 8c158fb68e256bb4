import type { RevokedAtBasis } from '../model/identity.ts';
import { addMs, type Instant } from '../model/time.ts';

/** `none`: no deadline runs. `unknown`: one would, but nobody knows since when. */
export type DeadlineState = 'met' | 'late' | 'running' | 'unknown' | 'none';

export interface DeadlineFacts {
  readonly revokedAt: Instant | null;
  /** What the time rests on; null: nothing was revoked. Left out: as good as the time itself. */
  readonly basis?: RevokedAtBasis | null;
  readonly slaMs: number;
  readonly now: Instant;
  /** A suspension may be leave. */
  readonly noDeadline: boolean;
  /** When the account was closed; null: it is not, as far as is known. */
  readonly settledAt: Instant | null;
}

/** When the account has to be closed by the service level, and how that stands now. */
export function deadline(facts: DeadlineFacts): { readonly dueAt: Instant | null; readonly state: DeadlineState } {
  const { revokedAt, basis, slaMs, now, noDeadline, settledAt } = facts;
  if (noDeadline || basis === null) return { dueAt: null, state: 'none' };
  if (revokedAt === null || basis === 'unknown') return { dueAt: null, state: 'unknown' };
  const dueAt = addMs(revokedAt, slaMs);
  if (settledAt !== null) return { dueAt, state: settledAt <= dueAt ? 'met' : 'late' };
  return { dueAt, state: now <= dueAt ? 'running' : 'late' };
}
