import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import Papa from 'papaparse';
import { BINDING_NAMES } from '../../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../../src/store/sqlite/choose-binding.ts';

/** Papaparse in its quickest form: a stream of 64 KiB, rows as lists. */
export async function parse(path: string, take: (rows: readonly (readonly string[])[]) => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path), {
      chunk: ({ data }) => take(data),
      complete: () => resolve(),
      error: reject,
    });
  });
}

const COLUMNS = ['id', 'crm', 'email', 'name', 'role', 'team', 'status', 'seen'] as const;

/** A bare table of what is in the file: parsed, inserted by one prepared statement, indexed before or after. */
export async function load(path: string, database: string, indexed: 'before' | 'after'): Promise<number> {
  const store = await open(database);
  store.exec(`create table if not exists t (n integer primary key, ${COLUMNS.map((one) => `${one} text`).join(', ')})`);
  const index = () =>
    store.exec('create index if not exists t_id on t (id); create index if not exists t_email on t (status, email)');
  const started = performance.now();
  if (indexed === 'before') index();
  const insert = store.prepare(`insert into t (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`);
  let waiting = 0;
  store.exec('begin');
  await parse(path, (rows) => {
    for (const row of rows) {
      if (row.length !== COLUMNS.length) continue;
      insert.run(row);
      waiting += 1;
    }
    if (waiting < 50_000) return;
    store.exec('commit; begin');
    waiting = 0;
  });
  store.exec('commit');
  if (indexed === 'after') index();
  const took = performance.now() - started;
  store.close();
  return took;
}

/** The same rows again, by id: written only where one differs. */
export async function upsert(path: string, database: string): Promise<number> {
  const store = await open(database);
  store.exec('create unique index if not exists t_key on t (id)');
  const started = performance.now();
  const statement = store.prepare(
    `insert into t (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})
     on conflict (id) do update set ${COLUMNS.map((one) => `${one} = excluded.${one}`).join(', ')}
     where (${COLUMNS.map((one) => `t.${one}`).join(', ')}) is not (${COLUMNS.map((one) => `excluded.${one}`).join(', ')})`,
  );
  store.exec('begin');
  await parse(path, (rows) => {
    for (const row of rows) if (row.length === COLUMNS.length) statement.run(row);
  });
  store.exec('commit');
  const took = performance.now() - started;
  store.close();
  return took;
}

/** Who of one list is not in the other, with a map of strings that are in memory already. */
export async function mapJoin(accounts: string, directory: string): Promise<number> {
  const [own, known] = [await column(accounts, 2), await column(directory, 1)];
  const started = performance.now();
  const byLogin = new Map(known.map((login, at) => [login, at]));
  let orphans = 0;
  for (const email of own) if (!byLogin.has(email)) orphans += 1;
  if (orphans === 0) throw new Error('everybody is known');
  return performance.now() - started;
}

/** The same by DuckDB, on tables that it has loaded already. */
export async function duckJoin(accounts: string, directory: string): Promise<number> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const table = (name: string, path: string) =>
    connection.run(`create table ${name} as select * from read_csv('${path}', all_varchar = true)`);
  await table('a', accounts);
  await table('d', directory);
  const started = performance.now();
  const found = await connection.runAndReadAll(
    'select "Clari User ID" from a where not exists (select 1 from d where d.login = a.Email)',
  );
  if (found.currentRowCount === 0) throw new Error('everybody is known');
  return performance.now() - started;
}

/** Two lists joined by address alone and written: what matching them cannot cost less than. */
export async function mapMatch(accounts: string, directory: string, out: string): Promise<number> {
  const started = performance.now();
  const byEmail = new Map<string, string>();
  await parse(directory, (rows) => {
    for (const [id = '', , email = ''] of rows) byEmail.set(email, id);
  });
  const file = createWriteStream(out);
  await parse(accounts, (rows) => {
    file.write(rows.map(([id = '', , email = '']) => `${id},${byEmail.get(email) ?? ''}\n`).join(''));
  });
  file.end();
  await finished(file);
  return performance.now() - started;
}

async function column(path: string, at: number): Promise<readonly string[]> {
  const values: string[] = [];
  await parse(path, (rows) => {
    for (const row of rows) values.push(row[at] ?? '');
  });
  return values.slice(1);
}

async function open(path: string) {
  const binding = await chooseBinding(BINDING_NAMES);
  const store = binding.open(path);
  store.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -65536');
  return store;
}
