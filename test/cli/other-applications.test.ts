import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hoursAgo, program } from '../helpers/program.ts';

const SIXSENSE = 'Id,Name,Email,Role,Status\n77,Leo Left,leo@acme.com,Sales User,Active\n';
const SALESLOFT = 'Id,Name,Email,Active\n77,Leo Left,leo@acme.com,true\n';
const OKTA = 'id,status,statusChanged,login,email\nu2,DEPROVISIONED,2026-01-10T08:00:00Z,leo@acme.com,leo@acme.com\n';

test('the lifecycle of an account of another application, at a terminal', async () => {
  const { home, file, run } = await program({
    CLARI_IDENTITY_APPS: 'clari,6sense,salesloft',
    CLARI_IDENTITY_DIRECTORIES: 'okta',
    CLARI_IDENTITY_MIN_ATTESTATION: 'unattended',
  });
  const at = ['--as-of', hoursAgo(3), '--complete'];
  const okta = await run('import', await file('okta.csv', OKTA), '--kind', 'directory', '--directory', 'okta', ...at);
  expect(okta.code, okta.stderr).toBe(0);
  const six = await run('import', await file('6sense.csv', SIXSENSE), '--app', '6sense', ...at);
  expect(six.code, six.stderr).toBe(0);
  const loft = await run('import', await file('loft.csv', SALESLOFT), '--app', 'salesloft', ...at);
  expect(loft.code, loft.stderr).toBe(0);

  const unknown = await run('import', join(home, 'loft.csv'), '--app', 'sap', ...at);
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('clari, 6sense, salesloft')]);
  const twice = await run('import', join(home, '6sense.csv'), '--app', 'salesloft', ...at);
  expect([twice.code, twice.stderr]).toEqual([3, expect.stringContaining('one list is not that of two applications')]);

  const review = await run('review', '--app', '6sense', '--json');
  expect(JSON.parse(review.stdout)).toMatchObject({
    accounts: [{ account_id: '6sense:77', finding: 'leaver_active' }],
  });
  const plan = await run('plan', '77', '--app', '6sense');
  expect(plan.stdout).toContain('--app 6sense');
  const recorded = await run(
    'record',
    '77',
    '--app',
    '6sense',
    '--performed-by',
    'Tess',
    '--performed-at',
    hoursAgo(2),
  );
  expect(recorded.code, recorded.stderr).toBe(0);
  const closed = await file('6sense-2.csv', SIXSENSE.replace(',Active', ',Inactive'));
  const proof = await run('import', closed, '--app', '6sense', '--as-of', hoursAgo(1), '--complete', '--json');
  expect(JSON.parse(proof.stdout)).toMatchObject({ app: '6sense', verified: ['leo@acme.com'] });
  const left = await run('review', '--json');
  expect(JSON.parse(left.stdout).accounts).toMatchObject([{ account_id: 'salesloft:77', finding: 'leaver_active' }]);
  const pack = join(home, 'pack');
  const exported = await run('evidence', 'export', '--out', pack, '--json');
  expect(exported.code, exported.stderr).toBe(0);
  const { population } = JSON.parse(await readFile(join(pack, 'manifest.json'), 'utf8'));
  expect(population).toMatchObject([
    { app: '6sense', accounts: 1, complete: true },
    { app: 'salesloft', accounts: 1, complete: true },
  ]);
  const verified = await run('evidence', 'verify', pack);
  expect(verified.code, verified.stderr).toBe(0);
  const forgotten = await run('forget', 'app-users:salesloft', '--reason', 'Not ours any more', '--dry-run');
  expect(forgotten.stdout, forgotten.stderr).toContain('1 account(s): leaver_active becomes inconclusive');
});
