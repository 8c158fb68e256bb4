import * as z from 'zod';
import type { AccountObservation } from '../../model/observation.ts';
import { APPS } from '../../model/snapshot.ts';
import { document, integer, oneOf, text, textOrNull } from '../columns.ts';
import { digestOf, insertInto, moment, momentValues, type RowTable } from './row-table.ts';

const STATUSES = ['active', 'inactive', 'unknown'] as const;
const extraColumns = z.record(z.string(), z.string());
const NO_EXTRA = {};

export const accountRows: RowTable<AccountObservation> = {
  name: 'account_rows',
  activeStatus: 'active',
  insert: insertInto('account_rows', [
    'app',
    'export_id',
    'crm_id',
    'email',
    'name',
    'given_name',
    'family_name',
    'employee_id',
    'role',
    'team',
    'status_raw',
    'last_login_at',
    'last_login_date_only',
    'extra',
  ]),

  values(row) {
    const meaningful = [
      row.app,
      row.exportId,
      row.crmId,
      row.email,
      row.name,
      row.givenName,
      row.familyName,
      row.employeeId,
      row.role,
      row.team,
      row.statusRaw,
    ];
    return [
      row.line,
      row.key,
      row.status,
      // Without the last login and the unmapped columns: a week later they differ on every row.
      digestOf([row.status, ...meaningful]),
      ...meaningful,
      ...momentValues(row.lastLogin),
      Object.keys(row.extra).length === 0 ? null : JSON.stringify(row.extra),
    ];
  },

  parse: (row) => ({
    line: integer(row, 'line'),
    app: oneOf(row, 'app', APPS),
    key: text(row, 'row_key'),
    exportId: textOrNull(row, 'export_id'),
    crmId: textOrNull(row, 'crm_id'),
    email: textOrNull(row, 'email'),
    name: textOrNull(row, 'name'),
    givenName: textOrNull(row, 'given_name'),
    familyName: textOrNull(row, 'family_name'),
    employeeId: textOrNull(row, 'employee_id'),
    role: textOrNull(row, 'role'),
    team: textOrNull(row, 'team'),
    status: oneOf(row, 'status', STATUSES),
    statusRaw: textOrNull(row, 'status_raw'),
    lastLogin: moment(row, 'last_login_at', 'last_login_date_only'),
    extra: row['extra'] === null ? NO_EXTRA : document(row, 'extra', extraColumns),
  }),
};
