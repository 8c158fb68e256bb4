import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import { USERS } from '../helpers/files.ts';

const CLAIM = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T10:00:00Z', ticket: 'IT-1' };

const recorded = z.object({
  status: z.string(),
  record_id: z.string().optional(),
  confirmation: z.string().optional(),
  verification: z.object({ state: z.string() }),
});

async function ledgerKinds(world: Awaited<ReturnType<typeof acme>>): Promise<readonly string[]> {
  return world.store.read(async (reader) => (await reader.ledger(0, 1_000)).map((entry) => entry.kind));
}

describe('a client that can ask a person', () => {
  test('records what the person confirmed, once', async () => {
    const world = await acme();
    const asked: string[] = [];
    const { call } = await connect(world, (message) => {
      asked.push(message);
      return agree(message);
    });
    const first = recorded.parse((await call('record_manual_deactivation', CLAIM)).structured);
    expect(first).toMatchObject({ status: 'recorded', verification: { state: 'verifying' } });
    expect(asked[0]).toContain('leo@acme.com');
    const again = recorded.parse((await call('record_manual_deactivation', { ...CLAIM, note: 'again' })).structured);
    expect(again).toMatchObject({ status: 'already_recorded', record_id: first.record_id });
    expect((await ledgerKinds(world)).filter((kind) => kind === 'deactivation.recorded')).toHaveLength(1);
    const [record] = await world.store.read((reader) => reader.records());
    expect(record?.attestation).toEqual({ level: 'client_form', client: { name: 'test', version: '1' } });
  });

  test.each([
    ['declines', { action: 'decline' as const }],
    ['cancels', { action: 'cancel' as const }],
    ['accepts with another word', { action: 'accept' as const, content: { word: 'una' } }],
    ['ticks a box as forms of earlier versions had it', { action: 'accept' as const, content: { confirmed: true } }],
    ['accepts with nothing', { action: 'accept' as const }],
  ])('a person who %s: nothing is recorded', async (_what, answer) => {
    const world = await acme();
    const { call } = await connect(world, () => answer);
    const result = await call('record_manual_deactivation', CLAIM);
    expect(result.isError).toBe(true);
    expect(result.text).toContain('Nothing was recorded');
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
  });

  test('a client whose form fails: nothing is recorded', async () => {
    const world = await acme();
    const { call } = await connect(world, () => {
      throw new Error('no window');
    });
    expect((await call('record_manual_deactivation', CLAIM)).text).toContain('Nothing was recorded');
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
  });
});

describe('while a person thinks about it', () => {
  test('the call is given up: nothing is recorded, whatever they answer afterwards', async () => {
    const world = await acme();
    const given = new AbortController();
    let answer: (value: { action: 'accept'; content: { word: string } }) => void = () => undefined;
    const { client } = await connect(world, () => {
      given.abort();
      return new Promise((done) => {
        answer = done;
      });
    });
    const params = { name: 'record_manual_deactivation', arguments: CLAIM };
    await expect(client.callTool(params, undefined, { signal: given.signal })).rejects.toThrow();
    answer({ action: 'accept', content: { word: 'leo' } });
    await client.listTools();
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
  });

  test('an export comes in that shows the account closed before: the statement is refused after all', async () => {
    const world = await acme();
    const { call } = await connect(world, async (message) => {
      await world.load('between.csv', USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15'), {
        asOf: '2026-11-20T09:45:00.000Z',
        completeness: 'complete',
      });
      return agree(message);
    });
    const answer = await call('record_manual_deactivation', CLAIM);
    expect(answer.text).toContain('it cannot have been deactivated later');
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
  });

  test('an export comes in that settles it: what is stated of it now is another thing, and they are told', async () => {
    const world = await acme();
    const { call } = await connect(world, async (message) => {
      await world.load('between.csv', USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15'), {
        asOf: '2026-11-20T11:00:00.000Z',
        completeness: 'complete',
      });
      return agree(message);
    });
    const answer = await call('record_manual_deactivation', CLAIM);
    expect(answer.text).toContain('the account is: leaver_active (identity_deactivated), and now inactive');
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
    const { call: again } = await connect(world, agree);
    const stated = await again('record_manual_deactivation', CLAIM);
    expect(recorded.parse(stated.structured).verification.state).toBe('confirmed');
    expect((await ledgerKinds(world)).slice(-2)).toEqual(['deactivation.recorded', 'claim.settled']);
  });
});

