import { readFile } from 'node:fs/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { tools } from '../../tools/index.ts';
import { MAIN, program } from '../helpers/program.ts';

async function start(command: string, args: string[], env: Record<string, string>): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  await client.connect(new StdioClientTransport({ command, args, env, stderr: 'pipe' }));
  return client;
}

const names = async (client: Client) => (await client.listTools()).tools.map((tool) => tool.name);

test('the server starts over stdio, introduces itself and answers', async () => {
  const { environment } = await program();
  const client = await start(process.execPath, [MAIN], environment);
  expect(client.getServerVersion()?.name).toBe('clari-identity-mcp');
  expect(client.getInstructions()).toContain('inconclusive: evidence is missing');
  expect(await names(client)).toContain('find_orphaned_accounts');
  const answer = await client.callTool({ name: 'get_coverage', arguments: {} });
  expect(answer.isError).not.toBe(true);
});

test('`serve` is the same as no command', async () => {
  const { environment } = await program();
  const served = await names(await start(process.execPath, [MAIN, 'serve'], environment));
  expect(served).toEqual(await names(await start(process.execPath, [MAIN], environment)));
  expect(served).toContain('find_orphaned_accounts');
});

test('read-only offers reading tools only', async () => {
  const { environment } = await program({ CLARI_IDENTITY_READ_ONLY: '1' });
  const reading = tools.filter((tool) => tool.annotations.readOnlyHint).map((tool) => tool.name);
  expect(reading).toContain('list_work');
  expect(reading).not.toContain('record_step');
  expect(await names(await start(process.execPath, [MAIN], environment))).toEqual(reading);
});

test('the server starts from mcp.json as it stands, its placeholders unexpanded', async () => {
  const { environment, home } = await program();
  const { mcpServers } = z
    .object({
      mcpServers: z.record(z.string(), z.object({ args: z.array(z.string()), env: z.record(z.string(), z.string()) })),
    })
    .parse(JSON.parse(await readFile('mcp.json', 'utf8')));
  const entry = mcpServers['clari-identity'];
  expect(entry?.args).toEqual(['/path/to/clari-identity-mcp/dist/main.js']);
  // What the entry starts once its path is filled in, with the environment of the file: unexpanded values count as unset, so the home is the OS's.
  const client = await start(process.execPath, [MAIN], {
    ...environment,
    ...entry?.env,
    HOME: home,
    XDG_DATA_HOME: home,
  });
  expect((await client.callTool({ name: 'get_coverage', arguments: {} })).isError).not.toBe(true);
});

test('the import tool reads from the configured folder only', async () => {
  const one = await program();
  const path = await one.file('users.csv', 'clari_id,email,role,status\n1,a@acme.com,Rep,Active\n');
  const call = async (env: Record<string, string>, file: string) => {
    const client = await start(process.execPath, [MAIN], { ...one.environment, ...env });
    const args = { path: file, as_of: '2026-01-01T00:00:00Z', dry_run: true };
    return JSON.stringify((await client.callTool({ name: 'import_clari_export', arguments: args })).content);
  };
  expect(await call({}, path)).toContain('ERR_FILE_FORBIDDEN');
  expect(await call({ CLARI_IDENTITY_IMPORT_DIR: one.home }, path)).toContain('Dry run');
  expect(await call({ CLARI_IDENTITY_IMPORT_DIR: one.home }, '../../etc/passwd')).toContain('ERR_FILE_FORBIDDEN');
  expect(await call({ CLARI_IDENTITY_IMPORT_DIR: one.home }, '/etc/passwd')).toContain('ERR_FILE_FORBIDDEN');
});
