import type { Table } from './table.ts';

// Rows have no index on their key: with a million random keys it made loading five times slower, and a comparison
// that sorts both reads is as fast without it.

/** An event of a directory's log. */
const EVENT_COLUMNS = {
  revoked_at: 'text?',
  revoked_by: 'text?',
  revoked_event_id: 'text?',
  revoked_event: 'text?',
} as const;

/** What every kind of observation begins with. */
export const COMMON_COLUMNS = {
  read_id: 'integer',
  line: 'integer',
  row_key: 'text',
  status: 'text',
  digest: 'text',
} as const;

export const accountRows = {
  name: 'account_rows',
  columns: {
    ...COMMON_COLUMNS,
    app: 'text',
    export_id: 'text?',
    crm_id: 'text?',
    email: 'text?',
    name: 'text?',
    given_name: 'text?',
    family_name: 'text?',
    employee_id: 'text?',
    role: 'text?',
    team: 'text?',
    status_raw: 'text?',
    last_login_at: 'text?',
    last_login_date_only: 'integer?',
    extra: 'text?',
  },
  key: ['read_id', 'line'],
} as const satisfies Table;

export const identityRows = {
  name: 'identity_rows',
  columns: {
    ...COMMON_COLUMNS,
    directory: 'text',
    login: 'text?',
    email: 'text?',
    other_emails: 'text?',
    name: 'text?',
    given_name: 'text?',
    family_name: 'text?',
    employee_id: 'text?',
    crm_id: 'text?',
    manager_email: 'text?',
    department: 'text?',
    status_raw: 'text?',
    status_changed_at: 'text?',
    status_changed_date_only: 'integer?',
    assignment: 'text?',
    assignment_raw: 'text?',
    person_kind: 'text',
    sso_name: 'text?',
    last_sso_at: 'text?',
    ...EVENT_COLUMNS,
  },
  key: ['read_id', 'line'],
} as const satisfies Table;

export const assignmentRows = {
  name: 'assignment_rows',
  columns: {
    ...COMMON_COLUMNS,
    directory: 'text',
    identity_id: 'text?',
    login: 'text?',
    email: 'text?',
    status_raw: 'text?',
    assigned_at: 'text?',
    assigned_date_only: 'integer?',
    sso_name: 'text?',
    via: 'text?',
    via_group: 'text?',
    ...EVENT_COLUMNS,
  },
  key: ['read_id', 'line'],
} as const satisfies Table;
