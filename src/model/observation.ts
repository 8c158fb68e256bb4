import type { App } from './snapshot.ts';
import type { Moment } from './time.ts';

/** One row of a Clari users export. E-mails are trimmed, NFKC and lower-case; other text is cleaned but keeps its case. */
export interface AccountObservation {
  /** Physical line in the file where the row starts, 1 = the header. */
  readonly line: number;
  readonly app: App;
  /** `id:…`, else `crm:…`, else `email:…`: the strongest identifier of this row. */
  readonly key: string;
  readonly exportId: string | null;
  readonly crmId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly employeeId: string | null;
  readonly role: string | null;
  readonly team: string | null;
  readonly status: 'active' | 'inactive' | 'unknown';
  readonly statusRaw: string | null;
  readonly lastLogin: Moment | null;
  /** Columns that nothing maps, by header. */
  readonly extra: Readonly<Record<string, string>>;
}

export const IDENTITY_STATUSES = ['active', 'staged', 'suspended', 'deactivated', 'deleted', 'unknown'] as const;
/** `active` covers every state that can sign in, now or again without an administrator's revocation being undone. */
export type IdentityStatus = (typeof IDENTITY_STATUSES)[number];

/** `not_person`: a shared mailbox, room, service or role account, by the directory's own word. */
export type PersonKind = 'person' | 'guest' | 'not_person' | 'unknown';

/** One row of a directory. */
export interface IdentityObservation {
  readonly line: number;
  readonly directory: string;
  /** The directory's id, else login, else e-mail; unique within the directory. */
  readonly identityId: string;
  readonly login: string | null;
  readonly email: string | null;
  /** Every further address: aliases, proxy addresses, second e-mail, a guest's home address. */
  readonly otherEmails: readonly string[];
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly employeeId: string | null;
  readonly crmId: string | null;
  readonly managerEmail: string | null;
  readonly department: string | null;
  readonly status: IdentityStatus;
  readonly statusRaw: string | null;
  readonly statusChangedAt: Moment | null;
  /** The row's own word on the Clari assignment; null: it does not say. */
  readonly assignment: AssignmentStatus | null;
  readonly assignmentRaw: string | null;
  readonly personKind: PersonKind;
}

export const ASSIGNMENT_STATUSES = ['assigned', 'unassigned', 'suspended', 'unknown'] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

/** One row of a list of who is assigned to Clari in a directory. Joined to identities by id, then login, then e-mail. */
export interface AssignmentObservation {
  readonly line: number;
  readonly directory: string;
  /** Strongest identifier of the row, unique within the list. */
  readonly key: string;
  readonly identityId: string | null;
  readonly login: string | null;
  readonly email: string | null;
  readonly status: AssignmentStatus;
  readonly statusRaw: string | null;
  readonly assignedAt: Moment | null;
}

export type Observation =
  | { readonly of: 'account'; readonly row: AccountObservation }
  | { readonly of: 'identity'; readonly row: IdentityObservation }
  | { readonly of: 'assignment'; readonly row: AssignmentObservation };

/** A data row that was not understood, or a value in an accepted row that was set aside as unknown. */
export interface RowProblem {
  readonly line: number;
  readonly why: string;
}
