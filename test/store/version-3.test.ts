import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { judgedPage } from '../../src/evaluation/index.ts';
import { TABLES } from '../../src/store/schema/tables.ts';
import type { Store } from '../../src/store/store.ts';
import { acme } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import { type TestedDatabase, usableBindings } from './databases.ts';
import { makeVersion } from './make-version.ts';
import { openAt, temporaryPlace } from './open-temporary.ts';
import { type RawDatabase, rawDatabase } from './raw-database.ts';

const BINDINGS = await usableBindings();
const [SOURCE = 'better-sqlite3'] = BINDINGS;

/** Tables that version 3 called otherwise. */
const FORMER: Readonly<Record<string, string>> = { generations: 'editions', buckets: 'piles' };

/** Columns of judgements that version 5 added. */
const LATER: ReadonlySet<string> = new Set(['used_after', 'last_login_ms', 'deadline', 'open_ms', 'closed_ms']);

const rowOf = z.object({ row: z.string() });
const cellsOf = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** The rows are the same in both versions: only what their tables and columns are called changed. */
async function copyRows(from: RawDatabase, to: RawDatabase): Promise<void> {
  for (const { name, columns } of TABLES) {
    const names = Object.keys(columns).filter((one) => name !== 'judgements' || !LATER.has(one));
    const list = names.map((one) => `'${one}', ${one}`).join(', ');
    for (const row of await from.all(`select json_object(${list}) as row from ${name}`)) {
      const cells = cellsOf.parse(JSON.parse(rowOf.parse(row).row));
      await to.run(
        `insert into ${FORMER[name] ?? name} values (${names.map(() => '?').join(', ')})`,
        names.map((one) => cells[one] ?? null),
      );
    }
  }
}

const everything = (store: Store, settings: Parameters<typeof judgedPage>[1]) =>
  store.read(async (reader) => ({
    revision: await reader.revision(),
    evaluation: await reader.evaluation(),
    links: await reader.linkGenerations(),
    facts: await reader.judgementFacts(),
    page: await judgedPage(reader, settings, {}, 'severity', null, 100),
    counts: await reader.judgedCounts({}),
    snapshots: await reader.snapshots(),
    ledger: await reader.ledger(0, 1_000),
    decisions: await reader.decisions(),
  }));

describe.each<TestedDatabase>([...BINDINGS, 'postgres'])('a store of version 3 in %s', (database) => {
  test('keeps its published judgements, links and ledger when this version opens it, and goes on', async () => {
    const source = await temporaryPlace(SOURCE);
    const world = await acme(`sqlite:${source}`);
    const { call } = await connect(world, agree);
    for (const [tool, asked] of [
      ['set_exemption', { account: 'ghost@acme.com', reason: 'shared', until: '2027-01-01', owner: 'Mara' }],
      ['list_clari_users', {}],
    ] as const)
      expect((await call(tool, asked)).isError).toBe(false);

    const place = await temporaryPlace(database);
    const raw = await rawDatabase(place, database);
    await makeVersion(3, raw, place, database);
    await raw.exec('delete from meta');
    await copyRows(await rawDatabase(source, SOURCE), raw);
    if (database === 'postgres')
      for (const [table, column] of [
        ['editions', 'edition'],
        ['snapshots', 'read_id'],
      ])
        await raw.exec(`alter table ${table} alter column ${column} restart with 100`);

    const store = await openAt(place, database);
    const before = await everything(world.store, world.settings);
    expect(before.evaluation).toMatchObject({ linksLogged: true });
    expect(before.page.rows.length).toBeGreaterThan(5);
    expect(await everything(store, world.settings)).toStrictEqual(before);

    const opened = { ...world, store };
    const same = await connect(opened, agree);
    for (const tool of ['list_clari_users', 'find_orphaned_accounts', 'get_coverage'])
      expect((await same.call(tool)).structured).toEqual((await call(tool)).structured);
    expect((await store.read((reader) => reader.evaluation()))?.contentVersion).toBe(before.evaluation?.contentVersion);

    // Other settings: everybody is judged into a new generation, and the former one is swept.
    const settings = { ...world.settings, staleAfterMs: 1 };
    const [anew, expected] = await Promise.all([connect({ ...opened, settings }), connect({ ...world, settings })]);
    expect((await anew.call('list_clari_users')).structured).toEqual(
      (await expected.call('list_clari_users')).structured,
    );
    expect((await store.read((reader) => reader.linkGenerations()))?.current.generation).toBeGreaterThan(
      before.links?.current.generation ?? 0,
    );
  });
});
