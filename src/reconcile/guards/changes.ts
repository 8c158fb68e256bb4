import type { App } from '../../model/app-profile.ts';
import { type Completeness, isUsersKind, type Kind } from '../../model/snapshot.ts';
import { AT_LEAST, type Objection, type ObjectionCode, percentOf } from './objection.ts';

/**
 * What one arriving snapshot would change, in numbers. Differences are against the last complete snapshot of its
 * series.
 */
export interface GuardInput {
  readonly kind: Kind;
  readonly directory: string | null;
  readonly app: App | null;
  readonly completeness: Completeness;
  readonly rows: number;
  /** Null if there is no complete snapshot to compare with. */
  readonly difference: {
    readonly rowsBefore: number;
    readonly activeBefore: number;
    readonly turnedInactive: number;
    readonly activeRemoved: number;
  } | null;
  /** Number of the accounts turning inactive whose deactivation was recorded before this snapshot. */
  readonly matchingClaims: number;
  readonly openClaims: number;
  readonly contradictedClaims: number;
}

/**
 * Objections to how much this snapshot would change at once; empty if there are none. The share decides, in a small
 * company as in a big one; fewer than three people never do.
 */
export function changeObjections(input: GuardInput): readonly Objection[] {
  const found = [rowsLost(input), accountsTurnedInactive(input), identitiesGone(input), claimsContradicted(input)];
  return found.filter((one) => one !== null);
}

function passes(count: number, base: number, percent: number): boolean {
  return count >= AT_LEAST && count * 100 > base * percent;
}

function rowsLost(input: GuardInput): Objection | null {
  const { completeness, rows, difference } = input;
  if (difference === null || completeness === 'partial') return null;
  const { rowsBefore } = difference;
  const lost = rowsBefore - rows;
  if (!passes(lost, rowsBefore, 20)) return null;
  return hold(
    'rows_lost',
    [lost, rowsBefore],
    `The number of rows falls from ${rowsBefore} in the last complete ${nameOf(input)} to ${rows}: ${lost} fewer (${percentOf(lost, rowsBefore)}). The file may be cut off, filtered, or of another organisation.`,
  );
}

function accountsTurnedInactive(input: GuardInput): Objection | null {
  const { kind, completeness, difference, matchingClaims } = input;
  if (difference === null || !isUsersKind(kind)) return null;
  const { activeBefore, turnedInactive, activeRemoved } = difference;
  // Missing accounts turn inactive only in a complete snapshot.
  const closed = turnedInactive + (completeness === 'complete' ? activeRemoved : 0);
  const unexplained = Math.max(0, closed - matchingClaims);
  if (!passes(unexplained, activeBefore, 10)) return null;
  return hold(
    'accounts_turned_inactive',
    [unexplained, activeBefore],
    `${closed} of ${activeBefore} active accounts of the earlier ${nameOf(input)} would no longer be active, and for ${unexplained} of them (${percentOf(unexplained, activeBefore)}) nobody recorded a deactivation.`,
  );
}

function identitiesGone(input: GuardInput): Objection | null {
  const { kind, completeness, difference } = input;
  if (difference === null || kind !== 'directory') return null;
  const { activeBefore, turnedInactive, activeRemoved } = difference;
  const vanished = completeness === 'partial' ? 0 : activeRemoved;
  const gone = turnedInactive + vanished;
  if (!passes(gone, activeBefore, 10)) return null;
  return hold(
    'identities_gone',
    [gone, activeBefore],
    `${gone} of ${activeBefore} active identities of the earlier ${nameOf(input)} (${percentOf(gone, activeBefore)}) are gone or no longer active: ${vanished} vanish, ${turnedInactive} turn inactive.`,
  );
}

function claimsContradicted({ openClaims, contradictedClaims }: GuardInput): Objection | null {
  if (!passes(contradictedClaims, openClaims, 50)) return null;
  return hold(
    'claims_contradicted',
    [contradictedClaims, openClaims],
    `${contradictedClaims} of ${openClaims} deactivations that wait for verification (${percentOf(contradictedClaims, openClaims)}) would be contradicted. The export may be older than its as-of says.`,
  );
}

function nameOf({ kind, directory, app }: Pick<GuardInput, 'kind' | 'directory' | 'app'>): string {
  if (directory !== null) return `${kind} read of ${directory}`;
  return kind === 'app-users' ? `users list of ${app ?? ''}` : `${kind} read`;
}

function hold(code: ObjectionCode, [count, of]: readonly [number, number], what: string): Objection {
  return { code, count, of, holds: true, sentence: `${what} If it is right, import it again with --accept-drop.` };
}
