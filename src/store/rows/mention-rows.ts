import { crmIdCore } from '../../model/crm-id.ts';
import { MENTION_ROLES, type MentionObservation } from '../../model/observation.ts';
import { words } from '../../model/words.ts';
import { integerCell, oneOfCell, textCell, textOrNullCell } from '../cells/cells.ts';
import { momentCells, momentValues } from './moment-cells.ts';
import { digestOf, insertInto, type RowTable } from './row-table.ts';

const OWN = words('role export_id crm_id crm_id_15 email name hierarchy_role acted_at acted_date_only event');

export const mentionRows: RowTable<MentionObservation> = {
  name: 'mention_rows',
  insert: insertInto('mention_rows', OWN),

  values(row) {
    const values = [
      row.role,
      row.exportId,
      row.crmId,
      row.crmId === null ? null : crmIdCore(row.crmId),
      row.email,
      row.name,
      row.hierarchyRole,
      ...momentValues(row.actedAt),
      row.event,
    ];
    return [row.line, row.key, '', digestOf(values), ...values];
  },

  read: {
    columns: ['line', 'row_key', ...OWN],
    parse: ([line, key, role, exportId, crmId, , email, name, hierarchyRole, actedAt, actedDateOnly, event]) => ({
      line: integerCell(line, 'line'),
      key: textCell(key, 'row_key'),
      role: oneOfCell(role, MENTION_ROLES, 'role'),
      exportId: textOrNullCell(exportId, 'export_id'),
      crmId: textOrNullCell(crmId, 'crm_id'),
      email: textOrNullCell(email, 'email'),
      name: textOrNullCell(name, 'name'),
      hierarchyRole: textOrNullCell(hierarchyRole, 'hierarchy_role'),
      actedAt: momentCells(actedAt, actedDateOnly, 'acted_at'),
      event: textOrNullCell(event, 'event'),
    }),
  },
};
