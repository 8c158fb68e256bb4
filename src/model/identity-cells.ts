import type { CellSpec, CellsOf } from './cells.ts';
import {
  ASSIGNMENT_STATUSES,
  IDENTITY_STATUSES,
  type IdentityObservation,
  type IdpEvent,
  PERSON_KINDS,
} from './observation.ts';
import type { Moment } from './time.ts';

/**
 * A directory person as a row of cells: what stores keep and what lies in memory of a million of them. One more attribute
 * is a line in `IdentityObservation` and one in each part of this file; the compiler asks for those that are forgotten.
 * Stores hold rows in this order: a cell is added at the end and may be null, and none is moved or removed.
 */
export const IDENTITY_CELLS = [
  ['line', 'whole'],
  ['row_key', 'text'],
  ['status', { oneOf: IDENTITY_STATUSES }],
  ['directory', 'text'],
  ['login', 'text?'],
  ['email', 'text?'],
  ['other_emails', 'list'],
  ['name', 'text?'],
  ['given_name', 'text?'],
  ['family_name', 'text?'],
  ['employee_id', 'text?'],
  ['crm_id', 'text?'],
  ['manager_email', 'text?'],
  ['department', 'text?'],
  ['status_raw', 'text?'],
  ['status_changed_at', 'text?'],
  ['status_changed_date_only', 'flag?'],
  ['assignment', { oneOfOrNull: ASSIGNMENT_STATUSES }],
  ['assignment_raw', 'text?'],
  ['person_kind', { oneOf: PERSON_KINDS }],
  ['sso_name', 'text?'],
  ['last_sso_at', 'text?'],
  ['revoked_at', 'text?'],
  ['revoked_by', 'text?'],
  ['revoked_event_id', 'text?'],
  ['revoked_event', 'text?'],
  ['contradiction', 'text?'],
  ['leaves_on', 'text?'],
  ['leaves_on_date_only', 'flag?'],
] as const satisfies readonly CellSpec[];

export type IdentityCells<List> = CellsOf<typeof IDENTITY_CELLS, List>;

// Written out without loops, because this runs for every row of every snapshot.

export function identityCells<List>(
  row: IdentityObservation,
  list: (texts: readonly string[]) => List,
): IdentityCells<List> {
  return [
    row.line,
    row.identityId,
    row.status,
    row.directory,
    row.login,
    row.email,
    list(row.otherEmails),
    row.name,
    row.givenName,
    row.familyName,
    row.employeeId,
    row.crmId,
    row.managerEmail,
    row.department,
    row.statusRaw,
    row.statusChangedAt?.at ?? null,
    flagOf(row.statusChangedAt),
    row.assignment,
    row.assignmentRaw,
    row.personKind,
    row.ssoName,
    row.lastSsoAt,
    row.revoked?.at ?? null,
    row.revoked?.by ?? null,
    row.revoked?.id ?? null,
    row.revoked?.type ?? null,
    row.contradiction,
    row.leavesOn?.at ?? null,
    flagOf(row.leavesOn),
  ];
}

export function identityOf<List>(
  [
    line,
    identityId,
    status,
    directory,
    login,
    email,
    otherEmails,
    name,
    givenName,
    familyName,
    employeeId,
    crmId,
    managerEmail,
    department,
    statusRaw,
    statusChangedAt,
    statusChangedDateOnly,
    assignment,
    assignmentRaw,
    personKind,
    // A row may end where nothing more is known, as rows of earlier versions do.
    ssoName = null,
    lastSsoAt = null,
    revokedAt = null,
    revokedBy = null,
    revokedEventId = null,
    revokedEvent = null,
    contradiction = null,
    leavesOn = null,
    leavesOnDateOnly = null,
  ]: IdentityCells<List>,
  texts: (list: List) => readonly string[],
): IdentityObservation {
  return {
    line,
    directory,
    identityId,
    login,
    email,
    otherEmails: texts(otherEmails),
    name,
    givenName,
    familyName,
    employeeId,
    crmId,
    managerEmail,
    department,
    status,
    statusRaw,
    statusChangedAt: momentOf(statusChangedAt, statusChangedDateOnly),
    contradiction,
    leavesOn: momentOf(leavesOn, leavesOnDateOnly),
    assignment,
    assignmentRaw,
    personKind,
    ssoName,
    lastSsoAt,
    revoked: eventOf(revokedAt, revokedBy, revokedEventId, revokedEvent),
  };
}

function flagOf(moment: Moment | null): 0 | 1 | null {
  return moment === null ? null : moment.dateOnly ? 1 : 0;
}

function momentOf(at: string | null, dateOnly: 0 | 1 | null): Moment | null {
  return at === null ? null : { at, dateOnly: dateOnly !== 0 };
}

function eventOf(at: string | null, by: string | null, id: string | null, type: string | null): IdpEvent | null {
  return at === null || id === null || type === null ? null : { at, by, id, type };
}
