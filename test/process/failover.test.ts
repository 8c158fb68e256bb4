import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { USERS } from '../helpers/files.ts';
import { startPostgres, type WholePostgresServer } from '../helpers/postgres-server.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { programServer } from '../helpers/program-server.ts';

async function pair(flags: readonly string[]) {
  const primary = await startPostgres({ flags });
  onTestFinished(() => primary.remove());
  const replica = await primary.replica();
  onTestFinished(() => replica.remove());
  const address = (...servers: readonly WholePostgresServer[]) =>
    `postgres://owner:${primary.password}@${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}/postgres`;
  return { primary, replica, address };
}

function usersWith(n: number): string {
  return `${USERS}\n8${n},Newcomer ${n},n${n}@acme.com,Rep,East,Active,\n`;
}

async function listed({ url }: WholePostgresServer, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client(url('postgres'));
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' }).finally(() => client.end());
  return rows.flat();
}

const SNAPSHOTS = 'select snapshot_id from clari_identity.snapshots';

test('the database of a running server fails over in the middle of imports: each one acknowledged is there', async () => {
  const { primary, replica, address } = await pair(['-c', 'synchronous_standby_names=replica']);
  const { environment, run } = await program({ CLARI_IDENTITY_DATABASE_URL: address(primary, replica) });
  const servers = await Promise.all([programServer(environment), programServer(environment)]);
  const acknowledged: string[] = [];
  const refused: string[] = [];
  let going = true;
  const work = servers.map(async ({ call }, server) => {
    for (let n = 0; going; n += 1) {
      const content = usersWith(server * 10_000 + n);
      const { isError, text, structured } = await call('import_clari_export', { content, as_of: hoursAgo(1) });
      if (isError) refused.push(text);
      else acknowledged.push(z.looseObject({ snapshot_id: z.string() }).parse(structured).snapshot_id);
    }
  });
  const since = (count: number) =>
    expect.poll(() => acknowledged.length, { timeout: 120_000 }).toBeGreaterThan(count + 3);
  await since(0);
  await primary.crash();
  await replica.promote();
  await since(acknowledged.length);
  going = false;
  await Promise.all(work);
  for (const text of refused) expect(text).toMatch(/does not answer|broke at the very end/);
  expect(await listed(replica, SNAPSHOTS)).toEqual(expect.arrayContaining(acknowledged));
  const doctor = await run('doctor', '--all');
  expect(doctor.stdout).toMatch(/a ledger of \d+ entries/);
  expect(doctor.stdout).not.toMatch(/broken|does not continue/);
});

test('two databases that both took writes after a replica was promoted: the witness names the fork', async () => {
  const { primary, replica, address } = await pair([]);
  const outside = await mkdtemp(join(tmpdir(), 'clari-identity-witness-'));
  onTestFinished(() => rm(outside, { recursive: true, force: true }));
  const { file, run, runWith } = await program({
    CLARI_IDENTITY_DATABASE_URL: address(primary, replica),
    CLARI_IDENTITY_WITNESS: join(outside, 'head.json'),
  });
  const elsewhere = runWith({ CLARI_IDENTITY_DATABASE_URL: address(replica, primary) });
  let made = 0;
  const imports = async (running: typeof run) => {
    made += 1;
    const path = await file(`users-${made}.csv`, usersWith(made));
    const { code, stderr } = await running('import', path, '--kind', 'clari-users', '--as-of', hoursAgo(20 - made));
    expect(code, stderr).toBe(0);
  };
  await imports(run);
  const entries = () => listed(replica, 'select sequence from clari_identity.ledger order by sequence');
  const before = await listed(primary, 'select sequence from clari_identity.ledger order by sequence');
  await expect.poll(entries, { timeout: 60_000 }).toEqual(before);
  await replica.promote();
  await imports(run);
  const behind = await elsewhere('doctor');
  expect([behind.code, behind.stdout]).toEqual([
    1,
    expect.stringMatching(/this store ends at entry \d+: it is an older copy/),
  ]);
  await imports(elsewhere);
  const forked = await elsewhere('doctor');
  expect([forked.code, forked.stdout]).toEqual([
    1,
    expect.stringMatching(/knows another ledger entry .*a forked database/),
  ]);
  const status = await elsewhere('status');
  expect(status.stderr).toContain('WARNING');
});
