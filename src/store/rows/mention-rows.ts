import { crmIdCore } from '../../model/crm-id.ts';
import { MENTION_ROLES, type MentionObservation } from '../../model/observation.ts';
import { integer, oneOf, text, textOrNull } from '../columns.ts';
import { digestOf, insertInto, moment, momentValues, type RowTable } from './row-table.ts';

export const mentionRows: RowTable<MentionObservation> = {
  name: 'mention_rows',
  activeStatus: null,
  insert: insertInto('mention_rows', [
    'role',
    'export_id',
    'crm_id',
    'crm_id_15',
    'email',
    'name',
    'hierarchy_role',
    'acted_at',
    'acted_date_only',
    'event',
  ]),

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

  parse: (row) => ({
    line: integer(row, 'line'),
    key: text(row, 'row_key'),
    role: oneOf(row, 'role', MENTION_ROLES),
    exportId: textOrNull(row, 'export_id'),
    crmId: textOrNull(row, 'crm_id'),
    email: textOrNull(row, 'email'),
    name: textOrNull(row, 'name'),
    hierarchyRole: textOrNull(row, 'hierarchy_role'),
    actedAt: moment(row, 'acted_at', 'acted_date_only'),
    event: textOrNull(row, 'event'),
  }),
};
