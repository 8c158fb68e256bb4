import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rulesFiles, rulesHash } from '../../rules-hash.mjs';

async function copied(files: readonly string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'clari-identity-rules-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const file of [...files, 'package-lock.json']) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await cp(file, join(root, file));
  }
  return root;
}

test('it reaches every rule, and no tool, server or source', async () => {
  const { files, packages } = rulesFiles();
  const rules = (await readdir('src/reconcile/classify')).map((name) => `src/reconcile/classify/${name}`);
  const typesOnly = ['src/reconcile/classify/case.ts'];
  expect(rules.filter((one) => !files.includes(one) && !typesOnly.includes(one))).toEqual([]);
  expect(files.filter((one) => !/^src\/(model|reconcile|evaluation|ledger)\//.test(one))).toEqual([]);
  expect(packages).toEqual(['any-ascii', 'canonicalize', 'fastest-levenshtein']);
});

test('it is one name for the same code, wherever that lies', async () => {
  const root = await copied(rulesFiles().files);
  expect(rulesHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(rulesHash(root)).toBe(rulesHash());
});

test.each([
  'src/reconcile/classify/leaver.ts',
  'src/reconcile/normalise/nicknames.ts',
  'src/model/finding.ts',
  'package-lock.json',
])('a change to %s is another name', async (file) => {
  const root = await copied(rulesFiles().files);
  const text = await readFile(join(root, file), 'utf8');
  const changed =
    file === 'package-lock.json'
      ? text.replace(/("node_modules\/any-ascii": \{\s*"version": ")/, '$19')
      : `${text}\nexport const more = 1;\n`;
  expect(changed).not.toBe(text);
  await writeFile(join(root, file), changed);
  expect(rulesHash(root)).not.toBe(rulesHash());
});

test('imports of types are not followed', async () => {
  const root = await mkdtemp(join(tmpdir(), 'clari-identity-rules-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const code: Readonly<Record<string, string>> = {
    'a.ts':
      "import type { B } from './b.ts';\nimport { type C, type D } from './c.ts';\nimport { type E, e } from './e.ts';\n",
    'e.ts': "import 'node:fs';\nexport * from './f.ts';\nexport const later = () => import('./g.ts');\n",
    'f.ts': "import {\n  h,\n} from './h.ts';\nimport '@scope/name/part';\n",
    'g.ts': '',
    'h.ts': "// import { x } from './x.ts';\n",
  };
  for (const [name, text] of Object.entries(code)) await writeFile(join(root, name), text);
  expect(rulesFiles(root, ['a.ts'])).toEqual({
    files: ['a.ts', 'e.ts', 'f.ts', 'g.ts', 'h.ts'],
    packages: ['@scope/name'],
  });
});
