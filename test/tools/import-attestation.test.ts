import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Deps } from '../../src/app/deps.ts';
import { doctor } from '../../src/app/doctor/doctor.ts';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { readRowOf } from '../../src/app/evidence/other-rows.ts';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { forgetReads, weighForget } from '../../src/app/imports/forget-reads.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import { bytesInput } from '../../src/sources/file/input.ts';
import type { FileStatement } from '../../src/sources/source.ts';
import { acme } from '../helpers/acme.ts';
import { connect, type TestClient } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, OKTA, USERS, USERS_AT } from '../helpers/files.ts';
import { ledgerKinds, ledgerOf } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';

const TYPED = { level: 'terminal_phrase', client: null } as const;
const UNATTENDED = { level: 'unattended', client: null } as const;
const LATER = '2026-11-21T12:00:00.000Z';
const NEXT_AT = '2026-11-21T09:00:00Z';
const LEO_CLOSED = USERS.replace('Manager,East,Active', 'Manager,East,Inactive');
const LEO_GONE = USERS.split('\n')
  .filter((line) => !line.includes('leo@'))
  .join('\n');
const LEO_OPEN = `${USERS}\n`;

/** The same store as a model at a client sees it. */
function asModel(world: World): Deps {
  return { ...world, actor: { name: 'model', authenticated: false, via: 'stdio' } };
}

function model(world: World, person?: (message: string) => ElicitResult): Promise<TestClient> {
  return connect(asModel(world), person);
}

/** Leo's account was closed, as somebody says; a day later the next export comes. */
async function claimed(): Promise<World> {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  const recorded = await call('record_manual_deactivation', {
    account: 'leo@acme.com',
    performed_by: 'Mara',
    performed_at: '2026-11-20T10:00:00Z',
  });
  expect(recorded.isError, recorded.text).toBe(false);
  world.at(LATER);
  return world;
}

const users = (content: string, more: Readonly<Record<string, unknown>> = {}) => ({
  content,
  kind: 'clari-users',
  as_of: NEXT_AT,
  complete: true,
  ...more,
});

async function standing(world: World): Promise<string> {
  return world.store.read(async (reader) => {
    const [record] = await reader.records();
    return (await reader.standing(record?.recordId ?? ''))?.state ?? 'none';
  });
}

async function findingOf(world: World, account: string): Promise<string> {
  const { call } = await connect(world);
  const { users: found } = z
    .object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) })
    .parse((await call('list_clari_users', { limit: 200 })).structured);
  return found.find((one) => one.account_id === account)?.finding ?? 'not listed';
}

async function reads(world: World) {
  return world.store.read((reader) => reader.snapshots());
}

async function counting(world: World, kind = 'clari-users') {
  return (await reads(world)).filter((one) => one.kind === kind && one.state === 'published');
}

const AUDIT = JSON.stringify({
  nextLink: null,
  items: [
    {
      correlationID: 'x-1',
      actorId: '1002',
      impersonatingActorId: null,
      actorType: 'USER',
      sessionId: 's',
      ipAddress: '198.51.100.4',
      sessionType: 'WEB',
      event: 'api.accessed',
      eventParameters: {},
      eventTimestamp: '2026-11-20T18:00:00Z',
    },
  ],
  actors: [{ actorType: 'USER', actorId: '1002', name: 'Leo Left', email: 'leo@acme.com' }],
});

