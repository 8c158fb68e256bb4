import { describe, expect, test } from 'vitest';
import { NO_LIVE } from '../../src/app/deps.ts';
import { doctor } from '../../src/app/doctor/doctor.ts';
import { evaluate } from '../../src/evaluation/index.ts';
import { acme, LOADS } from '../helpers/acme.ts';
import type { World } from '../helpers/deps.ts';
import { NOW } from '../helpers/files.ts';
import { type TestedDatabase, usableBindings } from '../store/databases.ts';
import { temporaryPlace } from '../store/open-temporary.ts';
import { type RawDatabase, rawDatabase } from '../store/raw-database.ts';

const [binding] = await usableBindings();
const databases: readonly TestedDatabase[] = [...(binding === undefined ? [] : [binding]), 'postgres'];

const MENTIONS = `Opportunity ID,Opportunity Name,Owner Name,Owner Email,Stage,Amount,Close Date
006A00000000001AAA,Big deal,Leo Leaver,leo@acme.com,Negotiation,1000,2027-01-31
`;

async function judged(database: TestedDatabase): Promise<{ readonly world: World; readonly raw: RawDatabase }> {
  const place = await temporaryPlace(database);
  const world = await acme(database === 'postgres' ? place : `sqlite:${place}`);
  await world.load('opportunities.csv', MENTIONS, { asOf: NOW, kind: 'opportunities' });
  await evaluate(world);
  return { world, raw: await rawDatabase(place, database) };
}

async function found(world: World, judgements = false): Promise<string> {
  const checks = await doctor({ ...world, live: NO_LIVE, witness: null, judgements, open: async () => world });
  return checks
    .filter((one) => one.state === 'failed')
    .map((one) => `${one.name}: ${one.remedy}`)
    .join('\n');
}

const LEDGER_RULES: Readonly<Record<'sqlite' | 'postgres', string>> = {
  sqlite: 'drop trigger ledger_keeps_update; drop trigger ledger_keeps_delete; drop trigger ledger_continues',
  postgres: 'drop trigger ledger_keeps_rows on ledger; drop trigger ledger_continues on ledger',
};

describe.each(databases)('%s', (database) => {
  test('nothing is found where nobody touched anything, judgements included', async () => {
    const { world } = await judged(database);
    expect(await found(world, true)).toBe('');
  });

  /** What is changed of the rows that were read, and what is said then. */
  const ROWS: readonly (readonly [string, string, string])[] = [
    [
      'a name in a block',
      `update blocks set content = replace(content, 'leo@acme.com', 'joe@acme.com')`,
      'does not have the hash it bears',
    ],
    ['the hash of a block', `update blocks set hash = 'AAAA' || substr(hash, 5)`, 'does not have the hash it bears'],
    ['a block taken out of a read', 'delete from read_blocks where read_id = 1', 'are not those that were read'],
    [
      'a block put into another read',
      'insert into read_blocks select 2, rows_of, first_line + 1000, block_id from read_blocks where read_id = 1',
      'are not those that were read',
    ],
    ['a value in a table', `update opportunity_rows set stage = 'Closed Won'`, 'are not those that were read'],
    ['a row that stands twice', 'update opportunity_rows set line = line + 1', 'are not those that were read'],
    ['how many keys a read has', 'update snapshots set key_count = key_count + 1', 'are not those that were read'],
  ];
  test.each(ROWS)('%s is found', async (_name, sql, said) => {
    const { world, raw } = await judged(database);
    await raw.exec(sql);
    expect(await found(world)).toContain(said);
  });

  /** What is changed of the ledger itself. */
  const LEDGER: readonly (readonly [string, string, string])[] = [
    ['an entry removed', 'delete from ledger where sequence = 2', 'Entry 2 is missing'],
    [
      'two entries swapped',
      'update ledger set sequence = 99 where sequence = 2; update ledger set sequence = 2 where sequence = 3; update ledger set sequence = 3 where sequence = 99',
      'Entry 2 was changed',
    ],
    [
      'an entry that stands twice',
      `insert into ledger select 99, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, 'f' from ledger where sequence = 2`,
      'Entry 5 was changed',
    ],
    ['who acted', `update ledger set actor_name = 'Jane' where sequence = 1`, 'Entry 1 was changed'],
    [
      'the last one cut off',
      'delete from ledger where sequence = (select max(sequence) from ledger)',
      'no entry of the ledger makes it',
    ],
  ];
  test.each(LEDGER)('%s is found', async (_name, sql, said) => {
    const { world, raw } = await judged(database);
    await raw.exec(LEDGER_RULES[database === 'postgres' ? 'postgres' : 'sqlite']);
    await raw.exec(sql);
    expect(await found(world)).toContain(said);
  });

  /** What is changed of the judgements that lists are made of. */
  const JUDGEMENTS: readonly (readonly [string, string])[] = [
    ['a verdict', `update buckets set finding = 'ok', shown = 0 where finding <> 'ok'`],
    ['whether it is shown', 'update buckets set shown = 1 - shown'],
    ['a status', `update judgements set status = 'inactive' where status <> 'inactive'`],
    ['an address that is searched for', `update judgements set email = 'nobody@acme.com'`],
    ['an owner', `update judgement_links set link = '["unmatched",null]'`],
    ['an account taken away', `delete from judgements where account_id = (select min(account_id) from judgements)`],
  ];
  test.each(JUDGEMENTS)('%s of a kept judgement is found on request', async (_name, sql) => {
    const { world, raw } = await judged(database);
    await raw.exec(sql);
    expect(await found(world, true)).toMatch(/The judgement of \w+ account \S+ was changed/);
  });

  test('time that runs backwards is named', async () => {
    const { world } = await judged(database);
    world.at('2026-01-01T00:00:00.000Z');
    await world.load('users-later.csv', 'User ID,Name,Email,Status\n1,Ann,ann@acme.com,Active\n', {
      asOf: '2025-12-31T00:00:00.000Z',
      kind: 'clari-users',
    });
    expect(await found(world)).toMatch(/Time runs backwards: entry \d+ is of 2026-01-01T00:00:00.000Z/);
  });
});

test('a read that is older than its digest is said to have none', async () => {
  const place = await temporaryPlace(binding ?? 'better-sqlite3');
  const world = await acme(`sqlite:${place}`);
  const raw = await rawDatabase(place, binding ?? 'better-sqlite3');
  await raw.exec('update snapshots set rows_sha256 = null');
  await LOADS.users(world);
  const checks = await doctor({ ...world, live: NO_LIVE, witness: null, judgements: false, open: async () => world });
  const check = checks.find((one) => one.name === 'rows of reads');
  expect(check?.remedy).toContain('3 of 3 reads are older than this check');
});
