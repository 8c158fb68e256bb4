import * as z from 'zod';
import { ASSIGNMENT_STATUSES, IDENTITY_STATUSES, type IdentityObservation } from '../../model/observation.ts';
import { document, integer, oneOf, oneOfOrNull, text, textOrNull } from '../columns.ts';
import { EVENT_COLUMNS, event, eventValues } from './event-columns.ts';
import { digestOf, insertInto, moment, momentValues, type RowTable } from './row-table.ts';

const PERSON_KINDS = ['person', 'guest', 'not_person', 'unknown'] as const;
const addresses = z.array(z.string());

export const identityRows: RowTable<IdentityObservation> = {
  name: 'identity_rows',
  activeStatus: 'active',
  insert: insertInto('identity_rows', [
    'directory',
    'login',
    'email',
    'other_emails',
    'name',
    'given_name',
    'family_name',
    'employee_id',
    'crm_id',
    'manager_email',
    'department',
    'status_raw',
    'status_changed_at',
    'status_changed_date_only',
    'assignment',
    'assignment_raw',
    'person_kind',
    'sso_name',
    'last_sso_at',
    ...EVENT_COLUMNS,
  ]),

  values(row) {
    const meaningful = [
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
    ];
    return [
      row.line,
      row.identityId,
      row.status,
      // Without what the log says: its window moves on, and nothing of the identity changed.
      digestOf([row.status, ...meaningful]),
      ...meaningful,
      row.lastSsoAt,
      ...eventValues(row.revoked),
    ];
  },

  parse: (row) => ({
    line: integer(row, 'line'),
    directory: text(row, 'directory'),
    identityId: text(row, 'row_key'),
    login: textOrNull(row, 'login'),
    email: textOrNull(row, 'email'),
    otherEmails: row['other_emails'] === null ? [] : document(row, 'other_emails', addresses),
    name: textOrNull(row, 'name'),
    givenName: textOrNull(row, 'given_name'),
    familyName: textOrNull(row, 'family_name'),
    employeeId: textOrNull(row, 'employee_id'),
    crmId: textOrNull(row, 'crm_id'),
    managerEmail: textOrNull(row, 'manager_email'),
    department: textOrNull(row, 'department'),
    status: oneOf(row, 'status', IDENTITY_STATUSES),
    statusRaw: textOrNull(row, 'status_raw'),
    statusChangedAt: moment(row, 'status_changed_at', 'status_changed_date_only'),
    assignment: oneOfOrNull(row, 'assignment', ASSIGNMENT_STATUSES),
    assignmentRaw: textOrNull(row, 'assignment_raw'),
    personKind: oneOf(row, 'person_kind', PERSON_KINDS),
    ssoName: textOrNull(row, 'sso_name'),
    lastSsoAt: textOrNull(row, 'last_sso_at'),
    revoked: event(row),
  }),
};
