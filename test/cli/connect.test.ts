// biome-ignore-start lint/suspicious/noTemplateCurlyInString: what hosts look up
import { chmod, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HOST_IDS } from '../../src/hosts/host.ts';
import { hostFiles, PLACES } from '../helpers/host-files.ts';

const listed = z.object({
  hosts: z.array(z.object({ host: z.string(), file: z.string(), exists: z.boolean(), entry: z.string() })),
});

describe('where each host keeps its file', () => {
  const linux = Object.entries(PLACES).map(([, place]) => `/home/jo/${place}`);
  test.each([
    ['Linux', 'linux', '/home/jo', {}, linux],
    [
      'Linux with folders of its own',
      'linux',
      '/home/jo',
      { XDG_CONFIG_HOME: '/x', CODEX_HOME: '/c', CLAUDE_CONFIG_DIR: '/k' },
      [
        '/x/Claude/claude_desktop_config.json',
        '/k/.claude.json',
        '/home/jo/.cursor/mcp.json',
        '/x/Code/User/mcp.json',
        '/c/config.toml',
        '/home/jo/.gemini/settings.json',
      ],
    ],
    [
      'macOS',
      'darwin',
      '/Users/jo',
      {},
      [
        '/Users/jo/Library/Application Support/Claude/claude_desktop_config.json',
        '/Users/jo/.claude.json',
        '/Users/jo/.cursor/mcp.json',
        '/Users/jo/Library/Application Support/Code/User/mcp.json',
        '/Users/jo/.codex/config.toml',
        '/Users/jo/.gemini/settings.json',
      ],
    ],
    [
      'Windows',
      'win32',
      'C:\\Users\\jo',
      { APPDATA: 'D:\\Roaming' },
      [
        'D:\\Roaming\\Claude\\claude_desktop_config.json',
        'C:\\Users\\jo\\.claude.json',
        'C:\\Users\\jo\\.cursor\\mcp.json',
        'D:\\Roaming\\Code\\User\\mcp.json',
        'C:\\Users\\jo\\.codex\\config.toml',
        'C:\\Users\\jo\\.gemini\\settings.json',
      ],
    ],
  ] as const)('%s', async (_name, platform, home, env, files) => {
    const { connect } = await hostFiles(env, { platform, home });
    const { code, out } = await connect('--json');
    expect(code).toBe(0);
    expect(listed.parse(JSON.parse(out)).hosts.map(({ file }) => file)).toEqual(files);
  });

  test('and whether our entry is there', async () => {
    const { connect, put } = await hostFiles();
    await put(PLACES['cursor'], '{"mcpServers": {"clari-identity": {"command": "old"}}}');
    await put(PLACES['gemini'], '{"mcpServers": ');
    await put('.codex/auth.json', '{}');
    const { out } = await connect();
    expect(out).toMatch(/^cursor: Cursor\n.*\n {2}our entry is in it, and differs in command, args\.$/m);
    expect(out).toMatch(/^gemini: .*\n.*\n {2}it is not usable\.\n {2}.*no JSON from line 1 on/m);
    expect(out).toMatch(/^codex: .*\n.*\n {2}no file yet\.$/m);
    expect(out).toMatch(/^vscode: .*\n.*\n {2}the host was not found here\.$/m);
  });

  test.each([
    ['claude-code', '.mcp.json'],
    ['cursor', '.cursor/mcp.json'],
    ['vscode', '.vscode/mcp.json'],
    ['codex', '.codex/config.toml'],
    ['gemini', '.gemini/settings.json'],
  ])('--project of %s', async (host, place) => {
    const { connect, read } = await hostFiles();
    expect((await connect(host, '--project', '--write')).code).toBe(0);
    expect(await read(place)).toContain('/opt/main.js');
  });
});

describe('what is wrong usage', () => {
  test.each([
    ['no such host', ['emacs']],
    ['writing without a host', ['--write']],
    ['a file without a host', ['--file', 'x.json']],
    ['a project of Claude Desktop', ['claude-desktop', '--project']],
    ['two files', ['cursor', '--project', '--file', 'x.json']],
  ])('%s', async (_name, args) => {
    const { connect } = await hostFiles();
    expect(await connect(...args)).toMatchObject({ code: 2, out: '' });
  });
});

