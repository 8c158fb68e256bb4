import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { judgeEverything } from '../../src/evaluation/scale/judge-everything.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { JudgementFacts, Store } from '../../src/store/store.ts';
import { SETTINGS } from '../helpers/deps.ts';
import { type TestedDatabase, usableBindings } from './databases.ts';
import { judgeAnew, kept, premiseOf } from './keep.ts';
import { importRows, openAt, temporaryPlace } from './open-temporary.ts';
import { rawDatabase } from './raw-database.ts';
import { accountRow, candidate, identityRow, judged, T0 } from './samples.ts';

/** As it is built and shipped. */
const SCRIPT = pathToFileURL(resolve('dist/generation-thread.js'));

const TABLES = ['judgements', 'judgement_links', 'judgement_refs', 'premises', 'buckets', 'judgement_facts'];
const FACTS: JudgementFacts = { aliases: new Map(), domains: new Map(), reads: new Map(), named: new Set() };
const OFFERED = { revision: 5, settingsHash: 'settings', evaluatedAt: T0, validUntil: null };

/** More than one transaction takes, some of them with one owner or with none. */
async function company(store: Store): Promise<void> {
  const people = Array.from({ length: 4_200 }, (_, at) => at + 2);
  const email = (at: number) => `p${at - (at % 50 === 0 ? 1 : 0)}@acme.com`;
  const accounts = people.map((at): Observation => ({ of: 'account', row: accountRow(at, { email: email(at) }) }));
  const identities = people
    .filter((at) => at % 7 > 0)
    .map((at): Observation => {
      const login = `p${at}@acme.com`;
      return { of: 'identity', row: identityRow(at, { identityId: `00u${at}`, login, email: login }) };
    });
  await importRows(store, accounts, { kind: 'clari-users', sha256: 'a'.repeat(64) });
  await importRows(store, identities, { kind: 'directory', directory: 'okta', sha256: 'b'.repeat(64) });
}

/** Of the generation that is read, without its number. */
async function rowsOf(place: string, database: TestedDatabase): Promise<ReadonlySet<string>> {
  const raw = await rawDatabase(place, database);
  const rows = new Set<string>();
  for (const table of TABLES)
    for (const row of await raw.all(
      `select * from ${table} where generation = (select generation from evaluation where generation is not null)`,
    ))
      rows.add(`${table} ${JSON.stringify(row).replace(/"generation":"?\d+"?/, '')}`);
  return rows;
}

async function currentGeneration(store: Store): Promise<{ readonly generation: number }> {
  const generations = await store.read((reader) => reader.linkGenerations());
  if (generations === null) throw new Error('nothing was judged');
  return generations.current;
}

async function currentRows(place: string, database: TestedDatabase): Promise<readonly unknown[]> {
  return (await rawDatabase(place, database)).all('select account_id from judgements order by account_id');
}

const databases = [...(await usableBindings()), 'postgres'] as const;

describe.each(databases)('a generation that a thread of its own writes, %s', (database) => {
  test('it is the one that would be written here, row by row', async () => {
    const place = await temporaryPlace(database);
    const here = await openAt(place, database);
    const beside = await openAt(place, database, { generationThread: SCRIPT });
    const options = { settings: SETTINGS, clock: () => T0 };
    await company(here);
    await judgeEverything({ store: here, ...options });
    const expected = await rowsOf(place, database);
    const { generation } = await currentGeneration(here);
    await judgeEverything({ store: beside, ...options });
    const written = await rowsOf(place, database);
    expect((await currentGeneration(here)).generation).toBeGreaterThan(generation);
    expect([...expected].filter((row) => !written.has(row))).toEqual([]);
    expect([...written].filter((row) => !expected.has(row))).toEqual([]);
    expect([...written].filter((row) => row.startsWith('judgements ')).length).toBe(4_200);
  });

  test('one that is given up leaves nothing, and what is read stays', async () => {
    const place = await temporaryPlace(database);
    const store = await openAt(place, database, { generationThread: SCRIPT });
    await judgeAnew(store, [judged('a', { linked: [candidate('okta', '1')] })], OFFERED);
    const generation = await store.generation();
    for (const id of ['b', 'c']) await generation.append([kept(judged(id))], [premiseOf(judged(id))]);
    await generation.discard();
    expect(await currentRows(place, database)).toEqual([{ account_id: 'a' }]);
    await generation.append([kept(judged('d'))], []);
    await expect(generation.finish(FACTS)).rejects.toMatchObject({ code: 'ERR_STORE' });
  });

  test('what the thread fails at is thrown where it is waited for, with its code and its remedy', async () => {
    const place = await temporaryPlace(database);
    const store = await openAt(place, database, { generationThread: SCRIPT });
    await judgeAnew(store, [judged('a')], OFFERED);
    const generation = await store.generation();
    // Two of one key: no database takes them.
    await generation.append([kept(judged('b')), kept(judged('b'))], []);
    await expect(generation.finish(FACTS)).rejects.toMatchObject({ code: 'ERR_STORE', remedy: expect.any(String) });
    await generation.discard();
    expect(await currentRows(place, database)).toEqual([{ account_id: 'a' }]);
  });

  test.each([
    ['a thread that ends at once', new URL('data:text/javascript,process.exit(0)'), { code: 'ERR_STORE' }],
    ['a thread that throws', new URL('data:text/javascript,throw new RangeError("broken")'), { name: 'RangeError' }],
    [
      'a script that is not there',
      pathToFileURL(resolve('dist/absent.js')),
      { message: expect.stringContaining('absent.js') },
    ],
  ])('%s is no success, and what is read stays', async (_, script, failure) => {
    const place = await temporaryPlace(database);
    await judgeAnew(await openAt(place, database), [judged('a')], OFFERED);
    const store = await openAt(place, database, { generationThread: script });
    await expect(judgeAnew(store, [judged('b')], OFFERED)).rejects.toMatchObject(failure);
    expect(await currentRows(place, database)).toEqual([{ account_id: 'a' }]);
  });
});
