import { expect, test } from 'vitest';
import { z } from 'zod';
import { OKTA, USERS } from '../helpers/files.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { hoursAgo, program } from '../helpers/program.ts';

const moved = z.object({
  from: z.string(),
  to: z.string(),
  rows: z.number(),
  tables: z.array(z.object({ table: z.string(), rows: z.number(), sha256: z.string() })),
  ledger: z.object({ entries: z.number(), head_hash: z.string() }),
});

test('a laptop is outgrown: the same program on PostgreSQL says the same, and the old store is refused as a target', async () => {
  const server = await postgresOfThisFile();
  const url = server.url('postgres');
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const stated = ['--as-of', hoursAgo(3), '--complete'];
  expect((await one.run('import', await one.file('users.csv', USERS), ...stated)).code).toBe(0);
  expect((await one.run('import', await one.file('okta.csv', OKTA), ...stated, '--directory', 'okta')).code).toBe(0);
  const old = `sqlite:${one.home}/data/store.sqlite`;
  const before = await one.run('review', '--json');

  const move = await one.run('migrate-store', old, url, '--json');
  expect(move.code, move.stderr).toBe(0);
  expect(move.stdout + move.stderr).not.toContain('only-for-tests');
  expect(move.stderr).toContain('A password in an argument is seen');
  expect(move.stderr).toContain('set CLARI_IDENTITY_DATABASE_URL');
  const { tables, ledger, to } = moved.parse(JSON.parse(move.stdout));
  expect(to).toMatch(/^postgres:\/\/127\.0\.0\.1:\d+\/postgres \(PostgreSQL 18/);
  expect(tables.find((each) => each.table === 'blocks')?.rows).toBe(2);
  expect(ledger.head_hash).toMatch(/^[0-9a-f]{64}$/);

  const shared = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta', CLARI_IDENTITY_DATABASE_URL: url });
  const status = await shared.run('status');
  expect(status.stderr).toContain(`Store: postgres://127.0.0.1:${server.port}/postgres (PostgreSQL`);
  expect(status.stdout + status.stderr).not.toContain('only-for-tests');
  const withoutTimes = (text: string) => text.replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"…"');
  expect(withoutTimes((await shared.run('review', '--json')).stdout)).toBe(withoutTimes(before.stdout));

  const again = await one.run('migrate-store', old, url);
  expect(again).toMatchObject({ code: 3, stdout: '' });
  expect(again.stderr).toContain('is not empty');
  const back = await one.run('migrate-store', url, `sqlite:${one.home}/back.sqlite`);
  expect(back.code).toBe(0);
  expect(back.stdout).toContain(`head ${ledger.head_hash}`);
});

test.each([
  ['no such file', ['sqlite:nowhere.sqlite', 'sqlite:to.sqlite'], 1, 'There is no store at'],
  ['an address of another kind', ['mysql://a/b', 'sqlite:to.sqlite'], 2, 'names neither a file nor'],
  ['only one address', ['sqlite:nowhere.sqlite'], 2, 'missing required argument'],
])('%s is said, and nothing is made', async (_name, args, code, said) => {
  const one = await program();
  const run = await one.run('migrate-store', ...args.map((arg) => arg.replace('sqlite:', `sqlite:${one.home}/`)));
  expect(run.code).toBe(code);
  expect(run.stderr).toContain(said);
});
