import { ASSIGNMENT_STATUSES, ASSIGNMENT_VIAS, type AssignmentObservation } from '../../model/observation.ts';
import { integerCell, oneOfCell, oneOfOrNullCell, textCell, textOrNullCell } from '../cells.ts';
import { EVENT_COLUMNS, eventCells, eventValues } from './event-columns.ts';
import { digestOf, insertInto, momentCells, momentValues, type RowTable } from './row-table.ts';

const OWN = [
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
] as const;

export const assignmentRows: RowTable<AssignmentObservation> = {
  name: 'assignment_rows',
  activeStatus: 'assigned',
  insert: insertInto('assignment_rows', OWN),

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

  read: {
    columns: ['line', 'row_key', 'status', ...OWN],
    parse: ([
      line,
      key,
      status,
      directory,
      identityId,
      login,
      email,
      statusRaw,
      assignedAt,
      assignedDateOnly,
      ssoName,
      via,
      viaGroup,
      revokedAt,
      revokedBy,
      revokedEventId,
      revokedEvent,
    ]) => ({
      ...groupCell(viaGroup),
      line: integerCell(line, 'line'),
      directory: textCell(directory, 'directory'),
      key: textCell(key, 'row_key'),
      identityId: textOrNullCell(identityId, 'identity_id'),
      login: textOrNullCell(login, 'login'),
      email: textOrNullCell(email, 'email'),
      status: oneOfCell(status, ASSIGNMENT_STATUSES, 'status'),
      statusRaw: textOrNullCell(statusRaw, 'status_raw'),
      assignedAt: momentCells(assignedAt, assignedDateOnly, 'assigned_at'),
      ssoName: textOrNullCell(ssoName, 'sso_name'),
      via: oneOfOrNullCell(via, ASSIGNMENT_VIAS, 'via'),
      revoked: eventCells(revokedAt, revokedBy, revokedEventId, revokedEvent),
    }),
  },
};

function groupCell(name: unknown): Pick<AssignmentObservation, 'viaGroup'> {
  return name === null ? {} : { viaGroup: textCell(name, 'via_group') };
}
