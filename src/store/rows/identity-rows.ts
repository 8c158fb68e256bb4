import * as z from 'zod';
import { ASSIGNMENT_STATUSES, IDENTITY_STATUSES, type IdentityObservation } from '../../model/observation.ts';
import type { BlockRows, Packed } from '../blocks/block-rows.ts';
import {
  documentCell,
  integerCell,
  laterCell,
  oneOfCell,
  oneOfOrNullCell,
  textCell,
  textOrNullCell,
} from '../cells/cells.ts';
import type { NamedIdentity } from '../store.ts';
import { eventCells, eventValues } from './event-cells.ts';
import { momentCells, momentValues } from './moment-cells.ts';

const PERSON_KINDS = ['person', 'guest', 'not_person', 'unknown'] as const;
const addresses = z.array(z.string());

/** What says whom a row is about, for those who go through all of them: a third of the values. */
export const identityNames: Packed<NamedIdentity> = {
  of: 'identity',
  parse: ([line, key, , directory, login, email, otherEmails, name, givenName, familyName, employeeId]) => ({
    line: integerCell(line, 'line'),
    directory: textCell(directory, 'directory'),
    identityId: textCell(key, 'row_key'),
    login: textOrNullCell(login, 'login'),
    email: textOrNullCell(email, 'email'),
    otherEmails: addressesCell(otherEmails),
    name: textOrNullCell(name, 'name'),
    givenName: textOrNullCell(givenName, 'given_name'),
    familyName: textOrNullCell(familyName, 'family_name'),
    employeeId: textOrNullCell(employeeId, 'employee_id'),
  }),
};

export const identityRows: BlockRows<IdentityObservation> = {
  of: 'identity',
  activeStatus: 'active',
  told: [2, 21],

  cells: (row) => [
    row.line,
    row.identityId,
    row.status,
    row.directory,
    row.login,
    row.email,
    row.otherEmails.length === 0 ? null : JSON.stringify(row.otherEmails),
    row.name,
    row.givenName,
    row.familyName,
    row.employeeId,
    row.crmId,
    row.managerEmail,
    row.department,
    row.statusRaw,
    ...momentValues(row.statusChangedAt),
    row.assignment,
    row.assignmentRaw,
    row.personKind,
    row.ssoName,
    // What the log says is no change: its window moves on, and nothing of the identity changed.
    row.lastSsoAt,
    ...eventValues(row.revoked),
    row.contradiction,
    ...momentValues(row.leavesOn),
  ],

  parse: ([
    line,
    key,
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
    ssoName,
    lastSsoAt,
    revokedAt,
    revokedBy,
    revokedEventId,
    revokedEvent,
    contradiction,
    leavesOn,
    leavesOnDateOnly,
  ]) => ({
    line: integerCell(line, 'line'),
    directory: textCell(directory, 'directory'),
    identityId: textCell(key, 'row_key'),
    login: textOrNullCell(login, 'login'),
    email: textOrNullCell(email, 'email'),
    otherEmails: addressesCell(otherEmails),
    name: textOrNullCell(name, 'name'),
    givenName: textOrNullCell(givenName, 'given_name'),
    familyName: textOrNullCell(familyName, 'family_name'),
    employeeId: textOrNullCell(employeeId, 'employee_id'),
    crmId: textOrNullCell(crmId, 'crm_id'),
    managerEmail: textOrNullCell(managerEmail, 'manager_email'),
    department: textOrNullCell(department, 'department'),
    status: oneOfCell(status, IDENTITY_STATUSES, 'status'),
    statusRaw: textOrNullCell(statusRaw, 'status_raw'),
    statusChangedAt: momentCells(statusChangedAt, statusChangedDateOnly, 'status_changed_at'),
    contradiction: textOrNullCell(laterCell(contradiction), 'contradiction'),
    leavesOn: momentCells(laterCell(leavesOn), laterCell(leavesOnDateOnly), 'leaves_on'),
    assignment: oneOfOrNullCell(assignment, ASSIGNMENT_STATUSES, 'assignment'),
    assignmentRaw: textOrNullCell(assignmentRaw, 'assignment_raw'),
    personKind: oneOfCell(personKind, PERSON_KINDS, 'person_kind'),
    ssoName: textOrNullCell(ssoName, 'sso_name'),
    lastSsoAt: textOrNullCell(lastSsoAt, 'last_sso_at'),
    revoked: eventCells(revokedAt, revokedBy, revokedEventId, revokedEvent),
  }),
};

function addressesCell(value: unknown): readonly string[] {
  return value === null ? [] : documentCell(value, addresses, 'other_emails');
}
