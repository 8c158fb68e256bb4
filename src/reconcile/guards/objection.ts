import type { GuardFact, Reading } from '../../model/snapshot.ts';

/**
 * Why a snapshot may not be what it seems, the likeliest cause first. If there are several, look at the first:
 * objections to changes are mostly its consequences.
 */
export const OBJECTIONS = [
  'moment_contradicted',
  'other_application',
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
  /** What is wrong, the likely cause, and what to do next. */
  readonly sentence: string;
  /** False: it is reported as a warning, and the snapshot counts. */
  readonly holds: boolean;
  /** Another snapshot that may be the wrong one of the two; absent if the objection is about the arriving one alone. */
  readonly doubts?: OtherRead;
}

/** The snapshot that the arriving one was compared with. */
export interface OtherRead {
  readonly series: string;
  /** Its name in sentences: `directory:okta as of 2026-11-20T09:30:00.000Z`. */
  readonly label: string;
  readonly reading: Reading | null;
}

/** The guard holds nothing that concerns fewer people than this. */
export const AT_LEAST = 3;

export function byLikelihood(objections: readonly Objection[]): readonly Objection[] {
  return objections.toSorted((one, other) => OBJECTIONS.indexOf(one.code) - OBJECTIONS.indexOf(other.code));
}

/** The objections that hold a snapshot until somebody accepts them. */
export function holding(objections: readonly Objection[]): readonly Objection[] {
  return byLikelihood(objections).filter(({ holds }) => holds);
}

export function percentOf(count: number, base: number): string {
  return base === 0 ? '100 %' : `${Math.round((count * 1000) / base) / 10} %`;
}