describe.each(HOST_IDS)('%s', (host) => {
  const place = PLACES[host];

  test('the entry is printed, and nothing is written', async () => {
    const { connect, beside } = await hostFiles();
    const { code, out, err } = await connect(host);
    expect(code).toBe(0);
    expect(out).toContain('/opt/node');
    expect(err).toContain(place);
    expect(await beside('x')).toEqual([]);
  });

  test('what is printed is what an empty file gets', async () => {
    const { connect, put, read } = await hostFiles({ OKTA_ORG_URL: 'https://acme.okta.com', OKTA_API_TOKEN: 'x' });
    await put(place, '');
    const { out } = await connect(host);
    expect((await connect(host, '--write')).code).toBe(0);
    const text = await read(place);
    if (host === 'codex') expect(text).toBe(out);
    else expect(JSON.parse(text)).toEqual(JSON.parse(out));
  });

  test('a host that was never started is refused, and a named file is made', async () => {
    const { connect, home, read } = await hostFiles();
    const { code, err } = await connect(host, '--write');
    expect(code).toBe(3);
    expect(err).toContain('was not found on this machine');
    expect((await connect(host, '--write', '--file', 'deep/own.conf')).code).toBe(0);
    expect(await read('deep/own.conf')).toContain('/opt/main.js');
    expect((await stat(join(home, 'deep'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(home, 'deep/own.conf'))).mode & 0o777).toBe(0o600);
  });

  test('the second time nothing is touched', async () => {
    const { connect, put, read, beside } = await hostFiles({ CLARI_API_TOKEN: 'tok', CLARI_FORECAST_ID: 'f1' });
    await put(place, '');
    await connect(host, '--write');
    const [text, files] = [await read(place), await beside(place)];
    const { code, out } = await connect(host, '--write', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'unchanged', backup: null, differs: [] });
    expect([await read(place), await beside(place)]).toEqual([text, files]);
  });

  test('the copy is the file as it was, and no copy is overwritten', async () => {
    const { connect, put, read, beside } = await hostFiles();
    const before = host === 'codex' ? '# mine\r\n' : '{ "mine": 1 }\r\n';
    await put(place, before);
    await chmod(await put(`${place}.backup-20261130T120000Z`, 'earlier'), 0o600);
    const { code, out } = await connect(host, '--write');
    expect(code).toBe(0);
    expect(out).toContain('.backup-20261130T120000Z-2');
    expect(await read(`${place}.backup-20261130T120000Z`)).toBe('earlier');
    expect(await read(`${place}.backup-20261130T120000Z-2`)).toBe(before);
    expect((await beside(place)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('mode and link stay', async () => {
    const { connect, put, home } = await hostFiles();
    const real = await put('dotfiles/real', host === 'codex' ? 'a = 1\n' : '{"a": 1}\n');
    await chmod(real, 0o640);
    const linked = join(home, place);
    await mkdir(join(linked, '..'), { recursive: true });
    await symlink(real, linked);
    expect((await connect(host, '--write')).code).toBe(0);
    expect(await readFile(real, 'utf8')).toContain('/opt/main.js');
    expect((await stat(real)).mode & 0o777).toBe(0o640);
    expect(await readFile(linked, 'utf8')).toBe(await readFile(real, 'utf8'));
  });

  test('no secret is in any output or file', async () => {
    const secrets = {
      OKTA_PRIVATE_KEY: 'S3cret-okta-key',
      OKTA_API_TOKEN: 'S3cret-okta-token',
      AZURE_CLIENT_SECRET: 'S3cret-azure',
      GRAPH_ACCESS_TOKEN: 'S3cret-graph',
      CLARI_API_TOKEN: 'S3cret-clari',
      CLARI_COPILOT_API_KEY: 'S3cret-key',
      CLARI_COPILOT_API_PASSWORD: 'S3cret-password',
      SALESLOFT_API_TOKEN: 'S3cret-salesloft',
      SALESLOFT_CLIENT_SECRET: 'S3cret-client',
      CLARI_IDENTITY_NOTIFY_URL: 'https://hooks.acme.com/S3cret-path',
      CLARI_IDENTITY_NOTIFY_SECRET: `whsec_${Buffer.from('S3cret-signing-key-of-24-bytes-or-so').toString('base64')}`,
      CLARI_IDENTITY_WITNESS: 'https://witness.acme.com/head?t=S3cret',
      CLARI_IDENTITY_DATABASE_URL: 'postgres://jo:S3cret-db@db.acme.com/clari',
      PGPASSWORD: 'S3cret-pg',
    };
    const shared = { CLARI_IDENTITY_HTTP_TOKEN: 'S3cret-http-token-that-is-long-enough-for-it' };
    const plain = { OKTA_ORG_URL: 'https://acme.okta.com', GRAPH_BASE_URL: 'http://127.0.0.1:1' };
    const { connect, put, read, beside } = await hostFiles({ ...secrets, ...shared, ...plain });
    await put(place, '');
    const runs = [await connect(), await connect(host), await connect(host, '--json'), await connect(host, '--write')];
    runs.push(await connect(host, '--write', '--json'));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    const files = await Promise.all((await beside(place)).map((name) => read(join(place, '..', name)).catch(() => '')));
    const all = [...runs.flatMap(({ out, err }) => [out, err]), ...files].join('\n');
    expect(all).not.toContain('S3cret');
    expect(all).not.toContain(secrets.CLARI_IDENTITY_NOTIFY_SECRET);
    expect(all).not.toContain('CLARI_IDENTITY_HTTP_TOKEN');
    expect(await read(place)).toContain('https://acme.okta.com');
    // Each of them is named, so that nobody has to guess why a source does not answer.
    for (const name of Object.keys(secrets)) expect(runs[1]?.err).toContain(name);
  });
});

test.each([
  ['claude-code', '"OKTA_API_TOKEN": "${OKTA_API_TOKEN:-}"'],
  ['cursor', '"OKTA_API_TOKEN": "${env:OKTA_API_TOKEN}"'],
  ['vscode', '"OKTA_API_TOKEN": "${input:clari-identity-okta-api-token}"'],
  ['codex', 'env_vars = ["OKTA_API_TOKEN"]'],
  ['gemini', '"OKTA_API_TOKEN": "${OKTA_API_TOKEN}"'],
])('%s looks the secret up itself', async (host, written) => {
  const { connect } = await hostFiles({ OKTA_API_TOKEN: 'x' });
  expect((await connect(host)).out).toContain(written);
});

test.each([
  ['a data folder that is relative', { CLARI_IDENTITY_HOME: 'data' }, { CLARI_IDENTITY_HOME: '/work/here/data' }],
  [
    'a data folder that the desktop moved',
    { XDG_DATA_HOME: '/moved' },
    { CLARI_IDENTITY_HOME: expect.stringContaining('/') },
  ],
  ['import folders', { CLARI_IDENTITY_IMPORT_DIR: 'a:/b' }, { CLARI_IDENTITY_IMPORT_DIR: '/work/here/a:/b' }],
  [
    'a SQLite file',
    { CLARI_IDENTITY_DATABASE_URL: 'sqlite:x.db' },
    { CLARI_IDENTITY_DATABASE_URL: 'sqlite:/work/here/x.db' },
  ],
  [
    'PostgreSQL without a password',
    { CLARI_IDENTITY_DATABASE_URL: 'postgres://jo@db/clari' },
    { CLARI_IDENTITY_DATABASE_URL: 'postgres://jo@db/clari' },
  ],
  ['read-only mode', { CLARI_IDENTITY_READ_ONLY: '1' }, { CLARI_IDENTITY_READ_ONLY: '1' }],
  ['what a client left unexpanded', { OKTA_ORG_URL: '${OKTA_ORG_URL}' }, undefined],
  ['what the program does not read', { LANG: 'C', PGPASSWORD: 'x' }, undefined],
])('a host is given %s', async (_name, env, expected) => {
  const { connect } = await hostFiles(env, { cwd: '/work/here' });
  const shape = z.object({ mcpServers: z.object({ 'clari-identity': z.object({ env: z.unknown().optional() }) }) });
  const { out } = await connect('claude-desktop');
  expect(shape.parse(JSON.parse(out)).mcpServers['clari-identity'].env).toEqual(expected);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: what hosts look up
