import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ASSIGNED, OKTA, TRUTH, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';

async function loaded() {
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const stated = ['--as-of', hoursAgo(3), '--complete'];
  const users = await one.file('users.csv', USERS);
  for (const [path, extra] of [
    [users, []],
    [await one.file('okta.csv', OKTA), ['--directory', 'okta']],
    [await one.file('assigned.csv', ASSIGNED), ['--kind', 'directory-assignments', '--directory', 'okta']],
  ] as const) {
    const run = await one.run('import', path, ...stated, ...extra);
    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
  }
  return { ...one, users, stated };
}

const json = (text: string): unknown => JSON.parse(text);

describe('from two files to a plan and a record, at a terminal', () => {
  test('review --json is one document, the structured content of the tool', async () => {
    const { run } = await loaded();
    const review = await run('review', '--json');
    expect(review.code).toBe(0);
    const { accounts } = z
      .object({ accounts: z.array(z.object({ account_id: z.string(), finding: z.string() })), next_cursor: z.null() })
      .parse(json(review.stdout));
    for (const one of accounts) expect(one.finding).toBe(TRUTH[one.account_id]);
    expect(accounts.map((one) => one.account_id)).toEqual(['1002', '1003', '1004', '1005', '1007']);
  });

  test('review --finding narrows, status explains, plan and record work', async () => {
    const { run, file } = await loaded();
    expect((await run('review', '--finding', 'orphaned')).stdout).toContain('ghost@acme.com');
    expect((await run('status')).stdout).toContain('clari-users: fresh');
    const plan = await run('plan', 'leo@acme.com', '--successor', 'ana@acme.com', '--json');
    expect(plan.stderr).toBe('');
    const { plan_id } = z.object({ plan_id: z.string() }).parse(json(plan.stdout));
    const shot = await file('proof.png', 'pixels');
    const record = await run(
      ...['record', 'leo@acme.com', '--performed-by', 'Mara', '--performed-at', hoursAgo(1)],
      ...['--plan', plan_id, '--evidence', shot, '--json'],
    );
    expect(record.stderr).toBe('');
    expect(json(record.stdout)).toMatchObject({ status: 'recorded', ledger: { sequence: 5 } });
  });

  test('the same bytes with the same as-of change nothing and say so', async () => {
    const { run, users, stated } = await loaded();
    const again = await run('import', users, ...stated, '--json');
    expect(json(again.stdout)).toMatchObject({ status: 'unchanged' });
  });

  test('the same bytes under another mapping are a new read, under the same one they are not', async () => {
    const { run, users, stated } = await loaded();
    const mapped = [users, ...stated, '--map', 'team=Role', '--json'];
    expect(json((await run('import', ...mapped)).stdout)).toMatchObject({ status: 'imported', changes: { added: 0 } });
    expect(json((await run('import', ...mapped)).stdout)).toMatchObject({ status: 'unchanged' });
  });
});

