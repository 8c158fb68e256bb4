import { crmIdCore } from '../../model/crm-id.ts';
import type { OpportunityObservation } from '../../model/observation.ts';
import { corrupt, integer, numberOrNull, text, textOrNull } from '../columns.ts';
import type { SqlRow } from '../driver.ts';
import { fold } from '../fold.ts';
import { digestOf, insertInto, moment, momentValues, type RowTable } from './row-table.ts';

export const opportunityRows: RowTable<OpportunityObservation> = {
  name: 'opportunity_rows',
  activeStatus: null,
  insert: insertInto('opportunity_rows', [
    'opportunity_id',
    'name',
    'account_name',
    'owner_id',
    'owner_id_15',
    'owner_name',
    'owner_folded',
    'owner_email',
    'stage',
    'forecast_category',
    'amount_raw',
    'amount',
    'currency',
    'close_date_at',
    'close_date_only',
    'closed',
  ]),

  values(row) {
    const values = [
      row.opportunityId,
      row.name,
      row.accountName,
      row.ownerId,
      row.ownerId === null ? null : crmIdCore(row.ownerId),
      row.ownerName,
      row.ownerName === null ? null : fold(row.ownerName),
      row.ownerEmail,
      row.stage,
      row.forecastCategory,
      row.amountRaw,
      row.amount,
      row.currency,
      ...momentValues(row.closeDate),
      row.closed === null ? null : 0,
    ];
    return [row.line, row.key, '', digestOf(values), ...values];
  },

  parse: (row) => ({
    line: integer(row, 'line'),
    key: text(row, 'row_key'),
    opportunityId: textOrNull(row, 'opportunity_id'),
    name: textOrNull(row, 'name'),
    accountName: textOrNull(row, 'account_name'),
    ownerId: textOrNull(row, 'owner_id'),
    ownerName: textOrNull(row, 'owner_name'),
    ownerEmail: textOrNull(row, 'owner_email'),
    stage: textOrNull(row, 'stage'),
    forecastCategory: textOrNull(row, 'forecast_category'),
    amountRaw: textOrNull(row, 'amount_raw'),
    amount: numberOrNull(row, 'amount'),
    currency: textOrNull(row, 'currency'),
    closeDate: moment(row, 'close_date_at', 'close_date_only'),
    closed: closed(row),
  }),
};

/** Closed ones are left out before they get here. */
function closed(row: SqlRow): false | null {
  if (row['closed'] === null) return null;
  if (row['closed'] !== 0) throw corrupt('closed');
  return false;
}
