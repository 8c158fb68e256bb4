import type { Table } from './table.ts';

/** What each of them begins with. */
const COMMON_COLUMNS = {
  read_id: 'integer',
  line: 'integer',
  row_key: 'text',
  status: 'text',
  digest: 'text',
} as const;

// One line of these files can name several people, so the line is no key of theirs.

export const mentionRows = {
  name: 'mention_rows',
  columns: {
    row_no: 'serial',
    ...COMMON_COLUMNS,
    role: 'text',
    export_id: 'text?',
    crm_id: 'text?',
    crm_id_15: 'text?',
    email: 'text?',
    name: 'text?',
    hierarchy_role: 'text?',
    acted_at: 'text?',
    acted_date_only: 'integer?',
    event: 'text?',
  },
  indexes: {
    by_line: { on: ['read_id', 'line'] },
    by_key: { on: ['row_key'] },
    by_crm_id: { on: ['crm_id_15'], where: 'crm_id_15 is not null' },
    by_email: { on: ['email'], where: 'email is not null' },
  },
} as const satisfies Table;

export const forecastRows = {
  name: 'forecast_rows',
  columns: {
    row_no: 'serial',
    ...COMMON_COLUMNS,
    person_key: 'text',
    email: 'text?',
    crm_id: 'text?',
    crm_id_15: 'text?',
    field: 'text',
    period: 'text',
    data_type: 'text',
    value_raw: 'text?',
    value: 'real?',
    currency: 'text?',
  },
  indexes: { by_line: { on: ['read_id', 'line'] } },
} as const satisfies Table;

export const opportunityRows = {
  name: 'opportunity_rows',
  columns: {
    row_no: 'serial',
    ...COMMON_COLUMNS,
    opportunity_id: 'text?',
    name: 'text?',
    account_name: 'text?',
    owner_id: 'text?',
    owner_id_15: 'text?',
    owner_name: 'text?',
    owner_folded: 'text?',
    owner_email: 'text?',
    stage: 'text?',
    forecast_category: 'text?',
    amount_raw: 'text?',
    amount: 'real?',
    currency: 'text?',
    close_date_at: 'text?',
    close_date_only: 'integer?',
    closed: 'integer?',
  },
  indexes: { by_line: { on: ['read_id', 'line'] } },
} as const satisfies Table;