describe('exit codes', () => {
  test.each([
    ['an unknown command', ['frobnicate'], 2],
    ['an unknown flag', ['review', '--frob'], 2],
    ['a choice that does not exist', ['review', '--finding', 'guilty'], 2],
    ['a file that does not exist', ['import', 'nowhere.csv', '--as-of', '2026-01-01'], 1],
    ['an unknown account', ['plan', 'nobody@acme.com'], 1],
    ['help', ['--help'], 0],
    ['help of a command', ['import', '--help'], 0],
    ['the version', ['--version'], 0],
    ['the version from a command', ['review', '--version'], 0],
  ])('%s', async (_what, args, code) => {
    const { run } = await program();
    const result = await run(...args);
    expect(result.code, result.stderr).toBe(code);
    if (code !== 0) expect(result.stdout).toBe('');
  });

  test('a configuration that cannot be read is wrong usage', async () => {
    const { run } = await program({ CLARI_IDENTITY_SLA: 'soon' });
    const result = await run('status');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('CLARI_IDENTITY_SLA');
  });

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the placeholder is the case
  test('unexpanded placeholders and empty values count as unset', async () => {
    const { run } = await program({ CLARI_IDENTITY_SLA: '${CLARI_IDENTITY_SLA:-}', CLARI_IDENTITY_ACTOR: '' });
    expect((await run('status')).code).toBe(0);
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the placeholder is the case

  test('a loss that a guard holds: exit 3, nothing changed, --accept-drop lets it in', async () => {
    const { run, file } = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
    const rows = (n: number) =>
      ['clari_id,email,role,status', ...Array.from({ length: n }, (_, at) => `${at},p${at}@acme.com,Rep,Active`)].join(
        '\n',
      );
    const big = await file('big.csv', rows(100));
    const small = await file('small.csv', rows(60));
    expect((await run('import', big, '--as-of', hoursAgo(5), '--complete')).code).toBe(0);
    const held = await run('import', small, '--as-of', hoursAgo(2), '--complete');
    expect(held.code).toBe(3);
    expect(held.stderr).toMatch(/held and counts for nothing.*60.*\n?.*--accept-drop/s);
    expect((await run('status')).stdout).toContain('100 rows');
    expect((await run('import', small, '--as-of', hoursAgo(2), '--complete')).code).toBe(3);
    const status = await run('status');
    expect(status.stdout).toContain('held');
  });

  test('what a guard held is let in by --accept-drop', async () => {
    const { run, file } = await program();
    const rows = (n: number) =>
      ['clari_id,email,role,status', ...Array.from({ length: n }, (_, at) => `${at},p${at}@acme.com,Rep,Active`)].join(
        '\n',
      );
    await run('import', await file('big.csv', rows(100)), '--as-of', hoursAgo(5), '--complete');
    const [small, at] = [await file('small.csv', rows(60)), hoursAgo(2)];
    expect((await run('import', small, '--as-of', at, '--complete')).code).toBe(3);
    expect((await run('import', small, '--as-of', at, '--complete', '--accept-drop')).code).toBe(0);
    expect((await run('status')).stdout).toContain('60 rows');
  });
});

test('match writes one row per decision and touches no store', async () => {
  const { run, file, home } = await program();
  const accounts = await file('a.csv', 'id,email,name\n1,ana@acme.com,Ana Active\n2,zoe@acme.com,Zoe Zero\n');
  const identities = await file('i.csv', 'Key,Mail,Full Name\nx,ANA@acme.com,Ana Active\n');
  const out = join(home, 'out.csv');
  const maps = ['--identities-map', 'id=Key', '--identities-map', 'email=Mail', '--identities-map', 'name=Full Name'];
  const result = await run('match', accounts, identities, '--out', out, ...maps);
  expect(result.stderr).toBe(
    'accounts: id from "id", email from "email", name from "name".\nidentities: id from "Key", email from "Mail", name from "Full Name".\n',
  );
  expect(result.code).toBe(0);
  const [header, first, second] = (await readFile(out, 'utf8')).split('\n');
  expect(header).toBe('account_id,identity_id,decision,confidence,rule');
  expect(first).toMatch(/^1,x,linked,0\.9\d*,email$/);
  expect(second).toBe('2,,none,0,');
  await expect(readFile(join(home, 'data', 'store.sqlite'))).rejects.toThrow();
});

test('match links what is together as rare as an identifier, and says in bits why and why not', async () => {
  const { run, file, home } = await program();
  const accounts = await file(
    'a.csv',
    'id,given_name,family_name,employee_id,birth_date,city\n1,Joachin,Quilliam,,1971-06-24,Hull\n2,Quilliam,Joachim,4892623,,\n3,Abel,Lunding,,,Hull\n',
  );
  const identities = await file(
    'i.csv',
    'id,given_name,family_name,employee_id,birth_date,city\nx,Joachim,Quilliam,4892613,1971-06-24,Hul\ny,Adam,Lunding,,,Leeds\n',
  );
  const [out, explain] = [join(home, 'out.csv'), join(home, 'why.jsonl')];
  const result = await run('match', accounts, identities, '--out', out, '--explain', explain, '--json');
  expect(result.code).toBe(0);
  expect(JSON.parse(result.stdout)).toMatchObject({ linked: 2, candidates: 0, none: 1, capped: 0 });
  expect((await readFile(out, 'utf8')).split('\n').slice(1, 4)).toEqual([
    '1,x,linked,0.97,birth_date',
    '2,x,linked,0.97,near_employee_id',
    '3,,none,0,',
  ]);
  const [first, second, third] = (await readFile(explain, 'utf8'))
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(first).toMatchObject({
    account_id: '1',
    situation: 'linked',
    rule: 'birth_date',
    linked: [
      {
        identity_id: 'x',
        evidence: expect.arrayContaining([
          expect.objectContaining({ field: 'birth_date', outcome: 'agree', weight: 14 }),
        ]),
      },
    ],
  });
  expect(second).toMatchObject({
    linked: [
      { evidence: expect.arrayContaining([expect.objectContaining({ field: 'employee_id', outcome: 'near' })]) },
    ],
  });
  expect(third).toMatchObject({
    situation: 'unmatched',
    nearest: [{ identity_id: 'y', weight: 6, why_not: 'Too little is alike: a candidate needs 8 bits of evidence.' }],
  });
});

describe('read-only wins over everything', () => {
  test.each([
    ['import', ['users.csv']],
    ['sync', []],
    ['plan', ['a@acme.com']],
    ['approve', ['plan_1']],
    ['record', ['a@acme.com', '--performed-by', 'Mara', '--performed-at', '2026-01-01']],
    ['exempt', ['a@acme.com', '--reason', 'x', '--until', '2999-01-01']],
    ['link', ['a@acme.com', 'okta/u1', '--reason', 'x']],
    ['forget', ['okta', '--reason', 'x']],
    ['migrate-store', ['sqlite:a', 'sqlite:b']],
    ['evidence', ['export', '--out', 'pack']],
  ])('`%s` is refused before it does anything', async (command, args) => {
    const { run } = await program({ CLARI_IDENTITY_READ_ONLY: '1' });
    const refused = await run(command, ...args);
    expect(refused.stderr).toContain('CLARI_IDENTITY_READ_ONLY is set');
    expect(refused.code).toBe(2);
  });

  test('what reads goes on', async () => {
    const { run } = await program({ CLARI_IDENTITY_READ_ONLY: '1' });
    expect((await run('status')).code).toBe(0);
    expect((await run('review')).code).toBe(0);
  });
});

test.each([
  ['a flag that is missing', ['evidence', 'export']],
  ['a flag that does not exist', ['evidence', 'verify', 'x', '--frob']],
])('%s in a command of a command is wrong usage', async (_name, args) => {
  const { run } = await program();
  expect((await run(...args)).code).toBe(2);
});

test('a command of a command has help and a version too', async () => {
  const { run } = await program();
  expect((await run('evidence', 'export', '--help')).stdout).toContain('--out');
  expect((await run('evidence', 'verify', '--version')).code).toBe(0);
});
