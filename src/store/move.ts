import { createHash, type Hash } from 'node:crypto';
import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import { integer, text } from './cells/columns.ts';
import type { SqlDriver, SqlSession, SqlValue, SqlWriteSession } from './driver.ts';
import { openDriver } from './open-driver.ts';
import { sweepLeftovers } from './reads/remove-staged.ts';
import { entriesAfter } from './records/ledger-rows.ts';
import { keyOf, type Table } from './schema/table.ts';
import { TABLES } from './schema/tables.ts';
import { tablePages } from './table-pages.ts';

export interface MovedTable {
  readonly table: string;
  readonly rows: number;
  /** Over every value of every row in the order of the key, read from the target after they were written. */
  readonly sha256: string;
}

export interface Moved {
  readonly from: string;
  readonly to: string;
  readonly tables: readonly MovedTable[];
}

export interface MoveOptions {
  progress(rows: number, total: number): void;
  /** Reads the whole ledger of one of the two stores; what it throws ends the move with nothing changed. */
  checkLedger(which: 'from' | 'to', entries: AsyncIterable<LedgerEntry>): Promise<void>;
}

/**
 * Copies everything into an empty store and reads it back before it counts: in one transaction, so that the target is
 * whole or as empty as before. Meanwhile nobody can write to the source, which stays as it is.
 */
export async function moveStore(fromUrl: string, toUrl: string, options: MoveOptions): Promise<Moved> {
  const from = await openDriver({ url: fromUrl, mustExist: true });
  try {
    await sweepLeftovers(from, Date.now());
    const to = await openDriver({ url: toUrl });
    try {
      if (from.describe === to.describe) throw sameStore(to.describe);
      const tables = await from.write((source) => to.write((target) => moveAll(source, target, to, options)));
      return { from: from.describe, to: to.describe, tables };
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function moveAll(
  source: SqlSession,
  target: SqlWriteSession,
  to: SqlDriver,
  options: MoveOptions,
): Promise<readonly MovedTable[]> {
  await refuseFilled(target, to.describe);
  await refuseStaging(source);
  await options.checkLedger('from', ledgerOf(source));
  const total = await countAll(source);
  let done = 0;
  const moved: MovedTable[] = [];
  for (const table of TABLES) {
    const sent = createHash('sha256');
    let rows = 0;
    for await (const page of tablePages(source, table)) {
      await target.insertMany(insertOf(table), page);
      digest(sent, page);
      rows += page.length;
      done += page.length;
      options.progress(done, total * 2);
    }
    await continueSerial(target, to, table);
    moved.push({ table: table.name, rows, sha256: sent.digest('hex') });
  }
  for (const one of moved) {
    const arrived = await arrivedAs(target, one.table, (rows) => {
      done += rows;
      options.progress(done, total * 2);
    });
    if (arrived.rows !== one.rows || arrived.sha256 !== one.sha256) throw notTheSame(one, arrived.rows);
  }
  await options.checkLedger('to', ledgerOf(target));
  return moved;
}

async function arrivedAs(target: SqlSession, name: string, progress: (rows: number) => void): Promise<MovedTable> {
  const table = TABLES.find((one) => one.name === name);
  const hash = createHash('sha256');
  let rows = 0;
  if (table !== undefined) {
    for await (const page of tablePages(target, table)) {
      digest(hash, page);
      rows += page.length;
      progress(page.length);
    }
  }
  return { table: name, rows, sha256: hash.digest('hex') };
}

function digest(hash: Hash, page: readonly (readonly SqlValue[])[]): void {
  for (const row of page) hash.update(`${JSON.stringify(row)}\n`);
}

/** Rows that a new store has from the start are replaced. */
function insertOf(table: Table): string {
  const columns = Object.keys(table.columns);
  const insert = `insert into ${table.name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
  if (table.rows === undefined) return insert;
  const set = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  return `${insert} on conflict (${keyOf(table).join(', ')}) do update set ${set}`;
}

async function continueSerial(target: SqlWriteSession, to: SqlDriver, table: Table): Promise<void> {
  for (const [column, spec] of Object.entries(table.columns)) {
    if (spec !== 'serial') continue;
    const row = await target.get(`select coalesce(max(${column}), 0) + 1 as next from ${table.name}`);
    const sql = row === null ? null : to.dialect.continueSerial(table.name, column, integer(row, 'next'));
    if (sql !== null) await target.run(sql);
  }
}

async function* ledgerOf(session: SqlSession): AsyncGenerator<LedgerEntry, void> {
  for (let after = 0; ; ) {
    const page = await entriesAfter(session, after, 1_000);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

async function countAll(session: SqlSession): Promise<number> {
  let total = 0;
  for (const { name } of TABLES) {
    const row = await session.get(`select count(*) as n from ${name}`);
    total += row === null ? 0 : integer(row, 'n');
  }
  return total;
}

async function refuseFilled(target: SqlSession, place: string): Promise<void> {
  for (const { name, rows } of TABLES) {
    const row = await target.get(`select count(*) as n from ${name}`);
    if (row === null || integer(row, 'n') <= (rows?.length ?? 0)) continue;
    throw new ClariIdentityError(
      'ERR_GUARD',
      `The store ${place} is not empty: ${name} has rows.`,
      'Name an empty database, or another schema with ?schema=NAME, or a file that does not exist yet. Nothing was changed.',
    );
  }
}

/** An import of a living process: half of it would arrive. */
async function refuseStaging(source: SqlSession): Promise<void> {
  const row = await source.get(`select owner_host, owner_pid from snapshots where state = 'staging' limit 1`);
  if (row === null) return;
  throw new ClariIdentityError(
    'ERR_STORE_BUSY',
    `An import is under way in the store to be moved (process ${integer(row, 'owner_pid')} on ${bare(text(row, 'owner_host'))}).`,
    'Wait until it is done and try again. Nothing was changed.',
  );
}

function sameStore(place: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_USAGE',
    `Both addresses name the store ${place}.`,
    'Name the store to move first, then an empty one. Nothing was changed.',
  );
}

function notTheSame(sent: MovedTable, arrived: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    `What was read back of the table ${sent.table} is not what was sent (${sent.rows} rows sent, ${arrived} read back).`,
    'Nothing was kept in the target, and the source is as it was. Report it with the version of this program.',
  );
}
