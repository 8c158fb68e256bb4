import { cp, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FORMER_COUNTS_MS } from '../../src/model/attestation.ts';
import { addMs } from '../../src/model/time.ts';
import { openStore } from '../../src/store/open.ts';
import { agree } from '../helpers/asking.ts';
import { noTerminal, typing } from '../helpers/at-terminal.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { program } from '../helpers/program.ts';
import { usableBindings } from '../store/databases.ts';
import { rawDatabase } from '../store/raw-database.ts';

const FIXTURE = 'test/data/before-levels';
const LONG = {
  CLARI_IDENTITY_STALE_AFTER: '36500d',
  CLARI_IDENTITY_VERIFY_WITHIN: '36500d',
  CLARI_IDENTITY_DIRECTORIES: 'okta',
};
const [binding] = await usableBindings();

/** A store as the last version without levels left it: each way of confirming, for each kind of statement. */
async function oldStore(folder: string): Promise<string> {
  const path = join(folder, 'store.sqlite');
  const raw = await rawDatabase(path, binding ?? 'better-sqlite3');
  await raw.exec(await readFile(`${FIXTURE}/store.sql`, 'utf8'));
  return path;
}

async function withOldStore() {
  const one = await program(LONG);
  const folder = join(one.home, 'data');
  await mkdir(folder, { mode: 0o700 });
  const path = await oldStore(folder);
  return { ...one, store: `sqlite:${path}` };
}

const findings = z.object({ accounts: z.array(z.object({ account_id: z.string(), finding: z.string() })) });

/** By account: u1 to u3 were stated in forms, u4, u5 and u8 by codes, u6, u7 and u9 by command lines. */
const NOW = {
  u1: 'exempt',
  u2: 'awaiting_verification',
  u3: 'leaver_active',
  u4: 'leaver_active',
  u5: 'awaiting_verification',
  u6: 'exempt',
  u7: 'awaiting_verification',
  u8: 'inconclusive',
  u9: 'duplicate_account',
  u10: 'duplicate_account',
};

async function review({ run }: Pick<Awaited<ReturnType<typeof withOldStore>>, 'run'>) {
  const all = [
    'exempt',
    'awaiting_verification',
    'leaver_active',
    'duplicate_account',
    'inconclusive',
    'ok',
    'orphaned',
  ];
  const result = await run('review', '--json', '--finding', ...all);
  expect(result.code, result.stderr).toBe(0);
  const { accounts } = findings.parse(JSON.parse(result.stdout));
  return Object.fromEntries(accounts.map((one) => [one.account_id, one.finding]));
}

describe('a store of the last version without levels', () => {
  test('opens, and what codes said counts no more, while forms and command lines do', async () => {
    const one = await withOldStore();
    expect(await review(one)).toEqual(NOW);
    const listed = await one.run('review', '--finding', 'awaiting_verification', '--all');
    expect(listed.stdout).toContain('by code, not attested');
    expect(listed.stdout).toContain('unattended, not attested');
    const shown = (await one.run('review', '--all')).stdout;
    expect(shown).toContain('u5');
    expect(shown).not.toMatch(/\bu7\b/);
  });

  test('is listed by doctor with the one command that confirms each', async () => {
    const one = await withOldStore();
    const doctor = await one.run('doctor');
    expect(doctor.stdout).toContain(
      'The exemption of u4, by code, not attested, and does not count: clari-identity-mcp exempt u4 --until 2099-01-01T00:00:00.000Z --owner Jane --reason',
    );
    expect(doctor.stdout).toMatch(
      /The exemption of u6, unattended, not attested, and counts until \S+: clari-identity-mcp exempt u6/,
    );
    expect(doctor.stdout).toMatch(
      /The link of u9, unattended, not attested, and counts until \S+: clari-identity-mcp link u9 'okta\/o9'/,
    );
    expect(doctor.stdout).toContain('The link of u8, by code, not attested, and does not count');
    expect(doctor.stdout).toMatch(
      /The record rec_\w+, by code, not attested, and does not count: clari-identity-mcp record u5/,
    );
    expect(doctor.stdout).not.toMatch(/exemption of u1\b/);
  });

  test('keeps its entries as they are, goes on, and its packs verify, the old one and one of now', async () => {
    const one = await withOldStore();
    const old = join(one.home, 'old');
    await cp(`${FIXTURE}/pack`, old, { recursive: true });
    const head = '12:1cc181d45dbe9c66091ab4c709756d1e0fe3e2ca2dfe5b2e1a394a39da28c68e';
    for (const args of [[], ['--head', head]]) {
      const verified = await one.run('evidence', 'verify', old, ...args);
      expect(verified.code, verified.stderr).toBe(0);
    }
    if (noTerminal !== null) return;
    // The key of then is not here, as on a machine to which only the store was moved: a person accepts another.
    const accepted = await typing(one.environment, 'doctor', '--accept-restore');
    expect(accepted.code, accepted.seen).toBe(0);
    const pack = join(one.home, 'pack');
    const exported = await one.run('evidence', 'export', '--out', pack);
    expect(exported.code, exported.stderr).toBe(0);
    expect(exported.stdout).toContain('came as code: that a person agreed: a model can do it alone');
    const verified = await one.run('evidence', 'verify', pack, '--head', head);
    expect(verified.code, verified.stderr).toBe(0);
    const page = await readFile(join(pack, 'index.html'), 'utf8');
    expect(page).toContain('by code, not attested');
    expect(page).toContain('in a form without a typed word');
    const entries = (folder: string) => readFile(join(folder, 'ledger.jsonl'), 'utf8');
    expect((await entries(pack)).startsWith(await entries(old))).toBe(true);
  });

  test('moves to a shared store and says the same there', async () => {
    const one = await withOldStore();
    const server = await postgresOfThisFile();
    const url = server.url('postgres');
    const move = await one.run('migrate-store', one.store, url, '--json');
    expect(move.code, move.stderr).toBe(0);
    expect(await review(await program({ ...LONG, CLARI_IDENTITY_DATABASE_URL: url }))).toEqual(NOW);
  });

  test('after ninety days its command lines count no more, links among them; stated again by a person they do', async () => {
    const world = await testWorld('2026-11-30T12:00:00.000Z', { staleAfterMs: 1e12, verifyWithinMs: 1e12 });
    const store = await openStore({ url: `sqlite:${await oldStore(await mkdtemp(join(world.home, 'old-')))}` });
    const since = (await store.read((reader) => reader.levelsSince())) ?? '';
    expect(since).not.toBe('');
    const old = { ...world, store };
    const { call } = await connect(old, agree);
    const verdicts = async () => {
      const answer = await call('list_clari_users', { limit: 200 });
      const { users } = z
        .object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) })
        .parse(answer.structured);
      return Object.fromEntries(users.map((one) => [one.account_id, one.finding]));
    };
    world.at(addMs(since, 1_000));
    expect(await verdicts()).toEqual(NOW);
    world.at(addMs(since, FORMER_COUNTS_MS));
    expect(await verdicts()).toEqual({ ...NOW, u6: 'leaver_active', u9: 'orphaned', u10: 'inconclusive' });
    await call('set_exemption', { account: 'u6', reason: 'kept by a script', until: '2099-01-01', owner: 'Jane' });
    expect((await verdicts())['u6']).toBe('exempt');
    await store.close();
  });
});
