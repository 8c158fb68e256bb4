import type { IdentityObservation } from './observation.ts';

/** What a plain list may say of a person, which is nothing of their standing. */
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

/** A row of a plain list of accounts or of identities, as the `match` command takes them. Null: the list does not say. */
export interface MatchRecord extends PlainIdentity {
  readonly id: string;
  readonly birthDate: string | null;
  readonly city: string | null;
}
