import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { NO_LIVE } from '../../src/app/deps.ts';
import { doctor } from '../../src/app/doctor/doctor.ts';
import type { SqlValue } from '../../src/store/driver.ts';
import { openStore } from '../../src/store/open.ts';
import { STATED_TABLES, type StatedTable } from '../../src/store/readers/kept-reader.ts';
import { keyOf } from '../../src/store/schema/table.ts';
import { TABLES } from '../../src/store/schema/tables.ts';
import { SETTINGS } from '../helpers/deps.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { type TestedDatabase, usableBindings } from '../store/databases.ts';
import { type RawDatabase, rawDatabase } from '../store/raw-database.ts';
import { type Packed, packed } from './packed.ts';

/** Who stages a read, and the number that its rows go by: nobody states them, and rows that are gone show by themselves. */
const UNSTATED = ['owner_host', 'owner_pid', 'owner_token', 'heartbeat_ms', 'finished', 'read_id'];

const values = z.union([z.string(), z.number(), z.null()]);
const document = z.record(z.string(), z.json());

interface Tampering {
  readonly what: string;
  readonly column: string;
  readonly value: SqlValue;
}

/** Every column of a row, and of a document every field. */
function tamperings(row: Readonly<Record<string, SqlValue>>): readonly Tampering[] {
  return Object.entries(row)
    .filter(([column]) => !UNSTATED.includes(column))
    .flatMap(([column, value]) => {
      if (column !== 'body') return [{ what: column, column, value: otherValue(column, value) }];
      const body = document.parse(JSON.parse(String(value)));
      return Object.keys(body).map((field) => ({
        what: `${column}.${field}`,
        column,
        value: JSON.stringify({ ...body, [field]: other(body[field] ?? null) }),
      }));
    });
}

/** Words that the program itself writes, so that nothing but the ledger can tell. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  state: ['retired', 'superseded', 'confirmed', 'contradicted'],
  as_of_basis: ['file_time', 'stated'],
  completeness: ['partial', 'complete'],
  completeness_basis: ['content', 'stated'],
  filter: ['active', 'all'],
  app: ['copilot', 'clari'],
  kind: ['clari-quota', 'link'],
  imported_via: ['http', 'stdio'],
};

function otherValue(column: string, value: SqlValue): SqlValue {
  const word = WORDS[column]?.find((one) => one !== value);
  if (word !== undefined) return word;
  if (typeof value === 'number') return value + 1;
  if (column === 'facts' || column === 'live' || column === 'reading') return value === null ? '{}' : null;
  if (column === 'guards') return '["made up"]';
  if (column === 'guard_facts') return '[{"code":"made_up","count":1,"of":2}]';
  if (column === 'repeated_keys') return '[1]';
  return `${value ?? ''}0`;
}

function other(value: z.infer<ReturnType<typeof z.json>>): z.infer<ReturnType<typeof z.json>> {
  if (typeof value === 'string') return `${value}0`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return [...value, ...(value.length === 0 ? ['made up'] : [value[0] ?? null])];
  if (value === null) return 'made up';
  return { ...value, name: 'made up' };
}

async function place(
  database: TestedDatabase,
): Promise<{ readonly story: Packed; readonly raw: RawDatabase; readonly url: string }> {
  if (database !== 'postgres') {
    const story = await packed();
    const path = join(story.home, 'data', 'store.sqlite');
    return { story, raw: await rawDatabase(path, database, afterAll), url: `sqlite:${path}` };
  }
  const url = `${(await postgresOfThisFile()).url('postgres')}?schema=f_${randomBytes(6).toString('hex')}`;
  const story = await packed({ CLARI_IDENTITY_DATABASE_URL: url });
  return { story, raw: await rawDatabase(url, database, afterAll), url };
}

async function examined({ url, home }: { readonly url: string; readonly home: string }): Promise<string> {
  const store = await openStore({ url });
  try {
    const checks = await doctor({
      ...{ home, settings: SETTINGS, importDirs: [], live: NO_LIVE, witness: null, judgements: false },
      clock: () => new Date().toISOString(),
      open: async () => ({ store }),
    });
    return checks
      .filter((one) => one.state === 'failed')
      .map((one) => one.remedy)
      .join('\n');
  } finally {
    await store.close();
  }
}

/** As whoever owns the database may set its rules aside. */
async function withoutRules(raw: RawDatabase, database: TestedDatabase): Promise<void> {
  if (database === 'postgres') return raw.exec("set session_replication_role = 'replica'");
  await raw.exec('pragma foreign_keys = off');
  for (const { name } of TABLES.filter((table) => table.appendOnly === true))
    await raw.exec(`drop trigger ${name}_keeps_update; drop trigger ${name}_keeps_delete`);
}

