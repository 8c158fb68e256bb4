import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { program } from '../helpers/program.ts';
import { usableBindings } from '../store/databases.ts';
import { rawDatabase } from '../store/raw-database.ts';

const [binding] = await usableBindings();
const LONG = { CLARI_IDENTITY_STALE_AFTER: '36500d', CLARI_IDENTITY_VERIFY_WITHIN: '36500d' };
const findings = z.object({
  accounts: z.array(
    z.object({
      account_id: z.string(),
      finding: z.string(),
      reason: z.string(),
      notes: z.array(z.string()).default([]),
      evidence: z.array(z.object({ fact: z.string() })),
    }),
  ),
});

/** A store as the version before this one left it: what it called a leaver since one read lacked them, is none. */
async function withOldStore() {
  const one = await program(LONG);
  const folder = join(one.home, 'data');
  await mkdir(folder, { mode: 0o700 });
  const raw = await rawDatabase(join(folder, 'store.sqlite'), binding ?? 'better-sqlite3');
  await raw.exec(await readFile('test/data/store-v1.sql', 'utf8'));
  return { ...one, store: `sqlite:${join(folder, 'store.sqlite')}` };
}

async function whatItSays({ run }: Pick<Awaited<ReturnType<typeof withOldStore>>, 'run'>) {
  const review = await run(
    'review',
    '--json',
    '--finding',
    'leaver_active',
    'needs_review',
    'orphaned',
    'ok',
    'awaiting_verification',
  );
  expect(review.code, review.stderr).toBe(0);
  const { accounts } = findings.parse(JSON.parse(review.stdout));
  return accounts;
}

async function expectNow(accounts: Awaited<ReturnType<typeof whatItSays>>) {
  expect(Object.fromEntries(accounts.map((one) => [one.account_id, `${one.finding}/${one.reason}`]))).toEqual({
    v1: 'ok/entitled',
    v2: 'awaiting_verification/recorded_not_yet_verified',
    v3: 'needs_review/vanished_from_directory',
    v4: 'orphaned/no_identity_in_any_directory',
  });
  for (const { notes, evidence } of accounts) {
    expect(notes).toContain('read_by_older_version');
    expect(evidence.map((one) => one.fact).join('\n')).toMatch(
      /"users\.csv" was read by an older version of this program\. Read it again: clari-identity-mcp import users\.csv --kind clari-users --as-of 2026-11-10T09:00:00\.000Z --complete\./,
    );
  }
}

describe('a store of the version before', () => {
  test('opens, is judged by the rules of now, says what was read by the older version and how to renew it', async () => {
    const one = await withOldStore();
    await expectNow(await whatItSays(one));
    const status = await one.run('status', '--all');
    expect(status.stdout).toContain('users.csv was read by an older one, which overlooked more');
    expect(status.stdout).toContain(
      'import okta2.csv --kind directory --directory okta --as-of 2026-11-11T09:00:00.000Z --complete',
    );
    const pack = join(one.home, 'pack');
    expect((await one.run('evidence', 'export', '--out', pack)).code).toBe(0);
    const verified = await one.run('evidence', 'verify', pack);
    expect(verified.code, verified.stderr).toBe(0);
  });

  test('is renewed by the very import that it names, which counts as a new reading of the same bytes', async () => {
    const one = await withOldStore();
    const users = [
      'Clari User Id,Name,Email,Role,Status',
      'v1,Nora Field,nora.field@example.com,Rep,Active',
      'v2,Piet Grau,piet.grau@example.com,Rep,Active',
      'v3,Lia Moss,lia.moss@example.com,Rep,Active',
      'v4,Old Box,old.box@example.com,Rep,Active',
      '',
    ].join('\n');
    const args = ['--kind', 'clari-users', '--as-of', '2026-11-10T09:00:00.000Z', '--complete'];
    const path = await one.file('users.csv', users);
    const again = await one.run('import', path, ...args, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'imported' });
    expect(JSON.parse((await one.run('import', path, ...args, '--json')).stdout)).toMatchObject({
      status: 'unchanged',
    });
    const facts = (await whatItSays(one)).flatMap((each) => each.evidence.map((row) => row.fact)).join('\n');
    expect(facts).not.toContain('"users.csv" was read by an older version');
    expect(facts).toContain('"okta2.csv" was read by an older version');
  });

  test('moves to a shared store and says the same there', async () => {
    const one = await withOldStore();
    const server = await postgresOfThisFile();
    const url = server.url('postgres');
    const move = await one.run('migrate-store', one.store, url, '--json');
    expect(move.code, move.stderr).toBe(0);
    await expectNow(await whatItSays(await program({ ...LONG, CLARI_IDENTITY_DATABASE_URL: url })));
  });
});
