import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { forgetReads, isLoss, weighForget } from '../../src/app/imports/forget-reads.ts';
import { loadDemo } from '../../src/cli/demo-load.ts';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/store/open.ts';
import { judge } from '../evaluation/oracle/judge.ts';
import { LOADS } from '../helpers/acme.ts';
import { atTerminal, noTerminal } from '../helpers/at-terminal.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { ASSIGNED, NOW, OKTA, USERS } from '../helpers/files.ts';
import { ledgerOf } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';
import { settingsOf } from '../helpers/profiles.ts';
import { hoursAgo, program } from '../helpers/program.ts';

const ENTRA = [
  'id,userPrincipalName,mail,displayName,accountEnabled,assigned',
  'e2,leo@acme.com,leo@acme.com,Leo Left,true,true',
  'e5,ghost@acme.com,ghost@acme.com,Nobody Known,true,true',
  'e9,zoe@entra.acme.com,zoe@entra.acme.com,Zoe Entra,true,true',
].join('\n');
const ENTRA_AT = '2026-11-20T09:40:00.000Z';

/** The small company, where Leo and the unknown one are still entitled by a second directory. */
async function twoDirectories(directories: readonly string[] | null = ['okta', 'entra']): Promise<World> {
  const world = await testWorld(NOW, { directories });
  for (const load of Object.values(LOADS)) await load(world);
  await world.load('entra.csv', ENTRA, {
    asOf: ENTRA_AT,
    completeness: 'complete',
    directory: 'entra',
    kind: 'directory',
  });
  return world;
}

async function forget(world: World, source: string, mistaken = false) {
  const request = { what: { source }, reason: 'The tenant was closed', mistaken };
  return forgetReads(world, request, { level: 'terminal_phrase', client: null }, async () => 'accepted');
}

async function findings(world: World): Promise<Readonly<Record<string, string>>> {
  const { call } = await connect(world);
  const { users } = z
    .object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) })
    .parse((await call('list_clari_users', { limit: 200 })).structured);
  return Object.fromEntries(users.map((one) => [one.account_id, one.finding]));
}

