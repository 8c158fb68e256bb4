import type { AccountObservation } from '../../model/observation.ts';
import type { BlockRows, Packed } from '../blocks/block-rows.ts';
import { appCell, integerCell, oneOfCell, textCell, textOrNullCell } from '../cells/cells.ts';
import type { NamedAccount } from '../readers/snapshot-reader.ts';
import { momentCells, momentValues } from './moment-cells.ts';

const STATUSES = ['active', 'inactive', 'unknown'] as const;
/**
 * Where rows of earlier versions have their unmapped columns. Kept blank: rows without such columns stay in the blocks that
 * they have, earlier versions can read what this one writes, and a cell that is added comes after it.
 */
const UNUSED = null;

/** What says whom a row is about, for those who go through all of them: a third of the values. */
export const accountNames: Packed<NamedAccount> = {
  of: 'account',
  parse: ([line, key, , app, , crmId, email, name, givenName, familyName, employeeId]) => ({
    line: integerCell(line, 'line'),
    app: appCell(app),
    key: textCell(key, 'row_key'),
    crmId: textOrNullCell(crmId, 'crm_id'),
    email: textOrNullCell(email, 'email'),
    name: textOrNullCell(name, 'name'),
    givenName: textOrNullCell(givenName, 'given_name'),
    familyName: textOrNullCell(familyName, 'family_name'),
    employeeId: textOrNullCell(employeeId, 'employee_id'),
  }),
};

export const accountRows: BlockRows<AccountObservation> = {
  of: 'account',
  activeStatus: 'active',
  stated: [2, 14],

  cells: (row) => [
    row.line,
    row.key,
    row.status,
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
    // Not stated as a change: a week later it differs on every row.
    ...momentValues(row.lastLogin),
    UNUSED,
  ],

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
  ]) => ({
    line: integerCell(line, 'line'),
    app: appCell(app),
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
  }),
};
