import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ENVIRONMENT } from '../../src/config.ts';
import { tools } from '../../tools/index.ts';
import { expectGenerated } from './generated.ts';
import { DOCUMENTS, pagesOf } from './markdown.ts';

test('the tool table is what the tools are', async () => {
  const rows = tools.map((tool) => {
    const inputs = Object.keys(tool.inputSchema.shape).map((name) => `\`${name}\``);
    return `| \`${tool.name}\` | ${tool.roles.join(' or ')} | ${tool.description} | ${inputs.join(' ')} |`;
  });
  await expectGenerated(
    'docs/tools.md',
    'tools',
    ['| tool | role | what it does | input |', '|---|---|---|---|', ...rows].join('\n'),
  );
});

test('the configuration table is what the program reads', async () => {
  const rows = Object.entries(ENVIRONMENT.shape).map(([name, schema]) => `| \`${name}\` | ${schema.description} |`);
  await expectGenerated(
    'docs/configuration.md',
    'configuration',
    ['| variable | meaning |', '|---|---|', ...rows].join('\n'),
  );
});

test('src/README.md names every folder and no dead one', async () => {
  const text = await readFile('src/README.md', 'utf8');
  const named = [...text.matchAll(/^\| `([a-z0-9/.-]+)` \|/gm)].map((match) => match[1] ?? '');
  const entries = await readdir('src', { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${entry.parentPath}/${entry.name}/`.replace(/^src\//, ''));
  const topFiles = entries
    .filter((entry) => entry.isFile() && entry.parentPath === 'src' && entry.name !== 'README.md')
    .map((entry) => entry.name);
  expect([...named].sort()).toEqual(['../tools/', ...folders, ...topFiles].sort());
});

test('no document names a path of a machine or a registry host', async () => {
  for (const { path, text } of await pagesOf(...DOCUMENTS, 'src/README.md', 'package.json')) {
    // The code has folders of ours that bear such a name.
    const others = text.replaceAll(/(?:src\/)?app\/work\//g, '');
    expect(others, path).not.toMatch(/\/(home|root|Users|work)\//);
    expect(others, path).not.toMatch(/registry\.npmjs/);
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
