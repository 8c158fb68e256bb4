import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ENVIRONMENT } from '../../src/config.ts';
import { tools } from '../../tools/index.ts';
import { expectGenerated } from './generated.ts';

test('the tool table is what the tools are', async () => {
  const rows = tools.map((tool) => {
    const inputs = Object.keys(tool.inputSchema.shape).map((name) => `\`${name}\``);
    return `| \`${tool.name}\` | ${tool.role} | ${tool.description} | ${inputs.join(' ')} |`;
  });
  await expectGenerated(
    'README.md',
    'tools',
    ['| tool | role | what it does | input |', '|---|---|---|---|', ...rows].join('\n'),
  );
});

test('the configuration table is what the program reads', async () => {
  const rows = Object.entries(ENVIRONMENT.shape).map(([name, schema]) => `| \`${name}\` | ${schema.description} |`);
  await expectGenerated('README.md', 'configuration', ['| variable | meaning |', '|---|---|', ...rows].join('\n'));
});

test('the README names every command, and no other', async () => {
  const readme = await readFile('README.md', 'utf8');
  const files = (await readdir('src/cli')).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(`src/cli/${name}`, 'utf8')));
  const commands = texts.flatMap((text) =>
    [...text.matchAll(/program\s*\.command\('([a-z-]+)'/g)].map((one) => one[1]),
  );
  expect(commands.length).toBeGreaterThan(8);
  const [section = ''] = readme.split('## Commands')[1]?.split('##') ?? [];
  const [list = ''] = section.trim().split(/\.\s+Each/);
  const named = [...list.matchAll(/`([a-z-]+)`/g)].map((match) => match[1]);
  expect(named.toSorted()).toEqual(commands.toSorted());
});

test('src/README.md names every folder and no dead one', async () => {
  const text = await readFile('src/README.md', 'utf8');
  const named = [...text.matchAll(/^\| `([a-z/.-]+)` \|/gm)].map((match) => match[1] ?? '');
  const entries = await readdir('src', { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${entry.parentPath}/${entry.name}/`.replace(/^src\//, ''));
  const topFiles = entries
    .filter((entry) => entry.isFile() && entry.parentPath === 'src' && entry.name !== 'README.md')
    .map((entry) => entry.name);
  expect([...named].sort()).toEqual(['../tools/', ...folders, ...topFiles].sort());
});

test('every finding is explained', async () => {
  const readme = await readFile('README.md', 'utf8');
  const { FINDINGS } = await import('../../src/model/finding.ts');
  for (const finding of FINDINGS) expect(readme).toContain(`\`${finding}\``);
});

test('no document names a path of a machine or a registry host', async () => {
  for (const path of ['README.md', 'src/README.md', '.github/SECURITY.md', '.github/CONTRIBUTING.md', 'package.json']) {
    // The map has one folder of ours that bears such a name.
    const text = (await readFile(path, 'utf8')).replaceAll('| `app/work/` |', '');
    expect(text).not.toMatch(/\/(home|root|Users|work)\//);
    expect(text).not.toMatch(/registry\.npmjs/);
  }
});

test('mcp.json has placeholders only, all of them variables that the program reads', async () => {
  const shape = z.strictObject({
    mcpServers: z.record(
      z.string(),
      z.strictObject({ command: z.string(), args: z.array(z.string()), env: z.record(z.string(), z.string()) }),
    ),
  });
  const { mcpServers } = shape.parse(JSON.parse(await readFile('mcp.json', 'utf8')));
  for (const { env } of Object.values(mcpServers)) {
    for (const [name, value] of Object.entries(env)) {
      expect(Object.keys(ENVIRONMENT.shape)).toContain(name);
      expect(value).toBe(`\${${name}:-}`);
    }
  }
});
