import type { IdentityObservation } from './observation.ts';

/** What a plain list may say of a person. It says nothing about their status. */
export type PlainIdentity = Pick<
  IdentityObservation,
  | 'login'
  | 'email'
  | 'otherEmails'
  | 'name'
  | 'givenName'
  | 'familyName'
  | 'employeeId'
  | 'crmId'
  | 'managerEmail'
  | 'department'
>;

/** A row of a plain list of accounts or identities for the `match` command. Null: the list has no value. */
export interface MatchRecord extends PlainIdentity {
  readonly id: string;
  readonly birthDate: string | null;
  readonly city: string | null;
}
