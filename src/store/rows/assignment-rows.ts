import { ASSIGNMENT_STATUSES, ASSIGNMENT_VIAS, type AssignmentObservation } from '../../model/observation.ts';
import type { BlockRows } from '../blocks/block-rows.ts';
import { integerCell, laterCell, oneOfCell, oneOfOrNullCell, textCell, textOrNullCell } from '../cells/cells.ts';
import { eventCells, eventValues } from './event-cells.ts';
import { momentCells, momentValues } from './moment-cells.ts';

export const assignmentRows: BlockRows<AssignmentObservation> = {
  of: 'assignment',
  activeStatus: 'assigned',
  stated: [2, 13],

  cells: (row) => [
    row.line,
    row.key,
    row.status,
    row.directory,
    row.identityId,
    row.login,
    row.email,
    row.statusRaw,
    ...momentValues(row.assignedAt),
    row.ssoName,
    row.via,
    row.viaGroup ?? null,
    ...eventValues(row.revoked),
    ...momentValues(row.unassignedAt),
  ],

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
    unassignedAt,
    unassignedDateOnly,
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
    unassignedAt: momentCells(laterCell(unassignedAt), laterCell(unassignedDateOnly), 'unassigned_at'),
    ssoName: textOrNullCell(ssoName, 'sso_name'),
    via: oneOfOrNullCell(via, ASSIGNMENT_VIAS, 'via'),
    revoked: eventCells(revokedAt, revokedBy, revokedEventId, revokedEvent),
  }),
};

function groupCell(name: unknown): Pick<AssignmentObservation, 'viaGroup'> {
  return name === null ? {} : { viaGroup: textCell(name, 'via_group') };
}
