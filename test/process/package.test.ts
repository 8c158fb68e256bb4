import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { bundledPackages } from '../../notices.mjs';

test('nothing runs the program by a bare name, which anybody could register', async () => {
  const entries = await Promise.all(
    ['src', 'tools', 'docs', 'findings'].map((folder) =>
      readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  const files = entries.flat().filter((one) => one.isFile());
  const paths = [...files.map((one) => join(one.parentPath, one.name)), 'README.md', 'mcp.json', 'package.json'];
  expect(paths.length).toBeGreaterThan(500);
  const bare =
    /\b(?:npx|pnpx|bunx|uvx|npm (?:exec|x)|(?:pnpm|yarn) dlx)\b[^\n]*clari-identity|"-y"|['"]npx['"]|npm i(?:nstall)? (?:-g |--global )?clari-identity-mcp\b/;
  expect('npx -y clari-identity-mcp').toMatch(bare);
  expect('"command": "npx"').toMatch(bare);
  const texts = await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const));
  expect(texts.flatMap(([path, text]) => (bare.test(text) ? [path] : []))).toEqual([]);
});

test('every bundled package is named with its terms, and the tarball has them', async () => {
  const look = JSON.parse(
    execFileSync(process.execPath, ['build.mjs', '--look'], { encoding: 'utf8', maxBuffer: 1e9 }),
  );
  const folders = bundledPackages({ outputs: look });
  expect(folders.length).toBeGreaterThan(20);
  expect(folders).toContain('node_modules/zod');
  const notices = await readFile('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
  for (const folder of folders) {
    const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const [, part = ''] = notices.split(`\n${name} ${version} (`);
    const [terms = ''] = part.split('-'.repeat(80));
    expect([name, /licen[cs]e|permission|redistribut|its terms/i.test(terms)]).toEqual([name, true]);
  }
  const [{ files }] = z
    .tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])
    .parse(JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' })));
  const packed = files.map(({ path }) => path);
  expect(packed).toEqual(
    expect.arrayContaining(['dist/THIRD-PARTY-NOTICES.txt', 'dist/main.js', 'mcp.json', 'LICENSE']),
  );
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(scripts.prepack).toBe('node build.mjs --clean');
});

// Installing compiles SQLite where no ready-made one can be had: minutes on a busy machine.
test('the packed tarball, installed in an empty folder, is a server that answers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-pack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  npm('pack', resolve('.'), '--pack-destination', folder, '--ignore-scripts');
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  npm('install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, tarball ?? 'missing'));
  const bin = join(folder, 'node_modules', '.bin', 'clari-identity-mcp');
  expect(execFileSync(bin, ['--version'], { encoding: 'utf8' }).trim()).toMatch(/^\d+\.\d+\.\d+$/);
  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  await client.connect(
    new StdioClientTransport({
      command: bin,
      args: [],
      env: { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: join(folder, 'data') },
    }),
  );
  expect((await client.listTools()).tools.length).toBeGreaterThan(5);
  const content = 'clari_id,email,role,status\n1,a@acme.com,Rep,Active\n';
  const answer = await client.callTool({
    name: 'import_clari_export',
    arguments: { content, as_of: '2026-01-01T00:00:00Z', complete: true },
  });
  expect(answer.isError).not.toBe(true);
}, 1_200_000);
