import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OKTA, USERS } from '../helpers/files.ts';
import { PATIENT } from '../helpers/patient.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { shell } from '../helpers/shell.ts';

const ownSqlite =
  process.getBuiltinModule?.('node:sqlite') === undefined ? null : `Node ${process.versions.node} has a SQLite`;
if (ownSqlite !== null) process.stderr.write(`a machine without SQLite is not tried: ${ownSqlite}\n`);

/** The program as it is installed where nothing could be compiled: all packages but the optional one. */
async function installed() {
  const one = await program();
  const place = join(one.home, 'program');
  await cp('dist', join(place, 'dist'), { recursive: true });
  await mkdir(join(place, 'node_modules'));
  for (const name of await readdir('node_modules'))
    if (name !== 'better-sqlite3') await symlink(resolve('node_modules', name), join(place, 'node_modules', name));
  const main = join(place, 'dist', 'main.js');
  const run = (line: string, env: Readonly<Record<string, string>> = {}) =>
    shell(`"${process.execPath}" "${main}" ${line}`, { ...one.environment, ...env });
  return { ...one, main, run };
}

const REASON = `No usable SQLite was found: Node ${process.versions.node} has no node:sqlite; better-sqlite3 is not installed.`;
const WAYS = [
  'Run with Node 22.23.3, 24.22.3 or a newer one',
  'keep the store in PostgreSQL, with CLARI_IDENTITY_DATABASE_URL',
  '`npm install better-sqlite3@',
];

describe.skipIf(ownSqlite !== null)('a machine without a SQLite and without a compiler', () => {
  test('is named with every way out, at a terminal, by doctor and to an assistant', async () => {
    const { environment, main, run } = await installed();
    const status = await run('status');
    expect([status.code, status.stdout]).toEqual([1, '']);
    for (const words of [REASON, ...WAYS]) expect(status.stderr).toContain(words);
    const doctor = await run('doctor');
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining(REASON)]);
    const client = new Client({ name: 'test', version: '1' });
    onTestFinished(() => client.close());
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [main], env: environment }));
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
    const answer = await client.callTool({ name: 'get_coverage', arguments: {} }, undefined, PATIENT);
    for (const words of [REASON, ...WAYS]) expect(JSON.stringify(answer)).toContain(words);
  });

  test('keeps its store in PostgreSQL, the way out that is there at once', async () => {
    const { file, run } = await installed();
    const server = await postgresOfThisFile();
    const env = { CLARI_IDENTITY_DATABASE_URL: server.url('postgres') };
    const users = await file('users.csv', USERS);
    const people = await file('people.csv', OKTA);
    const stated = `--as-of ${hoursAgo(2)} --complete`;
    for (const line of [
      `import "${users}" --kind clari-users ${stated}`,
      `import "${people}" --kind directory --directory okta ${stated}`,
    ]) {
      const done = await run(line, env);
      expect(done.code, done.stderr).toBe(0);
    }
    const review = await run('review', env);
    expect([review.code, review.stdout]).toEqual([0, expect.stringContaining('leo@acme.com')]);
  });
});
