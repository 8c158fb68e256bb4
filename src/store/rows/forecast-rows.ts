import { crmIdCore } from '../../model/crm-id.ts';
import type { ForecastObservation } from '../../model/observation.ts';
import { words } from '../../model/words.ts';
import { integerCell, numberOrNullCell, textCell, textOrNullCell } from '../cells/cells.ts';
import { digestOf, insertInto, type RowTable } from './row-table.ts';

const OWN = words('person_key email crm_id crm_id_15 field period data_type value_raw value currency');

export const forecastRows: RowTable<ForecastObservation> = {
  name: 'forecast_rows',
  insert: insertInto('forecast_rows', OWN),

  values: (row) => [
    row.line,
    // One value of one person, so that a difference counts values, as the file has rows.
    digestOf([row.key, row.field, row.period, row.dataType]),
    '',
    digestOf([row.valueRaw, row.currency]),
    row.key,
    row.email,
    row.crmId,
    row.crmId === null ? null : crmIdCore(row.crmId),
    row.field,
    row.period,
    row.dataType,
    row.valueRaw,
    row.value,
    row.currency,
  ],

  read: {
    columns: ['line', ...OWN],
    parse: ([line, personKey, email, crmId, , field, period, dataType, valueRaw, value, currency]) => ({
      line: integerCell(line, 'line'),
      key: textCell(personKey, 'person_key'),
      email: textOrNullCell(email, 'email'),
      crmId: textOrNullCell(crmId, 'crm_id'),
      field: textCell(field, 'field'),
      period: textCell(period, 'period'),
      dataType: textCell(dataType, 'data_type'),
      valueRaw: textOrNullCell(valueRaw, 'value_raw'),
      value: numberOrNullCell(value, 'value'),
      currency: textOrNullCell(currency, 'currency'),
    }),
  },
};
