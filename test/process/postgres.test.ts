import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { OKTA, USERS } from '../helpers/files.ts';
import { PATIENT } from '../helpers/patient.ts';
import { postgresOfThisFile, startPostgres } from '../helpers/postgres.ts';
import { hoursAgo, MAIN, program } from '../helpers/program.ts';

const answer = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
  structuredContent: z.unknown().optional(),
});

async function server(environment: Readonly<Record<string, string>>) {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN],
    env: { ...environment },
    stderr: 'pipe',
  });
  let logged = '';
  transport.stderr?.on('data', (bytes) => {
    logged += String(bytes);
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const {
      isError = false,
      content,
      structuredContent,
    } = answer.parse(await client.callTool({ name, arguments: args }, undefined, PATIENT));
    return { isError, text: content.map((part) => part.text).join('\n'), structured: structuredContent };
  };
  return { call, logged: () => logged };
}

test('the database of a running server goes and comes back: calls say so, then answer again, and nothing is lost', async () => {
  const database = await startPostgres();
  onTestFinished(() => database.remove());
  const { environment, run, file } = await program({
    CLARI_IDENTITY_DATABASE_URL: database.url('postgres'),
    CLARI_IDENTITY_DIRECTORIES: 'okta',
  });
  const stated = ['--as-of', hoursAgo(3), '--complete'];
  expect((await run('import', await file('users.csv', USERS), ...stated)).code).toBe(0);
  expect((await run('import', await file('okta.csv', OKTA), ...stated, '--directory', 'okta')).code).toBe(0);
  const { call, logged } = await server(environment);
  const before = await call('find_orphaned_accounts');
  expect(before.isError).toBe(false);

  await database.stop();
  const claim = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: hoursAgo(1) };
  for (const [tool, args] of [
    ['find_orphaned_accounts', {}],
    ['record_manual_deactivation', claim],
    ['import_clari_export', { content: USERS, as_of: hoursAgo(1) }],
  ] as const) {
    const refused = await call(tool, args);
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('does not answer') });
    expect(refused.text).toContain('Check that it runs');
    expect(refused.text).not.toContain('only-for-tests');
  }
  const status = await run('status');
  expect(status).toMatchObject({ code: 1, stderr: expect.stringContaining('ERR_STORE_UNREACHABLE') });

  await database.start();
  const after = await call('find_orphaned_accounts');
  expect(JSON.stringify(after.structured)).toBe(JSON.stringify(before.structured));
  expect(await call('record_manual_deactivation', claim)).toMatchObject({
    isError: false,
    structured: expect.objectContaining({ status: 'confirmation_required' }),
  });
  expect(logged()).not.toContain('only-for-tests');
});

test('two servers start at once on an empty database, and each sees what the other imports', async () => {
  const { environment } = await program({
    CLARI_IDENTITY_DATABASE_URL: `${(await postgresOfThisFile()).url('postgres')}?schema=two_servers`,
  });
  const servers = await Promise.all([server(environment), server(environment)]);
  const [one, two] = servers;
  if (one === undefined || two === undefined) throw new Error('no servers');
  const [users, okta] = await Promise.all([
    one.call('import_clari_export', { content: USERS, as_of: hoursAgo(3), complete: true }),
    two.call('import_clari_export', { content: OKTA, as_of: hoursAgo(3), complete: true, directory: 'okta' }),
  ]);
  expect([users.text, okta.text].join('\n')).not.toContain('ERR_');
  expect([users.isError, okta.isError]).toEqual([false, false]);
  const [first, second] = await Promise.all(servers.map(({ call }) => call('list_clari_users', { limit: 200 })));
  expect(first?.structured).toEqual(second?.structured);
  expect(first?.text).toContain('leo@acme.com');
});

test('four processes import at once: all are there, the ledger has no gap', async () => {
  const { run, file } = await program({
    CLARI_IDENTITY_DATABASE_URL: `${(await postgresOfThisFile()).url('postgres')}?schema=four_imports`,
  });
  const paths = await Promise.all(
    Array.from({ length: 4 }, (_, n) => file(`d${n}.csv`, `id,login,status\nu${n},p${n}@acme.com,ACTIVE\n`)),
  );
  const runs = await Promise.all(
    paths.map((path, n) =>
      run('import', path, '--kind', 'directory', '--directory', `dir${n}`, '--as-of', hoursAgo(2), '--complete'),
    ),
  );
  expect(runs.map((one) => [one.code, one.stderr])).toEqual(runs.map(() => [0, '']));
  const status = (await run('status')).stdout;
  for (const n of paths.keys()) expect(status).toContain(`directory:dir${n}: fresh`);
});