/** Of which this story has no row; access reviews have a story of their own. */
const EMPTY: readonly StatedTable[] = [
  'step_standings',
  ...(['reviews', 'review_items', 'review_queue', 'review_decisions', 'review_events'] as const),
];
const FILLED = STATED_TABLES.filter((table) => !EMPTY.includes(table));

const [binding] = await usableBindings();
const databases: readonly TestedDatabase[] = [...(binding === undefined ? [] : [binding]), 'postgres'];

describe.each(databases)('%s', async (database) => {
  const { story, raw, url } = await place(database);
  const home = join(story.home, 'data');
  await withoutRules(raw, database);

  test('a store that nobody touched is what its ledger says', async () => {
    expect(await examined({ url, home })).toBe('');
  });

  test.each(FILLED)(
    'every field of %s that somebody changes is found and named',
    async (table: StatedTable) => {
      const declared = TABLES.find((one) => one.name === table);
      const rows = z.array(z.record(z.string(), values)).parse(await raw.all(`select * from ${table}`));
      const key =
        declared === undefined ? [] : keyOf(declared).map((name) => (name === 'read_id' ? 'snapshot_id' : name));
      const tampered = rows.flatMap((row) => tamperings(row).map((one) => ({ ...one, row })));
      // One row of each kind is enough to name each field once.
      const once = [...new Map(tampered.map((one) => [`${String(one.row['kind'])} ${one.what}`, one])).values()];
      expect(once.length).toBeGreaterThan(0);
      const unseen: string[] = [];
      for (const { row, column, value, what } of once) {
        const where = (of: Readonly<Record<string, SqlValue>>) =>
          key.map((name) => `${name} = '${of[name]}'`).join(' and ');
        await raw.run(`update ${table} set ${column} = ? where ${where(row)}`, [value]);
        const found = await examined({ url, home });
        await raw.run(`update ${table} set ${column} = ? where ${where({ ...row, [column]: value })}`, [
          row[column] ?? null,
        ]);
        const named = key.some((name) => found.includes(String(row[name]))) || found.includes(`(${column})`);
        if (!named) unseen.push(`${what}: ${found}`);
      }
      expect(unseen).toEqual([]);
      expect(await examined({ url, home })).toBe('');
    },
    300_000,
  );

  test.each(FILLED)('a row of %s that is taken away is found', async (table: StatedTable) => {
    const [row = {}] = z.array(z.record(z.string(), values)).parse(await raw.all(`select * from ${table}`));
    const names = Object.keys(row);
    const first = table === 'plan_events' ? 'ledger_sequence' : (names.find((name) => name !== 'read_id') ?? '');
    const gone = z
      .array(z.record(z.string(), values))
      .parse(await raw.all(`select * from ${table} where ${first} = '${row[first]}'`));
    await raw.exec(`delete from ${table} where ${first} = '${row[first]}'`);
    const found = await examined({ url, home });
    for (const one of gone)
      await raw.run(
        `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
        names.map((name) => one[name] ?? null),
      );
    expect(found).toContain(String(row[first]));
    expect(await examined({ url, home })).toBe('');
  });

  test('a standing of a step that nobody entered is found', async () => {
    await raw.exec("insert into step_standings (record_id, state) values ('rec_made_up', 'confirmed')");
    const found = await examined({ url, home });
    await raw.exec("delete from step_standings where record_id = 'rec_made_up'");
    expect(found).toContain(
      'standing of the step record rec_made_up is in the store, and no entry of the ledger makes it',
    );
  });
});
