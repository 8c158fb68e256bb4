import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { isOld, isWithdrawn } from '../../src/store/sqlite/sqlite-version.ts';
import { tools } from '../../tools/index.ts';

let packages = '';

beforeAll(async () => {
  packages = await mkdtemp(join(tmpdir(), 'clari-identity-packages-'));
  execFileSync(process.execPath, ['packaging/pack.mjs', packages], { stdio: 'pipe' });
}, 300_000);
afterAll(() => rm(packages, { recursive: true, force: true }));

const entry = z.object({
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()).default({}),
});
const servers = z.looseObject({ mcpServers: z.object({ 'clari-identity': entry }) });
const manifest = z.looseObject({ server: z.looseObject({ mcp_config: entry }) });

async function read<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> {
  return shape.parse(JSON.parse(await readFile(join(packages, path), 'utf8')));
}

interface Hosted {
  readonly name: string;
  /** What its host writes for the folder of the package. */
  readonly folder: string;
  entry(): Promise<z.output<typeof entry>>;
  /** What its host does with a value that nobody gave. */
  unset(value: string): string;
}

const HOSTED: readonly Hosted[] = [
  {
    name: 'mcpb',
    folder: '__dirname',
    entry: async () => (await read('mcpb/manifest.json', manifest)).server.mcp_config,
    unset: (value) => value,
  },
  {
    name: 'agent-plugin',
    folder: 'PLUGIN_ROOT',
    entry: async () => (await read('agent-plugin/mcp.json', servers)).mcpServers['clari-identity'],
    unset: (value) => value,
  },
  {
    name: 'claude-plugin',
    folder: 'CLAUDE_PLUGIN_ROOT',
    entry: async () => (await read('claude-plugin/.mcp.json', servers)).mcpServers['clari-identity'],
    unset: () => '',
  },
  {
    name: 'gemini-extension',
    folder: 'extensionPath',
    entry: async () => (await read('gemini-extension/gemini-extension.json', servers)).mcpServers['clari-identity'],
    // Versions of this host differ: some leave the placeholder, others write nothing.
    unset: (value) => value,
  },
];

