import type { Identity } from './identity.ts';

export const SITUATIONS = ['linked', 'unmatched', 'disputed', 'duplicate'] as const;
/** `disputed`: the account is unmatched and has candidates, so a person decides. */
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

/** Evidence of one field. `missing`: one side has no value. */
export interface FieldComparison {
  readonly field: ComparedField;
  readonly outcome: 'agree' | 'near' | 'disagree' | 'missing';
  readonly account: string | null;
  readonly identity: string | null;
  /**
   * Bits of evidence, negative if against the match. Ten bits: one in a thousand strangers would agree. A full name
   * counts by its parts.
   */
  readonly weight: number;
}

/** An identity that might own the account, with the evidence for and against it. */
export interface Candidate<Found = Identity> {
  readonly identity: Found;
  readonly rule: CorrelationRule;
  /** 0 to 1. */
  readonly confidence: number;
  /** Sum of the weights of all fields. */
  readonly weight: number;
  /** Fields that at least one side states. */
  readonly comparisons: readonly FieldComparison[];
  /** Why it was not linked; null if it was. */
  readonly whyNot: string | null;
  /** The employee id of one side is ignored, because people with other names have it. */
  readonly ignoresEmployeeId?: true;
}

/** What a person has to decide about a disputed account, if it is more than the choice of a candidate. */
export type Doubt = 'address_moved_on';

/**
 * Which identity owns an account. `linked` holds every identity of the one person (identities that share an employee
 * id, or one address in two directories). If it is empty, `candidates` holds at most three, best first.
 */
export interface Correlation<Found = Identity> {
  readonly situation: Situation;
  readonly rule: CorrelationRule | null;
  readonly confidence: number;
  readonly linked: readonly Candidate<Found>[];
  readonly candidates: readonly Candidate<Found>[];
  /** Number of candidates beyond those kept. */
  readonly candidatesDropped: number;
  /** For unmatched accounts: at most three nearest identities, and why they are not even candidates. */
  readonly nearest: readonly Candidate<Found>[];
  /** Number of similar identities that were not compared because of the cap of 50. */
  readonly notCompared: number;
  /** Other active accounts of the same app that are linked to the same person. */
  readonly duplicateOf: readonly string[];
  /** Absent if there is no particular doubt. */
  readonly doubt?: Doubt;
}