describe('what a tool imports without a person settles no claim', () => {
  test.each([
    ['an export that shows it closed', LEO_CLOSED],
    ['a complete export without it', LEO_GONE],
    ['an export that shows it open', LEO_OPEN],
  ])('%s', async (_what, content) => {
    const world = await claimed();
    const { call } = await model(world);
    const answer = await call('import_clari_export', users(content));
    expect(answer.structured).toMatchObject({
      status: 'imported',
      stated_by: 'assistant',
      verified: [],
      contradicted: [],
    });
    expect(answer.text).toContain('as stated by an assistant');
    expect(await standing(world)).toBe('none');
    expect(await findingOf(world, '1002')).toBe('awaiting_verification');
  });

  test('it counts for findings, and says wherever it is shown whose word it is', async () => {
    const world = await acme();
    const { call } = await model(world);
    const content = `${USERS}\n1008,New Comer,new@acme.com,Sales Rep,East,Active,`;
    await call('import_clari_export', users(content, { as_of: '2026-11-20T09:15:00Z' }));
    expect(await findingOf(world, '1008')).toBe('orphaned');
    const coverage = await call('get_coverage', { response_format: 'detailed' });
    expect(coverage.text).toMatch(/clari-users: fresh, .*as stated by an assistant/);
    expect(coverage.text).toContain('Whether what people recorded was done: an assistant stated the newest read');
    expect(coverage.text).not.toContain('Settles recorded deactivations');
    const found = await call('find_orphaned_accounts', { query: 'new@', response_format: 'detailed' });
    expect(found.text).toContain('as stated by an assistant');
  });

  test('the same bytes at a command line are the word of whoever runs it, and settle', async () => {
    const world = await claimed();
    const { call } = await model(world);
    await call('import_clari_export', users(LEO_CLOSED));
    const again = await world.load('content', LEO_CLOSED, {
      kind: 'clari-users',
      asOf: '2026-11-21T09:00:00.000Z',
      completeness: 'complete',
    });
    expect(again).toMatchObject({ status: 'imported', by: 'command', verified: ['leo@acme.com'] });
    expect(await standing(world)).toBe('confirmed');
    expect(await counting(world)).toHaveLength(2);
  });

  test('an event in an audit file that it brings contradicts nothing', async () => {
    const world = await claimed();
    const { call } = await model(world);
    const answer = await call('import_clari_export', { content: AUDIT, kind: 'clari-audit', as_of: NEXT_AT });
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.structured).toMatchObject({ status: 'imported', contradicted: [] });
    expect(await findingOf(world, '1002')).toBe('awaiting_verification');
    await world.load('audit.json', AUDIT, { kind: 'clari-audit', asOf: '2026-11-21T09:00:00.000Z' });
    expect(await findingOf(world, '1002')).toBe('contradicted');
  });

  test.each([
    ['import_clari_export', users(LEO_CLOSED, { accept_drop: true })],
    ['sync_directory', { accept_drop: true }],
  ])('%s: accept_drop is an error', async (tool, args) => {
    const world = await acme();
    world.at(LATER);
    const before = await ledgerOf(world);
    const { call } = await model(world);
    const answer = await call(tool, args);
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/ERR_CONFIRMATION.*--accept-drop/s);
    expect(await ledgerOf(world)).toEqual(before);
  });
});