/** The server as its host starts it, with these values given by a person. */
async function started(host: Hosted, given: Readonly<Record<string, string>>) {
  const { command, args, env } = await host.entry();
  const folder = join(packages, host.name);
  const values = Object.entries(env).map(([name, value]): [string, string] => [name, given[name] ?? host.unset(value)]);
  const client = new Client({ name: 'a host', version: '1' }, { capabilities: {} });
  const transport = new StdioClientTransport({
    command: command === 'node' ? process.execPath : command,
    args: args.map((arg) => arg.replace(`\${${host.folder}}`, folder)),
    env: { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(values), ...given },
    cwd: '/',
    stderr: 'pipe',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const said = z.looseObject({ isError: z.boolean().optional(), content: z.array(z.object({ text: z.string() })) });

/** No package holds native code, so what is answered depends on the SQLite that Node itself has. */
const OWN_SQLITE = process.versions['sqlite'] ?? '0';
const HAS_SQLITE = !isOld(OWN_SQLITE) && !isWithdrawn(OWN_SQLITE);
const COVERAGE = HAS_SQLITE ? /clari-users: missing/ : /No usable SQLite was found/;

describe.each(HOSTED)('the package $name', (host) => {
  test('starts a server that lists every tool, and answers, or says what its Node lacks', async () => {
    const client = await started(host, { CLARI_IDENTITY_HOME: await home() });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    const { content } = said.parse(await client.callTool({ name: 'get_coverage', arguments: {} }));
    expect(content[0]?.text).toMatch(COVERAGE);
  });

  test('holds the code and the licence of every package beside the program', async () => {
    const folder = join(packages, host.name, 'node_modules');
    for (const name of ['pg', '@azure/identity', '@okta/okta-sdk-nodejs', 'ms']) {
      const kept = await readdir(join(folder, name), { recursive: true });
      expect([name, kept.some((path) => /\.[cm]?js$/.test(path))]).toEqual([name, true]);
      expect([name, kept.some((path) => /licen[cs]e/i.test(path))]).toEqual([name, true]);
    }
  });

  test('holds no native code, and nothing of another build', async () => {
    const folder = join(packages, host.name);
    const listed = execFileSync('find', [folder, '-name', '*.node', '-o', '-name', 'better-sqlite3'], {
      encoding: 'utf8',
    });
    expect(listed).toBe('');
    const looked: unknown = JSON.parse(
      execFileSync(process.execPath, ['build.mjs', '--look'], { encoding: 'utf8', maxBuffer: 1e9 }),
    );
    const parts = execFileSync('find', [join(folder, 'dist'), '-name', '*.js'], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(parts).toHaveLength(Object.keys(z.record(z.string(), z.unknown()).parse(looked)).length);
  });
});

test('a data folder that cannot be written is a clear answer', async () => {
  const [mcpb] = HOSTED;
  if (mcpb === undefined) throw new Error('no package');
  const client = await started(mcpb, { CLARI_IDENTITY_HOME: '/proc/clari-identity' });
  const { isError, content } = said.parse(await client.callTool({ name: 'get_coverage', arguments: {} }));
  expect(isError).toBe(true);
  expect(content[0]?.text).toMatch(HAS_SQLITE ? /can't be created or written/ : /No usable SQLite was found/);
});

test('the tool of the format takes the bundle, and its manifest asks for every secret as one', async () => {
  const cli = 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js';
  const file = join(packages, 'clari-identity-mcp.mcpb');
  const unpacked = await home();
  execFileSync(process.execPath, [cli, 'unpack', file, join(unpacked, 'in')], { stdio: 'pipe' });
  expect(
    execFileSync(process.execPath, [cli, 'validate', join(unpacked, 'in/manifest.json')], { encoding: 'utf8' }),
  ).toMatch(/passes/i);
  const { user_config } = await read(
    'mcpb/manifest.json',
    z.looseObject({
      manifest_version: z.literal('0.3'),
      user_config: z.record(z.string(), z.looseObject({ type: z.string(), sensitive: z.boolean().optional() })),
    }),
  );
  const names = Object.entries(user_config);
  expect(names.filter(([, { sensitive }]) => sensitive === true).map(([name]) => name)).toEqual([
    'clari_identity_database_url',
    'azure_client_secret',
    'clari_api_token',
    'clari_copilot_api_key',
    'clari_copilot_api_password',
    'salesloft_api_token',
  ]);
  expect(names.filter(([, { type }]) => type !== 'string').map(([name, { type }]) => [name, type])).toEqual([
    ['clari_identity_home', 'directory'],
    ['clari_identity_import_dir', 'directory'],
    ['okta_private_key_file', 'file'],
    ['azure_client_certificate_path', 'file'],
  ]);
});

test('the entry of the registry keeps to its limits, and bears the name that the package has', async () => {
  const text = await readFile('packaging/registry/server.json', 'utf8');
  const server = z
    .looseObject({
      name: z.string().regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
      description: z.string().min(1).max(100),
      version: z.string().regex(/^\d+\.\d+\.\d+$/),
      packages: z.array(
        z.looseObject({
          registryType: z.literal('npm'),
          identifier: z.literal('clari-identity-mcp'),
          version: z.string().regex(/^\d+\.\d+\.\d+$/),
          transport: z.object({ type: z.literal('stdio') }),
        }),
      ),
    })
    .parse(JSON.parse(text));
  const own = z.looseObject({ mcpName: z.string(), version: z.string() });
  const { mcpName, version } = own.parse(JSON.parse(await readFile('package.json', 'utf8')));
  expect([server.name, server.version]).toEqual([mcpName, version]);
});

test('plugins are named as their formats want it, and the editor asks for secrets', async () => {
  const named = z.looseObject({ name: z.string().regex(/^[a-z0-9.-]{1,64}$/), version: z.string() });
  await read('agent-plugin/plugin.json', named.extend({ $schema: z.string() }));
  await read('claude-plugin/.claude-plugin/plugin.json', named);
  await read('gemini-extension/gemini-extension.json', named);
  const editor = z
    .looseObject({
      inputs: z.array(
        z.object({
          type: z.literal('promptString'),
          id: z.string(),
          description: z.string(),
          password: z.literal(true),
        }),
      ),
      servers: z.object({ 'clari-identity': entry.extend({ type: z.literal('stdio') }) }),
    })
    .parse(JSON.parse(await readFile('packaging/vscode/.vscode/mcp.json', 'utf8')));
  const asked = Object.values(editor.servers['clari-identity'].env).filter((value) => value.startsWith('${input:'));
  expect(asked).toEqual(editor.inputs.map(({ id }) => `\${input:${id}}`));
});

describe.each(['run-an-access-review-of-clari', 'offboard-a-person-from-clari'])('the skill %s', (name) => {
  test('is named as its folder, says when it is used, and names tools that there are', async () => {
    const text = await readFile(join('packaging/skills', name, 'SKILL.md'), 'utf8');
    const [, front = '', body = ''] = /^---\n([\s\S]+?)\n---\n([\s\S]+)$/.exec(text) ?? [];
    expect(/^name: (.+)$/m.exec(front)?.[1]).toBe(name);
    const description = /^description: (.+)$/m.exec(front)?.[1] ?? '';
    expect(description.length).toBeGreaterThan(40);
    expect(description.length).toBeLessThanOrEqual(1_024);
    const called = [...body.matchAll(/`([a-z]+_[a-z_]+)`/g)].map(([, tool = '']) => tool);
    const known = new Set([...tools.map((tool) => tool.name), 'leaver_active', 'needs_review']);
    expect(called.filter((tool) => !known.has(tool))).toEqual([]);
    expect(new Set(called).size).toBeGreaterThan(4);
    for (const plugin of ['agent-plugin', 'claude-plugin', 'gemini-extension'])
      expect(await readFile(join(packages, plugin, 'skills', name, 'SKILL.md'), 'utf8')).toBe(text);
  });
});