describe('a client that cannot ask anybody', () => {
  async function withCode() {
    const world = await acme();
    const { call } = await connect(world);
    const first = recorded.parse((await call('record_manual_deactivation', CLAIM)).structured);
    expect(first.status).toBe('confirmation_required');
    return { world, call, code: first.confirmation };
  }

  test('gets a code, and the ledger says that no person attested it', async () => {
    const { world, call, code } = await withCode();
    const answer = await call('record_manual_deactivation', { ...CLAIM, confirmation: code });
    expect(recorded.parse(answer.structured).status).toBe('recorded');
    expect(answer.text).toContain('by code of "test 1", not attested');
    const entries = await world.store.read((reader) => reader.ledger(0, 100));
    expect(entries.at(-1)?.payload).toMatchObject({
      attestation: { level: 'code', client: { name: 'test', version: '1' } },
    });
  });

  test.each([
    ['for another account', { account: 'una@acme.com' }],
    ['by another person', { performed_by: 'Nils' }],
    ['at another time', { performed_at: '2026-11-20T10:00:01Z' }],
    ['with another ticket', { ticket: 'IT-2' }],
    ['with evidence', { evidence: [{ name: 'shot.png', sha256: 'a'.repeat(64) }] }],
  ])('the code does not confirm the claim %s', async (_what, change) => {
    const { world, call, code } = await withCode();
    const answer = await call('record_manual_deactivation', { ...CLAIM, ...change, confirmation: code });
    expect(answer.text).toContain('ERR_CONFIRMATION');
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
  });

  test('the code is dead after ten minutes', async () => {
    const { world, call, code } = await withCode();
    world.at('2026-11-20T12:10:01.000Z');
    expect((await call('record_manual_deactivation', { ...CLAIM, confirmation: code })).text).toContain('ten minutes');
  });
});

describe('claims that cannot be true are refused', () => {
  test.each([
    ['of a person who is not in Clari', { account: 'leon@acme.com' }],
    ['in the future', { performed_at: '2026-11-21T10:00:00Z' }],
    ['before the account was first seen', { performed_at: '2026-11-01T10:00:00Z' }],
    ['of an account already shown inactive', { account: 'ina@acme.com' }],
    ['at a time without an offset', { performed_at: '2026-11-20T10:00:00' }],
    ['with a malformed hash', { evidence: [{ name: 'a.png', sha256: 'xyz' }] }],
    ['under a plan that does not exist', { plan_id: 'plan_0' }],
  ])('%s', async (_what, change) => {
    const world = await acme();
    const { call } = await connect(world, agree);
    expect((await call('record_manual_deactivation', { ...CLAIM, ...change })).isError).toBe(true);
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
  });
});

describe('the next users export settles it', () => {
  async function claimed() {
    const world = await acme();
    const { call } = await connect(world, agree);
    await call('record_manual_deactivation', CLAIM);
    const finding = async () => {
      const answer = await call('list_clari_users', { query: 'leo@' });
      return z.object({ users: z.array(z.object({ finding: z.string() })) }).parse(answer.structured).users[0]?.finding;
    };
    world.at('2026-11-21T12:00:00.000Z');
    return { world, finding };
  }
  const later = { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' as const };

  test('an inactive row confirms', async () => {
    const { world, finding } = await claimed();
    expect(await finding()).toBe('awaiting_verification');
    const result = await world.load(
      'next.csv',
      USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15'),
      later,
    );
    expect(result.verified).toEqual(['leo@acme.com']);
    expect(await finding()).toBe('inactive');
    expect((await ledgerKinds(world)).at(-1)).toBe('claim.settled');
  });

  test('an allowed absence confirms', async () => {
    const { world, finding } = await claimed();
    const without = USERS.split('\n')
      .filter((line) => !line.includes('leo@'))
      .join('\n');
    expect((await world.load('next.csv', without, later)).verified).toEqual(['leo@acme.com']);
    expect(await finding()).toBe('inactive');
  });

  test('an active row contradicts', async () => {
    const { world, finding } = await claimed();
    expect((await world.load('next.csv', `${USERS}\n`, later)).contradicted).toEqual(['leo@acme.com']);
    expect(await finding()).toBe('contradicted');
  });

  test.each([
    ['an absence from a file of unknown completeness', { asOf: later.asOf }],
    ['an absence from an older export', { ...later, asOf: '2026-11-20T09:30:00.000Z' }],
  ])('%s settles nothing', async (_what, statement) => {
    const { world, finding } = await claimed();
    const without = USERS.split('\n')
      .filter((line) => !line.includes('leo@'))
      .join('\n');
    const result = await world.load('next.csv', without, statement);
    expect(result.verified).toEqual([]);
    expect((await ledgerKinds(world)).filter((kind) => kind === 'claim.settled')).toEqual([]);
    expect(['awaiting_verification', 'inactive']).toContain(await finding());
  });

  test('a dry run says what would be settled and settles nothing', async () => {
    const { world, finding } = await claimed();
    const { importFile } = await import('../../src/app/imports/import-file.ts');
    const { textInput } = await import('../../src/sources/file/input.ts');
    const result = await importFile(
      world,
      textInput('next.csv', `${USERS}\n`),
      { kind: null, directory: null, filter: null, mapping: {}, ...later },
      { acceptDrop: false, dryRun: true },
    );
    expect(result).toMatchObject({ status: 'dry_run', contradicted: ['leo@acme.com'] });
    expect(await finding()).toBe('awaiting_verification');
  });
});
