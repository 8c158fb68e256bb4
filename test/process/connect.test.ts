import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse as parseToml } from '@decimalturn/toml-patch';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { HOSTS } from '../../src/hosts/host.ts';
import { tools } from '../../tools/index.ts';
import { PLACES } from '../helpers/host-files.ts';
import { program } from '../helpers/program.ts';

const entry = z.object({
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()).optional(),
});

/** What a host hands over of its own environment: nothing by which a program would be found. */
const THIN = { PATH: '/nowhere' };

test.each(HOSTS)('$id starts the server from what was written', async ({ id, format, container }) => {
  const { run, home } = await program({ OKTA_ORG_URL: 'https://acme.okta.com', CLARI_API_TOKEN: 'S3cret' });
  const place = join(home, PLACES[id]);
  await mkdir(dirname(place), { recursive: true });
  const { code, stderr } = await run('connect', id, '--write', '--file', place);
  expect(code, stderr).toBe(0);
  const text = await readFile(place, 'utf8');
  const document: unknown = format === 'toml' ? parseToml(text) : JSON.parse(text);
  const servers = z.object({ [container]: z.object({ 'clari-identity': entry }) }).parse(document)[container];
  const { command, args, env = {} } = entry.parse(servers?.['clari-identity']);
  expect(env).toMatchObject({ CLARI_IDENTITY_HOME: join(home, 'data'), OKTA_ORG_URL: 'https://acme.okta.com' });
  const client = new Client({ name: 'test', version: '1' });
  // In a folder that is not the one in which the entry was written.
  await client.connect(
    new StdioClientTransport({ command, args, env: { ...THIN, ...env }, cwd: '/', stderr: 'ignore' }),
  );
  onTestFinished(() => client.close());
  const { tools: offered } = await client.listTools();
  expect(offered.map(({ name }) => name).toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
  // What a host left unexpanded counts as unset, so reading works with the rest.
  expect((await client.callTool({ name: 'get_coverage', arguments: {} })).isError ?? false).toBe(false);
});
