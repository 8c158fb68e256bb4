/** A row of a plain list of accounts or of identities, as the `match` command takes them. Null: the list does not say. */
export interface MatchRecord {
  readonly id: string;
  readonly email: string | null;
  readonly otherEmails: readonly string[];
  readonly login: string | null;
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly employeeId: string | null;
  readonly crmId: string | null;
  readonly managerEmail: string | null;
  readonly department: string | null;
  readonly birthDate: string | null;
  readonly city: string | null;
}
