import { crmIdCore } from '../../model/crm-id.ts';
import type { OpportunityObservation } from '../../model/observation.ts';
import { words } from '../../model/words.ts';
import { integerCell, numberOrNullCell, textCell, textOrNullCell } from '../cells/cells.ts';
import { corrupt } from '../cells/corrupt.ts';
import { fold } from '../cells/fold.ts';
import { momentCells, momentValues } from './moment-cells.ts';
import { digestOf, insertInto, type RowTable } from './row-table.ts';

const OWN = words(`
  opportunity_id name account_name owner_id owner_id_15 owner_name owner_folded owner_email stage forecast_category
  amount_raw amount currency close_date_at close_date_only closed
`);

export const opportunityRows: RowTable<OpportunityObservation> = {
  name: 'opportunity_rows',
  insert: insertInto('opportunity_rows', OWN),

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

  read: {
    columns: ['line', 'row_key', ...OWN],
    parse: ([
      line,
      key,
      opportunityId,
      name,
      accountName,
      ownerId,
      ,
      ownerName,
      ,
      ownerEmail,
      stage,
      forecastCategory,
      amountRaw,
      amount,
      currency,
      closeDateAt,
      closeDateOnly,
      closed,
    ]) => ({
      line: integerCell(line, 'line'),
      key: textCell(key, 'row_key'),
      opportunityId: textOrNullCell(opportunityId, 'opportunity_id'),
      name: textOrNullCell(name, 'name'),
      accountName: textOrNullCell(accountName, 'account_name'),
      ownerId: textOrNullCell(ownerId, 'owner_id'),
      ownerName: textOrNullCell(ownerName, 'owner_name'),
      ownerEmail: textOrNullCell(ownerEmail, 'owner_email'),
      stage: textOrNullCell(stage, 'stage'),
      forecastCategory: textOrNullCell(forecastCategory, 'forecast_category'),
      amountRaw: textOrNullCell(amountRaw, 'amount_raw'),
      amount: numberOrNullCell(amount, 'amount'),
      currency: textOrNullCell(currency, 'currency'),
      closeDate: momentCells(closeDateAt, closeDateOnly, 'close_date_at'),
      closed: closedCell(closed),
    }),
  },
};

/** Closed ones are left out before they get here. */
function closedCell(value: unknown): false | null {
  if (value === null) return null;
  if (value !== 0) throw corrupt('closed');
  return false;
}
