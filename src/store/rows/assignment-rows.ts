import { ASSIGNMENT_STATUSES, ASSIGNMENT_VIAS, type AssignmentObservation } from '../../model/observation.ts';
import { integer, oneOf, oneOfOrNull, text, textOrNull } from '../columns.ts';
import { EVENT_COLUMNS, event, eventValues } from './event-columns.ts';
import { digestOf, insertInto, moment, momentValues, type RowTable } from './row-table.ts';

export const assignmentRows: RowTable<AssignmentObservation> = {
  name: 'assignment_rows',
  activeStatus: 'assigned',
  insert: insertInto('assignment_rows', [
    'directory',
    'identity_id',
    'login',
    'email',
    'status_raw',
    'assigned_at',
    'assigned_date_only',
    'sso_name',
    'via',
    'via_group',
    ...EVENT_COLUMNS,
  ]),

  values(row) {
    const meaningful = [
      row.directory,
      row.identityId,
      row.login,
      row.email,
      row.statusRaw,
      ...momentValues(row.assignedAt),
      row.ssoName,
      row.via,
      row.viaGroup ?? null,
    ];
    return [
      row.line,
      row.key,
      row.status,
      digestOf([row.status, ...meaningful]),
      ...meaningful,
      ...eventValues(row.revoked),
    ];
  },

  parse: (row) => ({
    ...viaGroup(textOrNull(row, 'via_group')),
    line: integer(row, 'line'),
    directory: text(row, 'directory'),
    key: text(row, 'row_key'),
    identityId: textOrNull(row, 'identity_id'),
    login: textOrNull(row, 'login'),
    email: textOrNull(row, 'email'),
    status: oneOf(row, 'status', ASSIGNMENT_STATUSES),
    statusRaw: textOrNull(row, 'status_raw'),
    assignedAt: moment(row, 'assigned_at', 'assigned_date_only'),
    ssoName: textOrNull(row, 'sso_name'),
    via: oneOfOrNull(row, 'via', ASSIGNMENT_VIAS),
    revoked: event(row),
  }),
};

function viaGroup(name: string | null): Pick<AssignmentObservation, 'viaGroup'> {
  return name === null ? {} : { viaGroup: name };
}
