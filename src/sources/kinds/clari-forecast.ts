import { FORECAST_JSON } from '../json/forecast-json.ts';
import { CRM_ID } from './field-aliases.ts';
import { CERTAIN, type KindSpec } from './kind-spec.ts';
import { forecastRowReader } from './readers/forecast-row-reader.ts';

export const CLARI_FORECAST: KindSpec = {
  kind: 'clari-forecast',
  title: 'a Clari forecast export',
  fields: [
    { name: 'name', aliases: ['user', 'username', 'name', 'fullname'] },
    CRM_ID,
    { name: 'email', aliases: ['email', 'useremail', 'emailaddress'] },
    { name: 'hierarchy_role', aliases: ['role', 'hierarchyname', 'hierarchyrole'] },
    { name: 'parent_role', aliases: ['parentrole', 'parenthierarchyname'] },
    { name: 'timeframe', aliases: ['timeframe', 'timeperiod', 'period'] },
    { name: 'field', aliases: ['field', 'fieldname'] },
    { name: 'week', aliases: ['week'] },
    { name: 'start_day', aliases: ['startday'] },
    { name: 'end_day', aliases: ['endday'] },
    { name: 'data_type', aliases: ['datatype'] },
    { name: 'data_value', aliases: ['datavalue'] },
    { name: 'currency', aliases: ['currency', 'currencycode', 'currencyisocode'] },
  ],
  markers: [
    { headers: ['datatype', 'datavalue'], weight: CERTAIN },
    { headers: ['timeframe', 'field'], weight: 4 },
    { headers: ['parentrole'], weight: 2 },
  ],
  import: {
    identifiers: ['crm_id', 'email'],
    required: ['data_type', 'data_value'],
    ofDirectory: false,
    reader: forecastRowReader,
    gaps: () => [],
  },
  json: FORECAST_JSON,
};
