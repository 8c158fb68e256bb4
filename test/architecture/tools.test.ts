import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { tools } from '../../tools/index.ts';

test('a tool file bears the name of its one tool, and the list has them all', async () => {
  const files = (await readdir('tools')).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  expect(tools.map((tool) => `${tool.name}.ts`).sort()).toEqual(files.sort());
});

test.each(tools.map((tool) => [tool.name, tool] as const))('%s keeps the conventions', async (name, tool) => {
  expect(tool.title.length).toBeLessThan(60);
  expect(tool.description.length).toBeLessThan(420);
  expect(Object.values(tool.annotations)).toHaveLength(4);
  for (const hint of Object.values(tool.annotations)) expect(typeof hint).toBe('boolean');
  // An argument that nothing reads costs every host its tokens.
  const reads = (await readFile(`tools/${name}.ts`, 'utf8')).includes('args.response_format');
  expect('response_format' in tool.inputSchema.shape).toBe(reads);
  expect(tool.inputSchema.safeParse({ not_an_argument: 1 }).success).toBe(false);
});

test.each(tools.map((tool) => [tool.name, tool] as const))('%s has no union in its input', (_name, tool) => {
  const schema = JSON.stringify(z.toJSONSchema(tool.inputSchema, { io: 'input' }));
  expect(schema).not.toMatch(/"(anyOf|oneOf|allOf)"/);
});

test('there are at most twenty tools', () => {
  expect(tools.length).toBeLessThanOrEqual(20);
});
