import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

async function sources(folder: string): Promise<readonly { path: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((one) => one.isFile() && one.name.endsWith('.ts'))
    .map((one) => join(one.parentPath, one.name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

const product = [...(await sources('src')), ...(await sources('tools'))];

test('only main.ts may touch stdout, and hands it to commands', () => {
  const touching = product.filter(({ text }) => /process\.stdout|console\./.test(text)).map(({ path }) => path);
  expect(touching).toEqual(['src/main.ts']);
});

test.each([
  ['sdk', /^src\/(serve\/era-2025\/|cli\/demo-walk)/],
  ['(server|node)', /^src\/serve\/era-2026\//],
])('the SDK %s is known to the room of its revision alone', (library, room) => {
  const knows = new RegExp(`from '@modelcontextprotocol/${library}[/']`);
  const knowing = product.filter(({ text }) => knows.test(text)).map(({ path }) => path);
  expect(knowing.length).toBeGreaterThan(0);
  expect(knowing.filter((path) => !room.test(path))).toEqual([]);
});

test('only the store has SQL', () => {
  const sql =
    /\b(select\s+[\w*(]|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(table|index))/i;
  const having = product
    .filter(({ path, text }) => !path.startsWith('src/store/') && sql.test(text))
    .map(({ path }) => path);
  expect(having).toEqual([]);
});

test('pure rooms read no clock and draw no chance', () => {
  const impure = product
    .filter(({ path }) => /^src\/(model|reconcile|plan|ledger|report|demo|apps)\//.test(path))
    .filter(({ text }) => /Date\.now\(|new Date\(\)|Math\.random|process\./.test(text))
    .map(({ path }) => path);
  expect(impure).toEqual([]);
});

test('no cast silences the compiler', () => {
  const casting = product
    .filter(({ text }) =>
      /[\w)\]}] as (unknown|any|never|string|number|boolean|readonly\b|[A-Z]\w*[\s;,)<[\]}])|@ts-(ignore|expect-error|nocheck)/.test(
        codeOf(text),
      ),
    )
    .map(({ path }) => path);
  expect(casting).toEqual([]);
});

test('nothing is left open or skipped', async () => {
  const all = [...product, ...(await sources('test'))].filter(({ path }) => !path.startsWith('test/architecture/'));
  const open = all
    .filter(({ text }) => /TODO|FIXME|XXX|not implemented|\.only\(|\.todo\(/.test(text))
    .map(({ path }) => path);
  expect(open).toEqual([]);
});

/** Import lines, comments and strings may say "as". */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/^(import|export)\b[^;]*?from [^;]*;/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|`[^`\n]*`/g, '""');
}