describe('must not conclude: nothing that rested on a retired source becomes another verdict', () => {
  test.each([
    ['declared', ['okta', 'entra'], 'ok'],
    // One directory calls Leo gone, and nobody said which of the two governs Clari.
    ['undeclared', null, 'needs_review'],
  ])(
    'who was entitled by a retired directory is neither a leaver nor an orphan (directories %s)',
    async (_what, scope, leo) => {
      const world = await twoDirectories(scope);
      expect(await findings(world)).toMatchObject({ '1002': leo, '1005': 'ok' });
      const { stronger } = await forget(world, 'entra');
      expect(stronger).toEqual([]);
      expect(await findings(world)).toMatchObject({ '1002': 'inconclusive', '1005': 'inconclusive', '1001': 'ok' });
      const { call } = await connect(world);
      const found = await call('find_orphaned_accounts', {
        findings: ['inconclusive'],
        query: 'leo@',
        response_format: 'detailed',
      });
      expect(found.text).toContain('source_retired');
      expect(found.text).toContain('resolve_link (account: 1002, identity: IDENTITY');
    },
  );

  test('nor when the other directory is read again and says the same', async () => {
    const world = await twoDirectories();
    await forget(world, 'entra');
    world.at('2026-11-21T12:00:00.000Z');
    const later = { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' as const, directory: 'okta' };
    await world.load('okta2.csv', OKTA, later);
    await world.load('assigned2.csv', ASSIGNED, { ...later, kind: 'directory-assignments' });
    expect(await findings(world)).toMatchObject({ '1002': 'inconclusive', '1005': 'inconclusive' });
  });

  test('accounts of a retired users export are still there, and nothing is said of them', async () => {
    const world = await twoDirectories();
    await forget(world, 'clari-users');
    expect(Object.values(await findings(world))).toEqual(Array.from({ length: 7 }, () => 'inconclusive'));
  });

  test('who was assigned by a retired list is neither entitled nor unassigned', async () => {
    const world = await twoDirectories(['okta']);
    await forget(world, 'directory-assignments:okta');
    expect(await findings(world)).toMatchObject({
      '1001': 'inconclusive',
      '1004': 'inconclusive',
      '1002': 'leaver_active',
    });
  });

  test('a directory that never proved who was not in it may have had the owner', async () => {
    const world = await testWorld(NOW, { directories: ['okta', 'entra'] });
    for (const load of Object.values(LOADS)) await load(world);
    const [head = ''] = ENTRA.split('\n');
    await world.load('entra.csv', `${head}\ne9,zoe@acme.com,zoe@acme.com,Zoe Entra,true,true`, {
      asOf: ENTRA_AT,
      directory: 'entra',
      kind: 'directory',
    });
    expect(await findings(world)).toMatchObject({ '1005': 'inconclusive' });
    await forget(world, 'entra');
    expect(await findings(world)).toMatchObject({ '1005': 'inconclusive' });
  });

  test('a deactivation that a retired export contradicted stays contradicted', async () => {
    const world = await twoDirectories(['okta']);
    const { call } = await connect(world, agreeing());
    await call('record_manual_deactivation', {
      account: 'leo@acme.com',
      performed_by: 'Mara',
      performed_at: '2026-11-20T10:00:00Z',
    });
    world.at('2026-11-21T12:00:00.000Z');
    await world.load('next.csv', `${USERS}\n`, { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' });
    expect(await findings(world)).toMatchObject({ '1002': 'contradicted' });
    await forget(world, 'clari-users');
    expect(await findings(world)).toMatchObject({ '1002': 'contradicted' });
  });

  test('on the sample company: whatever single source is retired, a verdict is lost or stays', async () => {
    const home = await mkdtemp(join(tmpdir(), 'clari-identity-forget-'));
    const { environment } = await loadDemo(home, NOW);
    const config = readConfig(environment);
    const store = await openStore({ url: config.databaseUrl });
    onTestFinished(async () => {
      await store.close();
      await rm(home, { recursive: true, force: true });
    });
    await store.read(async (reader) => {
      const { seriesOf } = await import('../../src/model/snapshot.ts');
      const series = [...new Set((await reader.snapshots()).map(seriesOf))];
      expect(series.length).toBeGreaterThan(3);
      const before = new Map(
        (await judge(reader, settingsOf(config), NOW)).judged.map((one) => [one.account.accountId, one.verdict]),
      );
      for (const source of series) {
        const after = await judge(reader, settingsOf(config), NOW, {
          snapshots: (one) => (seriesOf(one) === source ? { ...one, state: 'retired', retiredAt: NOW } : one),
        });
        const others = after.judged.flatMap(({ account, verdict }) => {
          const was = before.get(account.accountId)?.finding;
          return verdict.finding === was || isLoss(was, verdict.finding)
            ? []
            : [`${source}: ${account.accountId} ${was} becomes ${verdict.finding} (${verdict.reason})`];
        });
        expect(others).toEqual([]);
        expect(after.judged).toHaveLength(before.size);
      }
    });
  });
});

test('a right that ended after the retired directory last spoke is news: the guard asks first', async () => {
  const world = await testWorld(NOW, { directories: ['okta', 'entra'] });
  for (const load of Object.values(LOADS)) await load(world);
  await world.load('entra.csv', ENTRA, {
    asOf: '2026-11-09T09:00:00.000Z',
    completeness: 'complete',
    directory: 'entra',
    kind: 'directory',
  });
  const prepared = await weighForget(world, { what: { source: 'entra' }, reason: 'closed', mistaken: false });
  expect(prepared.stronger).toEqual([{ from: 'inconclusive', to: 'leaver_active', accounts: 1 }]);
});

test.each(['entra', 'okta', 'directory-assignments:okta', 'clari-users'])(
  'what is shown before %s is retired or called a mistake is what judging everything without it says',
  async (source) => {
    const world = await twoDirectories();
    for (const mistaken of [false, true]) {
      const prepared = await weighForget(world, { what: { source }, reason: 'closed', mistaken });
      const ids = new Set(prepared.reads.map((one) => one.snapshotId));
      const state = mistaken ? 'superseded' : 'retired';
      const [before, after] = await world.store.read(async (reader) => [
        await judge(reader, world.settings, NOW),
        await judge(reader, world.settings, NOW, {
          snapshots: (one) => (ids.has(one.snapshotId) ? { ...one, state, retiredAt: NOW } : one),
        }),
      ]);
      const now = new Map(after?.judged.map((one) => [one.account.accountId, one.verdict.finding]));
      const changes = new Map<string, number>();
      let gone = 0;
      for (const { account, verdict } of before?.judged ?? []) {
        const to = now.get(account.accountId);
        if (to === undefined) gone += 1;
        else if (to !== verdict.finding)
          changes.set(`${verdict.finding} ${to}`, (changes.get(`${verdict.finding} ${to}`) ?? 0) + 1);
      }
      expect(new Map(prepared.changes.map((one) => [`${one.from} ${one.to}`, one.accounts]))).toEqual(changes);
      expect(prepared.gone).toBe(gone);
    }
  },
);

test('a new read brings the source back, with what it said before', async () => {
  const world = await twoDirectories();
  await forget(world, 'entra');
  world.at('2026-11-20T14:00:00.000Z');
  await world.load('entra.csv', ENTRA, {
    asOf: '2026-11-20T13:00:00.000Z',
    completeness: 'complete',
    directory: 'entra',
    kind: 'directory',
  });
  expect(await findings(world)).toMatchObject({ '1002': 'ok', '1005': 'ok' });
});

test('a person who knows whose account it is settles what the retired directory left open', async () => {
  const world = await twoDirectories();
  await forget(world, 'entra');
  const { call } = await connect(world, agreeing());
  await call('resolve_link', { account: '1002', identity: 'okta/u2', reason: 'Entra was closed, Leo has left' });
  expect(await findings(world)).toMatchObject({ '1002': 'leaver_active' });
});

test('reads that should never have been imported are as if they had not been, once somebody accepts what changes', async () => {
  const world = await twoDirectories();
  const prepared = await forget(world, 'entra', true);
  expect(prepared.stronger).toContainEqual({ from: 'ok', to: 'leaver_active', accounts: 1 });
  expect((await ledgerOf(world)).at(-1)).toMatchObject({
    kind: 'source.retired',
    payload: { source: 'entra', mistaken: true, reason: 'The tenant was closed' },
  });
});

describe('the command', () => {
  async function loaded() {
    const made = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta,entra' });
    const stated = ['--as-of', hoursAgo(3), '--complete'];
    await made.run('import', await made.file('users.csv', USERS), ...stated);
    await made.run('import', await made.file('okta.csv', OKTA), '--directory', 'okta', ...stated);
    const list = ['--kind', 'directory-assignments', '--directory', 'okta', ...stated];
    await made.run('import', await made.file('assigned.csv', ASSIGNED), ...list);
    await made.run(
      'import',
      await made.file('entra.csv', ENTRA),
      '--directory',
      'entra',
      '--kind',
      'directory',
      ...stated,
    );
    return made;
  }

  test('shows what it would do, and does nothing where nobody sits at a terminal: exit 3', async () => {
    const { run } = await loaded();
    const dry = await run('forget', 'clari-users', '--dry-run');
    expect(dry.stdout).toMatch(/Would be retired: clari-users, 1 read\(s\).*leaver_active becomes inconclusive/s);
    for (const flags of [[], ['--json'], ['--accept-drop']]) {
      const refused = await run('forget', 'clari-users', ...flags);
      expect(refused.code).toBe(3);
      expect(refused.stderr).toMatch(/leaver_active becomes inconclusive.*types a phrase at a terminal/s);
      expect(refused.stdout).toBe('');
    }
    expect((await run('status')).stdout).toContain('clari-users: fresh');
    const unknown = await run('forget', 'nothing');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('directory:okta');
  });

  test('refuses, exit 3, what would turn verdicts into others, until it is accepted', async () => {
    const { run } = await loaded();
    const refused = await run('forget', 'entra', '--mistaken');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/verdicts turn into others.*--accept-drop/s);
    expect((await run('status')).stdout).toContain('directory:entra: fresh');
  });

  test.each([
    ['neither a source nor a read', [], /Either a source or one read/],
    ['both', ['entra', '--read', 'snap_1', '--reason', 'x'], /Either a source or one read/],
    ['a read without a reason', ['--read', 'snap_1'], /says why/],
  ])('%s is refused, exit 2', async (_what, args, message) => {
    const { run } = await program();
    const refused = await run('forget', ...args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(message);
  });

  describe.skipIf(noTerminal !== null)('at a terminal', () => {
    test.each([
      ['no', 3, 'fresh'],
      ['forget entra', 3, 'fresh'],
      ['forget clari-users', 0, 'missing'],
    ])('what is typed has to name the source: "%s" ends with %i', async (typed, code, state) => {
      const { run, environment } = await loaded();
      const done = await atTerminal(environment, ['forget', 'clari-users'], /type "forget clari-users"/, typed);
      expect(done.code, done.seen).toBe(code);
      expect((await run('status')).stdout).toContain(`clari-users: ${state}`);
    });

    test('one read is withdrawn by its id', async () => {
      const { run, environment } = await loaded();
      const status = z.object({
        sources: z.array(z.object({ source: z.string(), snapshot_id: z.string().optional() })),
      });
      const { sources } = status.parse(JSON.parse((await run('status', '--json')).stdout));
      const id = sources.find((one) => one.source === 'clari-users')?.snapshot_id ?? '';
      const done = await atTerminal(
        environment,
        ['forget', '--read', id, '--reason', 'The sandbox'],
        /type "withdraw snap_/,
        `withdraw ${id.slice(0, 11)}`,
      );
      expect(done.seen).toContain(`Withdrawn: ${id}`);
      expect((await run('status')).stdout).toContain('clari-users: missing');
    });
  });
});