describe('where the client has forms', () => {
  test('a person who agrees makes it theirs: one form, with all that it is and does', async () => {
    const world = await claimed();
    const asked: string[] = [];
    const { call } = await model(world, agreeing(asked));
    const answer = await call(
      'import_clari_export',
      users(LEO_CLOSED.replace('Status', 'State'), {
        mapping: { active: 'State' },
      }),
    );
    expect(answer.structured, answer.text).toMatchObject({
      status: 'imported',
      stated_by: 'person',
      verified: ['leo@acme.com'],
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(
      /"content" as clari-users, as of 2026-11-21 09:00 UTC.*7 rows.*a full list.*"active" is "State".*confirmed: the recorded deactivation of leo@acme\.com/s,
    );
    expect(await standing(world)).toBe('confirmed');
    const read = (await counting(world)).at(-1);
    expect(read).toMatchObject({
      importedVia: 'stdio',
      attestation: { level: 'client_form', client: { name: 'test', version: '1' } },
      stated: { mapping: { active: 'State' } },
    });
  });

  test.each<[string, ElicitResult]>([
    ['declines', { action: 'decline' }],
    ['closes it', { action: 'cancel' }],
    ['sends it empty', { action: 'accept', content: {} }],
  ])('a person who %s imports nothing', async (_what, answer) => {
    const world = await claimed();
    const before = await ledgerOf(world);
    const { call } = await model(world, () => answer);
    const refused = await call('import_clari_export', users(LEO_CLOSED));
    expect(refused.text).toContain('ERR_CONFIRMATION');
    expect(await ledgerOf(world)).toEqual(before);
    expect(await counting(world)).toHaveLength(1);
  });

  const LOSS = USERS.replaceAll(',Active,', ',Inactive,');

  test('what a guard holds counts once a person who reads what it says agrees', async () => {
    const world = await acme();
    world.at(LATER);
    const asked: string[] = [];
    const { call } = await model(world, agreeing(asked));
    const held = await call('import_clari_export', users(LOSS));
    expect(held.text).toContain('ERR_GUARD');
    expect(asked).toEqual([]);
    const accepted = await call('import_clari_export', users(LOSS, { accept_drop: true }));
    expect(accepted.structured, accepted.text).toMatchObject({ status: 'imported', stated_by: 'person' });
    expect(asked[0]).toContain('A guard holds it, and agreeing accepts that:');
    expect((await ledgerOf(world)).at(-1)).toMatchObject({
      kind: 'snapshot.published',
      payload: { accepted: true, by_assistant: false, attestation: { level: 'client_form' } },
    });
  });

  test('nobody is asked what would only be shown', async () => {
    const world = await acme();
    world.at(LATER);
    const asked: string[] = [];
    const { call } = await model(world, agreeing(asked));
    expect((await call('import_clari_export', users(LEO_CLOSED, { dry_run: true }))).structured).toMatchObject({
      status: 'dry_run',
    });
    expect(asked).toEqual([]);
  });
});

describe('a new statement about the same bytes', () => {
  const complete = { kind: 'clari-users', asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' } as const;

  async function later() {
    const world = await testWorld(LATER);
    return world;
  }

  test('of an assistant does not take the place of a command, and the answer says which stands', async () => {
    const world = await later();
    await world.load('content', USERS, complete);
    const [before] = await counting(world);
    const { call } = await model(world);
    const answer = await call('import_clari_export', users(USERS, { complete: false }));
    expect(answer.structured).toMatchObject({ status: 'unchanged', stated_by: 'command', completeness: 'complete' });
    expect(answer.text).toMatch(
      new RegExp(`What stands of these bytes is ${before?.snapshotId}.*as stated by a command`),
    );
    expect(await counting(world)).toEqual([before]);
  });

  test('nor does a command take the place of what a person agreed to', async () => {
    const world = await later();
    const { call } = await model(world, agreeing());
    await call('import_clari_export', users(USERS));
    const answer = await world.load('content', USERS, { ...complete, completeness: 'partial' });
    expect(answer).toMatchObject({ status: 'unchanged', by: 'person' });
    expect(answer.message).toContain('forget --read');
  });

  test('takes the place of the old one where it is known as well or better, and only then', async () => {
    const world = await later();
    const { call } = await model(world);
    await call('import_clari_export', users(USERS, { complete: false }));
    const second = await call('import_clari_export', users(USERS));
    expect(second.structured).toMatchObject({ status: 'imported', completeness: 'complete' });
    const same = await call('import_clari_export', users(USERS));
    expect(same.structured).toMatchObject({ status: 'unchanged', stated_by: 'assistant' });
    await world.load('content', USERS, complete);
    const person = await model(world, agreeing());
    expect((await person.call('import_clari_export', users(USERS))).structured).toMatchObject({ status: 'imported' });
    expect((await reads(world)).map((one) => [one.state, one.attestation?.level])).toEqual(
      expect.arrayContaining([
        ['superseded', 'unattended'],
        ['published', 'client_form'],
      ]),
    );
    expect(await counting(world)).toHaveLength(1);
  });

  test('that only has the time of the file does not take the place of a stated one, but gives way to it', async () => {
    const world = await later();
    const file = (modifiedAt: string) => ({ ...bytesInput('users.csv', Buffer.from(USERS)), modifiedAt });
    const brought = (modifiedAt: string, statement: Partial<FileStatement>) =>
      importFile(
        world,
        file(modifiedAt),
        { directory: null, filter: null, mapping: {}, ...complete, asOf: null, ...statement },
        { acceptDrop: false, dryRun: false },
      );
    await brought('2026-11-21T10:00:00.000Z', {});
    await brought('2026-11-21T10:00:00.000Z', { asOf: complete.asOf });
    expect((await counting(world)).map((one) => one.asOfBasis)).toEqual(['stated']);
    const again = await brought('2026-11-21T11:00:00.000Z', {});
    expect(again).toMatchObject({ status: 'unchanged' });
    expect(again.message).toContain('This one has only the time of its file');
    expect(await counting(world)).toHaveLength(1);
  });
});

describe('other bytes of one moment', () => {
  const at = (asOf: string, more: Partial<FileStatement> = {}) => ({
    kind: 'clari-users' as const,
    completeness: 'complete' as const,
    ...more,
    asOf,
  });
  const [MOMENT, DAY] = ['2026-11-21T09:00:00.000Z', '2026-11-21T00:00:00.000Z'];

  test('at one stated time of day are held: nobody knows which is right', async () => {
    const world = await testWorld(LATER);
    await world.load('one.csv', USERS, at(MOMENT));
    await expect(world.load('other.csv', LEO_CLOSED, at(MOMENT))).rejects.toMatchObject({
      code: 'ERR_GUARD',
      message: expect.stringMatching(/of the same moment.*forget --read snap_/s),
    });
    expect((await counting(world)).map((one) => one.fileName)).toEqual(['one.csv']);
    expect(await findingOf(world, '1002')).not.toBe('inactive');
  });

  test('accepted, the other one takes the place', async () => {
    const world = await testWorld(LATER);
    await world.load('one.csv', USERS, at(MOMENT));
    const statement = { directory: null, filter: null, mapping: {}, ...at(MOMENT) };
    const input = bytesInput('other.csv', Buffer.from(LEO_CLOSED));
    const accepted = await importFile(world, input, statement, { acceptDrop: true, dryRun: false });
    expect(accepted.message).toMatch(/takes the place of snap_/);
    expect((await counting(world)).map((one) => one.fileName)).toEqual(['other.csv']);
  });

  test('of one day the later import counts, and says so', async () => {
    const world = await testWorld(LATER);
    await world.load('one.csv', USERS, at(DAY));
    const later = await world.load('other.csv', LEO_CLOSED, at(DAY));
    expect(later.message).toContain('of one day the later import counts');
    expect((await counting(world)).map((one) => one.fileName)).toEqual(['other.csv']);
    expect(await findingOf(world, '1002')).toBe('inactive');
  });

  test('of one day, what an assistant says does not take the place of a command', async () => {
    const world = await testWorld(LATER);
    await world.load('one.csv', USERS, at(DAY));
    const { call } = await model(world);
    const answer = await call('import_clari_export', users(LEO_CLOSED, { as_of: '2026-11-21' }));
    expect(answer.text).toContain('ERR_GUARD');
    expect((await counting(world)).map((one) => one.fileName)).toEqual(['one.csv']);
  });

  test.each([
    ['parts of one list', { completeness: 'partial' }, { completeness: 'partial' }],
    ['a list of everybody and one of active accounts', {}, { filter: 'active' }],
  ] as const)('%s stand side by side', async (_what, one, other) => {
    const world = await testWorld(LATER);
    await world.load('one.csv', USERS, at(MOMENT, one));
    await world.load('other.csv', `${USERS}\n`, at(MOMENT, other));
    expect(await counting(world)).toHaveLength(2);
  });
});

describe('a read that is dated ahead of the clock', () => {
  const EARLIER = '2026-11-19T12:00:00.000Z';

  async function withClockSetBack() {
    const world = await acme();
    world.at(EARLIER);
    return world;
  }

  test('is an error of status and of doctor, and no verdict rests on it', async () => {
    const world = await withClockSetBack();
    const { call } = await connect(world);
    const coverage = await call('get_coverage');
    expect(coverage.structured).toMatchObject({
      warnings: expect.arrayContaining([expect.stringMatching(/^ERROR: clari-users: .*ahead of this machine's clock/)]),
    });
    expect(await findingOf(world, '1002')).toBe('not listed');
    const failed = (await doctor({ ...world, witness: null, judgements: false, open: async () => world })).filter(
      (one) => one.state === 'failed',
    );
    expect(failed.map((one) => one.costs)).toEqual(
      expect.arrayContaining(['It is left out of every verdict: its as-of lies ahead of the clock.']),
    );
  });

  test('settles nothing while it is', async () => {
    const world = await claimed();
    await world.load('next.csv', LEO_CLOSED, { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' });
    expect(await findingOf(world, '1002')).toBe('inactive');
    world.at('2026-11-20T13:00:00.000Z');
    expect(await findingOf(world, '1002')).toBe('awaiting_verification');
  });

  test('is nowhere in what plans are drafted from', async () => {
    const world = await testWorld(LATER);
    const early = { asOf: '2026-11-18T08:00:00.000Z', completeness: 'complete' } as const;
    const late = { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' } as const;
    await world.load('users.csv', USERS, early);
    await world.load('okta.csv', OKTA, { ...early, directory: 'okta' });
    await world.load('okta2.csv', `${OKTA}\nu9,ACTIVE,2026-11-19T08:00:00Z,noa@acme.com,noa@acme.com,Noa,New,E9`, {
      ...late,
      directory: 'okta',
    });
    const deals =
      'Opportunity ID,Opportunity Name,Owner Email,Stage,Close Date,Amount\n006,Big deal,leo@acme.com,Open,2026-12-31,100';
    await world.load('deals.csv', deals, { ...late, kind: 'opportunities' });
    const { call } = await connect(world);
    const handover = async () =>
      z
        .object({ handover: z.object({ opportunities: z.array(z.unknown()) }) })
        .parse((await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured).handover.opportunities;
    const noa = async () => (await call('get_identity', { identity: 'okta/u9' })).isError;
    expect([(await handover()).length, await noa()]).toEqual([1, false]);
    world.at(EARLIER);
    expect([(await handover()).length, await noa()]).toEqual([0, true]);
    const provisioning = await call('draft_provisioning_plan', { email: 'noa@acme.com' });
    expect(JSON.stringify(provisioning.structured)).not.toContain('u9');
  });

  test('counts again once the clock is right', async () => {
    const world = await withClockSetBack();
    expect(await findingOf(world, '1002')).toBe('not listed');
    world.at(NOW);
    expect(await findingOf(world, '1002')).toBe('leaver_active');
  });

  test('is withdrawn by a person who says that it is the one that is wrong', async () => {
    const world = await withClockSetBack();
    const [wrong] = await counting(world);
    await withdraw(world, wrong?.snapshotId ?? '');
    world.at(NOW);
    expect(await findingOf(world, '1002')).toBe('not listed');
  });
});

async function withdraw(world: World, read: string) {
  const request = { what: { read }, reason: 'It was the export of the sandbox', mistaken: true };
  return forgetReads(world, request, TYPED, async () => 'accepted');
}

describe('one read', () => {
  test('is withdrawn with what it settled: the claim waits again, in the ledger too', async () => {
    const world = await claimed();
    const next = await world.load('next.csv', LEO_CLOSED, {
      asOf: '2026-11-21T09:00:00.000Z',
      completeness: 'complete',
    });
    expect(await standing(world)).toBe('confirmed');
    const { entry, changes } = await withdraw(world, next.snapshotId ?? '');
    expect(entry).toBe('read.withdrawn');
    expect(changes).toEqual([{ from: 'inactive', to: 'awaiting_verification', accounts: 1 }]);
    expect(await findingOf(world, '1002')).toBe('awaiting_verification');
    expect(await standing(world)).toBe('verifying');
    expect((await ledgerKinds(world)).slice(-2)).toEqual(['read.withdrawn', 'claim.settled']);
    expect(await ledgerOf(world)).toContainEqual(
      expect.objectContaining({
        kind: 'read.withdrawn',
        payload: expect.objectContaining({
          snapshot_id: next.snapshotId,
          reason: 'It was the export of the sandbox',
          series: 'clari-users',
        }),
      }),
    );
  });

  test('is withdrawn with the step of a plan that it settled, in the pack too', async () => {
    const world = await acme();
    const { call } = await connect(world, agreeing());
    const drafted = await call('draft_offboarding_plan', { account: 'ana@acme.com' });
    const { plan_id } = z.object({ plan_id: z.string() }).parse(drafted.structured);
    world.at('2026-11-20T13:00:00.000Z');
    const step = { plan_id, step_id: 'remove_idp_access', performed_by: 'Mara', performed_at: '2026-11-20T12:30:00Z' };
    expect((await call('record_step', step)).isError).toBe(false);
    world.at(LATER);
    const off = OKTA.replace('u1,ACTIVE', 'u1,DEPROVISIONED');
    expect(off).not.toBe(OKTA);
    const next = { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete', directory: 'okta' } as const;
    const read = await world.load('okta2.csv', off, next);
    const states = async () => {
      const folder = join(await mkdtemp(join(tmpdir(), 'clari-identity-test-')), 'pack');
      onTestFinished(() => rm(join(folder, '..'), { recursive: true, force: true }));
      await exportPack(world, { folder, since: null, until: null, framework: null, version: '0.0.0' });
      await verifyPack({ folder, publicKeyFile: null, head: null });
      const rows = (await readFile(join(folder, 'steps.jsonl'), 'utf8')).trim().split('\n');
      return rows.map((row) =>
        z.object({ state: z.string(), settled_as_of: z.string().nullable() }).parse(JSON.parse(row)),
      );
    };
    expect(await states()).toEqual([{ state: 'confirmed', settled_as_of: next.asOf }]);
    await withdraw(world, read.snapshotId ?? '');
    expect(await states()).toEqual([{ state: 'claimed', settled_as_of: null }]);
    expect((await ledgerOf(world)).findLast((one) => one.kind === 'claim.settled')?.payload).toMatchObject({
      step_id: 'remove_idp_access',
      state: 'verifying',
    });
    // The next one that shows it settles it again.
    await world.load('okta3.csv', `${off}\n`, { ...next, asOf: '2026-11-21T10:00:00.000Z' });
    expect(await states()).toEqual([{ state: 'confirmed', settled_as_of: '2026-11-21T10:00:00.000Z' }]);
  });

  test('that a guard holds is discarded', async () => {
    const world = await acme();
    world.at(LATER);
    const loss = USERS.replaceAll(',Active,', ',Inactive,');
    const stated = { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' } as const;
    await expect(world.load('loss.csv', loss, stated)).rejects.toMatchObject({ code: 'ERR_GUARD' });
    const held = (await reads(world)).find((one) => one.state === 'held');
    expect((await withdraw(world, held?.snapshotId ?? '')).entry).toBe('read.discarded');
    const { call } = await connect(world);
    expect((await call('get_coverage')).structured).toMatchObject({
      sources: expect.arrayContaining([expect.objectContaining({ source: 'clari-users', held: [] })]),
    });
  });

  test.each([
    ['nobody knows', 'snap_unknown', 'No read is known as'],
    ['counts for nothing already', '', 'counts for nothing already'],
  ])('that %s is not withdrawn', async (_what, id, message) => {
    const world = await acme();
    const [first] = await counting(world);
    const read = id === '' ? (first?.snapshotId ?? '') : id;
    if (id === '') await withdraw(world, read);
    await expect(withdraw(world, read)).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  test('is not taken out by a code, a script or a tool', async () => {
    const world = await acme();
    const [first] = await counting(world);
    const request = { what: { read: first?.snapshotId ?? '' }, reason: 'Because', mistaken: true };
    await expect(forgetReads(world, request, UNATTENDED, async () => 'accepted')).rejects.toMatchObject({
      code: 'ERR_CONFIRMATION',
    });
    expect(await counting(world)).toEqual([first]);
  });

  test('what would be done is refused where it is no longer what the person saw', async () => {
    const world = await acme();
    const [first] = await counting(world);
    const request = { what: { read: first?.snapshotId ?? '' }, reason: 'Because', mistaken: true };
    const asking = forgetReads(world, request, TYPED, async () => {
      world.at(LATER);
      await world.load('next.csv', LEO_CLOSED, { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' });
      return 'accepted';
    });
    await expect(asking).rejects.toMatchObject({
      code: 'ERR_GUARD',
      message: expect.stringContaining('came in while'),
    });
    expect((await weighForget(world, request)).reads).toHaveLength(1);
  });
});

test('the ledger and the pack have how each read was stated and read', async () => {
  const world = await testWorld(NOW);
  await world.load(
    'okta.csv',
    OKTA.replace('status,', 'Enabled,')
      .replaceAll('ACTIVE', 'yes')
      .replaceAll('DEPROVISIONED', 'no')
      .replaceAll('SUSPENDED', 'no'),
    {
      asOf: USERS_AT,
      kind: 'directory',
      directory: 'okta',
      completeness: 'complete',
      mapping: { active: 'Enabled' },
      timeZone: 'Europe/Berlin',
    },
  );
  expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({
    mapping: { active: 'Enabled' },
    time_zone: 'Europe/Berlin',
    senses: expect.arrayContaining([
      { field: 'active', header: 'Enabled', sense: 'yes_is_active', basis: 'stated' },
      expect.objectContaining({ field: 'email', sense: null }),
    ]),
    accepted: false,
    attestation: { level: 'unattended', client: null },
    by_assistant: false,
  });
  const [read] = await counting(world, 'directory');
  expect(read === undefined ? null : readRowOf(read)).toMatchObject({
    attestation: 'unattended',
    by_assistant: false,
    accepted: false,
    mapping: ['active=Enabled'],
    senses: ['active from Enabled: yes_is_active'],
  });
});
