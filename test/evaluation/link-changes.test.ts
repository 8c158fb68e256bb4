import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importFile } from '../../src/app/imports/import-file.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { canonicalJson } from '../../src/ledger/canonical.ts';
import { sha256Hex } from '../../src/ledger/hash.ts';
import { type LinksChanged, linksChanged } from '../../src/model/link-change.ts';
import type { Settings } from '../../src/model/settings.ts';
import { textInput } from '../../src/sources/file/input.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { ASSIGNED, MOVED, NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';
import { ledgerOf } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';
import type { TestedDatabase } from '../store/databases.ts';
import { temporaryPlace } from '../store/open-temporary.ts';
import { rawDatabase } from '../store/raw-database.ts';

const LATER = '2026-11-20T11:00:00.000Z';
const TODAY = { asOf: LATER, completeness: 'complete' as const };

const linked = (identity: string, rule = 'email') => ({ situation: 'linked', rule, identities: [identity] });

describe.each<TestedDatabase>(['better-sqlite3', 'postgres'])('on %s', (database) => {
  interface Place {
    readonly place: string;
    readonly url: string;
  }

  async function newPlace(): Promise<Place> {
    const place = await temporaryPlace(database);
    return { place, url: database === 'postgres' ? place : `sqlite:${place}` };
  }

  /** One process on the store. */
  function process({ url }: Place, settings: Partial<Settings> = {}): Promise<World> {
    return testWorld(NOW, settings, url);
  }

  async function company(settings: Partial<Settings> = {}) {
    const place = await newPlace();
    const world = await process(place, settings);
    await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
    await world.load('okta.csv', OKTA, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
    await world.load('assigned.csv', ASSIGNED, {
      asOf: OKTA_AT,
      completeness: 'complete',
      directory: 'okta',
      kind: 'directory-assignments',
    });
    const { call } = await connect(world, agreeing());
    await call('list_clari_users');
    return { place, world, call };
  }

  async function changesIn(world: World): Promise<readonly LinksChanged[]> {
    const entries = (await ledgerOf(world)).filter((entry) => entry.kind === 'links.changed');
    for (const { actor } of entries)
      expect(actor).toEqual({ name: 'clari-identity-mcp', authenticated: false, via: 'program' });
    return entries.map((entry) => linksChanged.parse(entry.payload));
  }

  const okta = (world: World, content: string) => world.load('okta2.csv', content, { ...TODAY, directory: 'okta' });

  describe('no link change is logged', () => {
    test('for the first evaluation of a store', async () => {
      const { world } = await company();
      expect(await changesIn(world)).toEqual([]);
    });

    test.each<[string, (world: World) => Promise<unknown>]>([
      [
        'unrelated people came',
        (world) => okta(world, `${OKTA}\nu20,ACTIVE,2024-01-01T00:00:00Z,zoe@acme.com,zoe@acme.com,Zoe,New,E20`),
      ],
      [
        'unrelated accounts came and went',
        (world) =>
          world.load(
            'users2.csv',
            `${USERS.split('\n')
              .filter((row) => !row.startsWith('1005'))
              .join('\n')}\n1020,Zoe New,zoe@acme.com,Sales Rep,West,Active,`,
            TODAY,
          ),
      ],
      [
        'the same rows came in another order, in other bytes',
        (world) => {
          const [head, ...rows] = OKTA.split('\n');
          return okta(world, `${[head, ...rows.reverse()].join('\r\n')}\r\n`);
        },
      ],
      ['the clock moved on', async (world) => world.at('2026-12-24T12:00:00.000Z')],
      [
        'somebody lost access',
        (world) => okta(world, OKTA.replace('u1,ACTIVE,2024-01-01', 'u1,DEPROVISIONED,2026-11-20')),
      ],
    ])('when %s', async (_what, happen) => {
      const { world, call } = await company();
      await happen(world);
      const before = await ledgerOf(world);
      expect((await call('list_clari_users')).isError).toBe(false);
      expect(await ledgerOf(world)).toEqual(before);
    });

    test('when other settings change no link', async () => {
      const { place } = await company();
      const other = await process(place, { staleAfterMs: 1, domainAliases: [['nobody.example', 'none.example']] });
      await evaluate(other);
      expect(await changesIn(other)).toEqual([]);
    });

    test("for what a person's own entry says", async () => {
      const { world, call } = await company();
      await call('resolve_link', { account: '1007', identity: 'okta/u1', reason: 'Ana says that it is hers' });
      await call('list_clari_users');
      await call('set_exemption', { account: '1005', owner: 'Ada', until: '2026-12-31', reason: 'shared' });
      await call('list_clari_users');
      expect(await changesIn(world)).toEqual([]);
    });
  });

  test('an address that moved in a directory: the account, its owners, the rules and the read that came between', async () => {
    const { world, call } = await company();
    const after = (await ledgerOf(world)).at(-1)?.sequence ?? 0;
    const { snapshotId } = await okta(world, MOVED);
    await call('list_clari_users');
    await call('list_clari_users');
    const [entry, ...more] = await changesIn(world);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      reasons: ['reads'],
      after_entry: after,
      up_to_entry: after + 1,
      reads: [{ snapshot_id: snapshotId, what: 'published' }],
      decisions: [],
      accounts: 1,
      counts: { other_owner: 1, gained_owner: 0, lost_owner: 0, became_disputed: 0, no_longer_disputed: 0 },
      changes: [{ account_id: '1001', app: 'clari', before: linked('okta/u1'), now: linked('okta/u8') }],
      changes_left_out: 0,
    });
    expect(entry?.rules_before).toEqual(entry?.rules_now);
    const graph = await call('get_identity', { account: '1001', response_format: 'detailed' });
    expect(graph.text).toContain(
      'account 1001 linked to okta/u1 by email before, linked to okta/u8 by email now; changed meanwhile: reads',
    );
    expect((await call('get_identity', { account: '1002', response_format: 'detailed' })).text).not.toContain(
      'meanwhile',
    );
  });

  test.each<[string, (rows: string) => string, Partial<LinksChanged['counts']>]>([
    [
      'became somebody else in the directory file',
      (rows) => rows.replace(/\nu4,.*/, '\nu4,ACTIVE,,olga@acme.com,olga@acme.com,Olga,Other,E4'),
      { lost_owner: 1 },
    ],
    [
      'came to the directory file',
      (rows) => `${rows}\nu5,ACTIVE,,ghost@acme.com,ghost@acme.com,Nobody,Known,E5`,
      {
        gained_owner: 1,
      },
    ],
    [
      'has an entry of the same address more',
      (rows) => `${rows}\nu7,ACTIVE,,una@acme.com,una@acme.com,Una,Unassigned,E4`,
      {
        other_identities: 1,
      },
    ],
    [
      'shares the address with somebody else',
      (rows) => `${rows}\nu7,ACTIVE,,una@acme.com,una@acme.com,Uwe,Other,E7`,
      {
        lost_owner: 1,
        became_disputed: 1,
      },
    ],
  ])('counts the account of somebody who %s', async (_what, change, counts) => {
    const { world, call } = await company();
    await okta(world, change(OKTA));
    await call('list_clari_users');
    const [entry] = await changesIn(world);
    expect(entry).toMatchObject({ accounts: 1, counts });
    expect(Object.values(entry?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(Object.keys(counts).length);
  });

  test('an account that got its id meanwhile is the same account', async () => {
    const place = await newPlace();
    const world = await process(place);
    const noIds = ['Name,Email,Clari Role,Team,Status', 'Ana Active,ana@acme.com,Sales Rep,East,Active'].join('\n');
    await world.load('users.csv', noIds, { asOf: USERS_AT, completeness: 'complete' });
    await world.load('okta.csv', OKTA, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
    await evaluate(world);
    await world.load('users2.csv', USERS.split('\n').slice(0, 2).join('\n'), TODAY);
    await okta(world, MOVED);
    await evaluate(world);
    expect(await changesIn(world)).toMatchObject([
      {
        accounts: 1,
        changes: [
          {
            account_id: '1001',
            formerly: 'clari:ana@acme.com',
            before: linked('okta/u1'),
            now: linked('okta/u8'),
          },
        ],
      },
    ]);
  });

  test('other domain aliases: the settings are why, and no read is', async () => {
    const place = await newPlace();
    const world = await process(place);
    await world.load('users.csv', USERS.replace('una@acme.com', 'una@acme.io'), {
      asOf: USERS_AT,
      completeness: 'complete',
    });
    await world.load('okta.csv', OKTA, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
    await evaluate(world);
    const other = await process(place, { domainAliases: [['acme.com', 'acme.io']] });
    const { call } = await connect(other);
    await call('list_clari_users');
    const [entry] = await changesIn(other);
    expect(entry).toMatchObject({
      reasons: ['settings'],
      reads: [],
      rules_before: { domain_aliases: [] },
      rules_now: { domain_aliases: [['acme.com', 'acme.io']] },
      changes: [{ account_id: '1004', now: linked('okta/u4', 'domain_alias') }],
    });
  });

  test('a version of the program whose matcher links otherwise: the rules are why', async () => {
    const { place, world, call } = await company();
    const raw = await rawDatabase(place.place, database);
    const { basis } = z.object({ basis: z.string() }).parse((await raw.all('select basis from evaluation'))[0]);
    const older = basis.replace(/"matcher":\d+/, '"matcher":0');
    await raw.run('update evaluation set settings_hash = ?, basis = ?, logged_basis = ?', ['older', older, older]);
    await raw.run('update judgement_links set link = ? where account_id = ?', ['["unmatched",null]', '1002']);
    await call('list_clari_users');
    const [entry] = await changesIn(world);
    expect(entry).toMatchObject({
      reasons: ['rules'],
      rules_before: { matcher: 0 },
      changes: [{ account_id: '1002', before: { situation: 'unmatched' }, now: linked('okta/u2') }],
    });
  });

  test('what the rules find once a person took a link back, which no other entry says', async () => {
    const { world, call } = await company();
    await call('resolve_link', { account: '1005', identity: 'okta/u4', reason: 'Una took it over' });
    await call('list_clari_users');
    await call('resolve_link', { account: '1005', withdraw: true, reason: 'She did not' });
    await call('list_clari_users');
    const [entry, ...more] = await changesIn(world);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      reasons: ['decisions'],
      changes: [
        {
          account_id: '1005',
          before: linked('okta/u4', 'confirmed_by_person'),
          now: { situation: 'unmatched', rule: null },
        },
      ],
    });
    expect(entry?.decisions).toHaveLength(1);
  });

  describe('a decision that costs somebody else a link', () => {
    /** An account with John's id and another name is his, until another is said to be. */
    async function nearby() {
      const place = await newPlace();
      const world = await process(place);
      const users = `${USERS}\n1030,Kurt Weiss,,Sales Rep,West,Active,`.split('\n');
      const [head = '', ...rows] = users;
      const withIds = [
        `${head},Employee ID`,
        ...rows.map((row) => `${row},${row.startsWith('1030') ? '4711983' : ''}`),
      ];
      const people = `${OKTA}\nu9,ACTIVE,,john.smith@acme.com,john.smith@acme.com,John,Smith,4711983`;
      await world.load('users.csv', withIds.join('\n'), { asOf: USERS_AT, completeness: 'complete' });
      await world.load('okta.csv', people, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
      const { call } = await connect(world, agreeing());
      await call('list_clari_users');
      await call('resolve_link', { account: '1005', identity: 'okta/u9', reason: 'It is his shared login' });
      return { place, world, call };
    }
    const expected = {
      reasons: ['decisions'],
      accounts: 1,
      counts: { lost_owner: 1, became_disputed: 1 },
      changes: [{ account_id: '1030', before: linked('okta/u9', 'employee_id'), now: { situation: 'disputed' } }],
    };

    test('is logged for them alone, and not for the decided account, whose own entry says it', async () => {
      const { world, call } = await nearby();
      await call('list_clari_users');
      await call('list_clari_users');
      expect(await changesIn(world)).toMatchObject([expected]);
    });

    test('is logged too where a process that only reads judged it first', async () => {
      const { place, world } = await nearby();
      await evaluate({ ...(await process(place)), readOnly: true });
      expect(await changesIn(world)).toEqual([]);
      await evaluate(world);
      expect(await changesIn(world)).toMatchObject([expected]);
    });
  });

  test('of very many changes the first are named, the others counted, and a hash covers all', async () => {
    const place = await newPlace();
    const world = await process(place);
    const people = Array.from({ length: 250 }, (_, n) => `p${String(n).padStart(3, '0')}`);
    const [userHead] = USERS.split('\n');
    const [oktaHead] = OKTA.split('\n');
    const users = people.map((one) => `${one},Person ${one},${one}@acme.com,Rep,East,Active,`);
    // Everybody has the address of the next one.
    const owner = (one: string) => `a-${people[(people.indexOf(one) + 1) % people.length]}`;
    const row = (one: string, id: string) => `${id},ACTIVE,,${one}@acme.com,${one}@acme.com,Person,${one},E${id}`;
    await world.load('users.csv', [userHead, ...users].join('\n'), { asOf: USERS_AT, completeness: 'complete' });
    await world.load('okta.csv', [oktaHead, ...people.map((one) => row(one, `a-${one}`))].join('\n'), {
      asOf: OKTA_AT,
      completeness: 'complete',
      directory: 'okta',
    });
    await evaluate(world);
    await importFile(
      world,
      textInput('okta2.csv', [oktaHead, ...people.map((one) => row(one, owner(one)))].join('\n')),
      { kind: null, filter: null, mapping: {}, ...TODAY, directory: 'okta' },
      { acceptDrop: true, dryRun: false },
    );
    await evaluate(world);
    const [entry] = await changesIn(world);
    expect(entry).toMatchObject({ accounts: 250, counts: { other_owner: 250 }, changes_left_out: 50 });
    const all = people.map((one) => ({
      account_id: one,
      formerly: null,
      app: 'clari',
      before: linked(`okta/a-${one}`),
      now: linked(`okta/${owner(one)}`),
    }));
    expect(entry?.changes).toEqual(all.slice(0, 200));
    const text = all.map((one) => `${canonicalJson(one)}\n`).join('');
    expect(entry?.changes_sha256).toBe(sha256Hex(text));
  });

  describe('more than one process', () => {
    test('two that judge at once enter it once', async () => {
      const { place, world } = await company();
      const other = await process(place);
      await okta(world, MOVED);
      await Promise.all([evaluate(world), evaluate(other)]);
      await Promise.all([evaluate(other), evaluate(world)]);
      expect(await changesIn(world)).toHaveLength(1);
    });

    test('one that only reads judges, writes nothing into the ledger, and loses no change that others enter', async () => {
      const { place, world } = await company();
      const reading = { ...(await process(place)), readOnly: true };
      const { call } = await connect(reading);
      const between = async (content: string, asOf: string) => {
        await world.load('okta2.csv', content, { asOf, completeness: 'complete', directory: 'okta' });
        expect((await call('list_clari_users')).text).toContain('1001');
      };
      await between(MOVED, '2026-11-20T10:00:00.000Z');
      await between(`${MOVED}\nu5,ACTIVE,,ghost@acme.com,ghost@acme.com,Nobody,Known,E5`, LATER);
      expect(await changesIn(world)).toEqual([]);
      await evaluate(world);
      const [entry, ...more] = await changesIn(world);
      expect(more).toEqual([]);
      expect(entry?.reads).toHaveLength(2);
      expect(entry?.changes.map((one) => one.account_id)).toEqual(['1001', '1005']);
      await evaluate(reading);
      await evaluate(world);
      expect(await changesIn(world)).toHaveLength(1);
      const raw = await rawDatabase(place.place, database);
      expect(await raw.all('select count(distinct generation) as generations from judgement_links')).toEqual([
        { generations: 1 },
      ]);
    });

    test('one that only reads may be the first that ever judges', async () => {
      const place = await newPlace();
      const world = await process(place);
      await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
      await world.load('okta.csv', OKTA, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
      await evaluate({ ...(await process(place)), readOnly: true });
      await okta(world, MOVED);
      await evaluate(world);
      expect(await changesIn(world)).toMatchObject([{ accounts: 1 }]);
    });
  });
});
