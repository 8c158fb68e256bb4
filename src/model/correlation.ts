import type { Identity } from './identity.ts';

export const SITUATIONS = ['linked', 'unmatched', 'disputed', 'duplicate'] as const;
/** `disputed` covers every unmatched account that has candidates: a person decides. */
export type Situation = (typeof SITUATIONS)[number];

export const CORRELATION_RULES = [
  'confirmed_by_person',
  'confirmed_none',
  'employee_id',
  'crm_id',
  'sso_name',
  'email',
  'secondary_email',
  'domain_alias',
  'near_employee_id',
  'birth_date',
  'plus_tag',
  'name',
  'similar',
] as const;
/** `near_employee_id`: one slip apart, and the name; `birth_date`: with the name; `similar`: much is alike, never linked. */
export type CorrelationRule = (typeof CORRELATION_RULES)[number];

export const COMPARED_FIELDS = [
  'employee_id',
  'crm_id',
  'email',
  'name',
  'given_name',
  'family_name',
  'birth_date',
  'city',
  'department',
  'manager_email',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

/** Evidence of one field. `missing`: one side does not say. */
export interface FieldComparison {
  readonly field: ComparedField;
  readonly outcome: 'agree' | 'near' | 'disagree' | 'missing';
  readonly account: string | null;
  readonly identity: string | null;
  /** Bits of evidence, against where negative: ten for what fits one stranger of a thousand. A whole name counts by its parts. */
  readonly weight: number;
}

/** An identity that might own the account, and what speaks for and against it. */
export interface Candidate<Found = Identity> {
  readonly identity: Found;
  readonly rule: CorrelationRule;
  /** 0 to 1. */
  readonly confidence: number;
  /** Sum of the weights of all fields. */
  readonly weight: number;
  /** Fields that at least one side states. */
  readonly comparisons: readonly FieldComparison[];
  /** Null: it was linked. Else why it was not. */
  readonly whyNot: string | null;
  /** The employee id of one of the two counts for nothing: people with other names bear it. */
  readonly ignoresEmployeeId?: true;
}

/** What a disputed account asks of a person, where it is more than which candidate. */
export type Doubt = 'address_moved_on';

/**
 * Which identity owns an account. `linked` has every identity of the one person (identities that share an employee id,
 * or one address in two directories); otherwise it is empty and `candidates` has at most three, best first.
 */
export interface Correlation<Found = Identity> {
  readonly situation: Situation;
  readonly rule: CorrelationRule | null;
  readonly confidence: number;
  readonly linked: readonly Candidate<Found>[];
  readonly candidates: readonly Candidate<Found>[];
  /** Candidates beyond those kept: counted, not hidden. */
  readonly candidatesDropped: number;
  /** Unmatched: at most three identities that came nearest, and why they are not even candidates. */
  readonly nearest: readonly Candidate<Found>[];
  /** Identities with something alike that the cap of 50 kept from being compared. */
  readonly notCompared: number;
  /** Other active accounts of the same app that claim the same person. */
  readonly duplicateOf: readonly string[];
  /** Absent: none in particular. */
  readonly doubt?: Doubt;
}
