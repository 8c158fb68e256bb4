import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, onTestFinished, test } from 'vitest';

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
