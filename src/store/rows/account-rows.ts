import type { AccountObservation } from '../../model/observation.ts';
import type { BlockRows, Packed } from '../blocks/block-rows.ts';
import { rowBeginnings, unpack } from '../blocks/packing.ts';
import { blocksFrom, readIdOf, startOf } from '../blocks/placed-blocks.ts';
import { appCell, integerCell, oneOfCell, textCell, textOrNullCell } from '../cells/cells.ts';
import type { SqlSession } from '../driver.ts';
import type { KeyedAccount, NamedAccount } from '../readers/snapshot-reader.ts';
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

/** In line order, after the given line: whole blocks, of at least one row where there are more. */
export async function keyedAccounts(
  session: SqlSession,
  snapshotId: string,
  afterLine: number,
): Promise<readonly KeyedAccount[]> {
  const readId = await readIdOf(session, snapshotId);
  if (readId === null) return [];
  const found: KeyedAccount[] = [];
  const from = await startOf(session, accountNames.of, readId, afterLine);
  const blocks = await blocksFrom(session, accountNames.of, readId, from, KEYED_AT_ONCE);
  for (const { firstLine, content } of blocks) {
    const read: KeyedAccount[] = [];
    const isRead = rowBeginnings(content, BEGINNING, (line, [key, , app, , crmId, email]) => {
      read.push({
        line: firstLine + line,
        key: textCell(key, 'row_key'),
        app: appCell(app),
        hasCrmId: crmId !== null,
        hasEmail: email !== null,
      });
    });
    for (const row of isRead ? read : unpack(content, firstLine).map(accountNames.parse).map(keyed))
      if (row.line > afterLine) found.push(row);
  }
  return found;
}

/** Blocks that are gone through at once. */
const KEYED_AT_ONCE = 50;
/** Of a row's texts, up to its address. */
const BEGINNING = 6;

function keyed({ line, key, app, crmId, email }: NamedAccount): KeyedAccount {
  return { line, key, app, hasCrmId: crmId !== null, hasEmail: email !== null };
}

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
