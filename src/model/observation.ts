import type { App } from './app-profile.ts';
import type { Instant, Moment } from './time.ts';

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
}

export const IDENTITY_STATUSES = ['active', 'staged', 'suspended', 'deactivated', 'deleted', 'unknown'] as const;
/** `active` covers every state that can sign in, now or later, unless an administrator undoes a revocation. */
export type IdentityStatus = (typeof IDENTITY_STATUSES)[number];

export const PERSON_KINDS = ['person', 'guest', 'not_person', 'unknown'] as const;
/** `not_person`: the directory calls it a shared mailbox, a room, a service or a role account. */
export type PersonKind = (typeof PERSON_KINDS)[number];

/** What the directory's own log says about the end of a right. */
export interface IdpEvent {
  readonly at: Instant;
  /** Who did it, by name in the log; null if the log does not say. */
  readonly by: string | null;
  readonly id: string;
  /** The log's own word for it. */
  readonly type: string;
}

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
  /**
   * What in the same row contradicts its status, with its header, as it is shown; the status is then `unknown`. Null if
   * nothing does.
   */
  readonly contradiction: string | null;
  /** Last day or end of the account that was in the future when the row was read; null if unknown. */
  readonly leavesOn: Moment | null;
  /** The Clari assignment by the row itself; null if it does not say. */
  readonly assignment: AssignmentStatus | null;
  readonly assignmentRaw: string | null;
  readonly personKind: PersonKind;
  /** The name that single sign-on sends to Clari, which the account has there. Null if unknown. */
  readonly ssoName: string | null;
  /** Last successful single sign-on to Clari in the log that was read; null: it shows none, which proves nothing. */
  readonly lastSsoAt: Instant | null;
  /** The event that ended the identity itself (not its Clari assignment); null: none is known. */
  readonly revoked: IdpEvent | null;
}

export const ASSIGNMENT_STATUSES = ['assigned', 'unassigned', 'suspended', 'unknown'] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

export const ASSIGNMENT_VIAS = ['direct', 'group'] as const;
export type AssignmentVia = (typeof ASSIGNMENT_VIAS)[number];

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
  /** When the assignment ended, by the list; null if it does not say, or has not ended. */
  readonly unassignedAt: Moment | null;
  readonly ssoName: string | null;
  /** Assigned by name or through a group; null: the list does not say. */
  readonly via: AssignmentVia | null;
  /** Name of that group, or its id; absent: not known. */
  readonly viaGroup?: string;
  /** The event that ended the assignment; null: none is known. */
  readonly revoked: IdpEvent | null;
}

export type Observation =
  | { readonly of: 'account'; readonly row: AccountObservation }
  | { readonly of: 'identity'; readonly row: IdentityObservation }
  | { readonly of: 'assignment'; readonly row: AssignmentObservation }
  | { readonly of: 'mention'; readonly row: MentionObservation }
  | { readonly of: 'forecast'; readonly row: ForecastObservation }
  | { readonly of: 'opportunity'; readonly row: OpportunityObservation };

/** A data row that was not understood, or a value in an accepted row that was set aside as unknown. */
export interface RowProblem {
  readonly line: number;
  readonly why: string;
}

/** Where a person was named, when not in a users export. */
export const MENTION_ROLES = [
  'forecast_user',
  'audit_actor',
  'activity_owner',
  'activity_participant',
  'quota_user',
] as const;
export type MentionRole = (typeof MENTION_ROLES)[number];

/**
 * A person of app `clari` in a file that is not a users export. It proves that they existed at that time and nothing
 * else: it does not show that the account is active, nor does absence show that it is not.
 */
export interface MentionObservation {
  readonly line: number;
  /** `id:…`, else `crm:…`, else `email:…`, as of an account row. */
  readonly key: string;
  readonly role: MentionRole;
  readonly exportId: string | null;
  readonly crmId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** Node of the sales hierarchy, which is not the permission role. */
  readonly hierarchyRole: string | null;
  /** An event that they caused; null: the file has none for them. */
  readonly actedAt: Moment | null;
  /** The name of the event, not interpreted: the catalogue is not public. */
  readonly event: string | null;
}

/** A forecast value that somebody holds; one person has many. */
export interface ForecastObservation {
  readonly line: number;
  /** Key of the person, as in their mention. */
  readonly key: string;
  readonly email: string | null;
  readonly crmId: string | null;
  readonly field: string;
  readonly period: string;
  readonly dataType: string;
  readonly valueRaw: string | null;
  /** Null: blank, or not a number. */
  readonly value: number | null;
  readonly currency: string | null;
}

/** An opportunity row of a Salesforce report, a Data Loader file or a Clari grid. Closed ones are left out by the reader. */
export interface OpportunityObservation {
  readonly line: number;
  /** `opp:<15-character id>`, else `name:<account>/<name>` where the file has no ids. */
  readonly key: string;
  readonly opportunityId: string | null;
  readonly name: string | null;
  readonly accountName: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly ownerEmail: string | null;
  readonly stage: string | null;
  readonly forecastCategory: string | null;
  readonly amountRaw: string | null;
  /** Null: blank, or not understood. */
  readonly amount: number | null;
  /** ISO 4217 where the file says; null: it does not. */
  readonly currency: string | null;
  readonly closeDate: Moment | null;
  /** Null: no column says whether it is closed. */
  readonly closed: false | null;
}
