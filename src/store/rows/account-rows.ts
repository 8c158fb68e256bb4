import * as z from 'zod';
import type { AccountObservation } from '../../model/observation.ts';
import { APPS } from '../../model/snapshot.ts';
import { documentCell, integerCell, oneOfCell, textCell, textOrNullCell } from '../cells.ts';
import type { NamedAccount } from '../store.ts';
import { digestOf, insertInto, momentCells, momentValues, type ReadColumns, type RowTable } from './row-table.ts';

const STATUSES = ['active', 'inactive', 'unknown'] as const;
const extraColumns = z.record(z.string(), z.string());
const NO_EXTRA = {};

const OWN = [
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
] as const;

/** What says whom a row is about, for those who go through all of them: a third of the columns. */
export const accountNames = {
  name: 'account_rows',
  read: {
    columns: ['line', 'app', 'row_key', 'crm_id', 'email', 'name', 'given_name', 'family_name', 'employee_id'],
    parse: ([line, app, key, crmId, email, name, givenName, familyName, employeeId]) => ({
      line: integerCell(line, 'line'),
      app: oneOfCell(app, APPS, 'app'),
      key: textCell(key, 'row_key'),
      crmId: textOrNullCell(crmId, 'crm_id'),
      email: textOrNullCell(email, 'email'),
      name: textOrNullCell(name, 'name'),
      givenName: textOrNullCell(givenName, 'given_name'),
      familyName: textOrNullCell(familyName, 'family_name'),
      employeeId: textOrNullCell(employeeId, 'employee_id'),
    }),
  } satisfies ReadColumns<NamedAccount>,
};

export const accountRows: RowTable<AccountObservation> = {
  name: 'account_rows',
  activeStatus: 'active',
  insert: insertInto('account_rows', OWN),

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

  read: {
    columns: ['line', 'row_key', 'status', ...OWN],
    parse: ([
      line,
      key,
      status,
      app,
      exportId,
      crmId,
      email,
      name,
      givenName,
      familyName,
      employeeId,
      role,
      team,
      statusRaw,
      lastLoginAt,
      lastLoginDateOnly,
      extra,
    ]) => ({
      line: integerCell(line, 'line'),
      app: oneOfCell(app, APPS, 'app'),
      key: textCell(key, 'row_key'),
      exportId: textOrNullCell(exportId, 'export_id'),
      crmId: textOrNullCell(crmId, 'crm_id'),
      email: textOrNullCell(email, 'email'),
      name: textOrNullCell(name, 'name'),
      givenName: textOrNullCell(givenName, 'given_name'),
      familyName: textOrNullCell(familyName, 'family_name'),
      employeeId: textOrNullCell(employeeId, 'employee_id'),
      role: textOrNullCell(role, 'role'),
      team: textOrNullCell(team, 'team'),
      status: oneOfCell(status, STATUSES, 'status'),
      statusRaw: textOrNullCell(statusRaw, 'status_raw'),
      lastLogin: momentCells(lastLoginAt, lastLoginDateOnly, 'last_login_at'),
      extra: extra === null ? NO_EXTRA : documentCell(extra, extraColumns, 'extra'),
    }),
  },
};
