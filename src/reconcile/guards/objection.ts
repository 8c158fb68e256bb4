import type { GuardFact, Reading } from '../../model/snapshot.ts';

/**
 * Why a read may not be what it is taken for, the likeliest cause first: where several speak against a read, the first is
 * the one to look at, and those of change are mostly its consequences.
 */
export const OBJECTIONS = [
  'moment_contradicted',
  'sense_turned_round',
  'other_sense_turned_round',
  'statuses_flipped',
  'headers_changed',
  'id_column_changed',
  'ids_changed',
  'ids_shared',
  'addresses_shared',
  'matches_hardly_anybody',
  'claims_contradicted',
  'identities_gone',
  'accounts_turned_inactive',
  'rows_lost',
] as const;
export type ObjectionCode = (typeof OBJECTIONS)[number];

export interface Objection extends GuardFact {
  readonly code: ObjectionCode;
  /** What is wrong, most likely why, and what to do next. */
  readonly sentence: string;
  /** false: it is told as a warning, and the read counts. */
  readonly holds: boolean;
  /** Another read that may be the wrong one of the two; absent: it is about the arriving one alone. */
  readonly doubts?: OtherRead;
}

/** A read beside which the arriving one is held. */
export interface OtherRead {
  readonly series: string;
  /** As sentences name it: `directory:okta as of 2026-11-20T09:30:00.000Z`. */
  readonly label: string;
  readonly reading: Reading | null;
}

/** Nothing is held for fewer people than this. */
export const AT_LEAST = 3;

export function byLikelihood(objections: readonly Objection[]): readonly Objection[] {
  return objections.toSorted((one, other) => OBJECTIONS.indexOf(one.code) - OBJECTIONS.indexOf(other.code));
}

/** Whether a read with these counts for nothing until somebody accepts it. */
export function holding(objections: readonly Objection[]): readonly Objection[] {
  return byLikelihood(objections).filter(({ holds }) => holds);
}

export function percentOf(count: number, base: number): string {
  return base === 0 ? '100 %' : `${Math.round((count * 1000) / base) / 10} %`;
}
