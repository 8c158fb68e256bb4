import { crmIdCore } from '../../model/crm-id.ts';
import type { ForecastObservation } from '../../model/observation.ts';
import { integer, numberOrNull, text, textOrNull } from '../columns.ts';
import { digestOf, insertInto, type RowTable } from './row-table.ts';

export const forecastRows: RowTable<ForecastObservation> = {
  name: 'forecast_rows',
  activeStatus: null,
  insert: insertInto('forecast_rows', [
    'person_key',
    'email',
    'crm_id',
    'crm_id_15',
    'field',
    'period',
    'data_type',
    'value_raw',
    'value',
    'currency',
  ]),

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

  parse: (row) => ({
    line: integer(row, 'line'),
    key: text(row, 'person_key'),
    email: textOrNull(row, 'email'),
    crmId: textOrNull(row, 'crm_id'),
    field: text(row, 'field'),
    period: text(row, 'period'),
    dataType: text(row, 'data_type'),
    valueRaw: textOrNull(row, 'value_raw'),
    value: numberOrNull(row, 'value'),
    currency: textOrNull(row, 'currency'),
  }),
};
