import { execFileSync } from 'node:child_process';
import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';

/** What the server has in memory once it answers `initialize`. */
const START = ['src/main.ts', 'src/serve/stdio.ts', 'src/serve/era-2025/stdio.ts', 'src/serve/era-2026/stdio.ts'];

/** What the build would write. */
function bundle(): Metafile['outputs'] {
  return JSON.parse(
    execFileSync(process.execPath, ['build.mjs', '--look'], { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 }),
  );
}

function loadedAtStart(outputs: Metafile['outputs']): { readonly files: Set<string>; readonly builtins: Set<string> } {
  // A Set grows while it is walked: what a chunk imports statically is walked too.
  const chunks = new Set(
    Object.entries(outputs)
      .filter(([, { entryPoint }]) => entryPoint !== undefined && START.includes(entryPoint))
      .map(([path]) => path),
  );
  expect(chunks.size).toBe(START.length);
  const files = new Set<string>();
  const builtins = new Set<string>();
  for (const chunk of chunks) {
    for (const [file, { bytesInOutput }] of Object.entries(outputs[chunk]?.inputs ?? {}))
      if (bytesInOutput > 0) files.add(file);
    for (const { path, kind, external } of outputs[chunk]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (external === true) builtins.add(path);
      else chunks.add(path);
    }
  }
  return { files, builtins };
}

const HEAVY =
  /^tools\/|^src\/(reconcile|review|sources|store|evaluation|ledger|report|apps|demo|cli|answers)\/|^src\/serve\/(http|authorize)\/|^src\/app\/(imports|notify|reviews|statements|evidence|sync|doctor|plans|lookups)\/|^node_modules\/(any-ascii|papaparse|@streamparser|fastest-levenshtein|jose|pg|better-sqlite3|commander|express|hono)/;
/** Names that a tool's schema is made of, and small words of an answer; they import the model at most. */
const LIGHT = new Set([
  'src/app/sync/targets.ts',
  'src/app/lookups/orphan-summary.ts',
  'src/app/lookups/account-name.ts',
  'src/app/lookups/account-deadline.ts',
  'src/answers/confirmed-words.ts',
  'src/answers/orphan-question.ts',
  'src/app/imports/brought-by.ts',
  'src/sources/cells/text.ts',
  'src/sources/cells/visible.ts',
]);

test('what a client waits for at the start holds no room that only a call needs', async () => {
  const outputs = bundle();
  const all = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  // They are in the program: what is looked for has not just been renamed.
  for (const room of ['src/reconcile/', 'src/sources/', 'src/store/', 'src/app/evidence/', 'node_modules/any-ascii/'])
    expect(all.some((file) => file.startsWith(room))).toBe(true);
  const { files, builtins } = loadedAtStart(outputs);
  expect([...files]).toContain('src/serve/protocol/list-tools.ts');
  expect([...files].filter((file) => HEAVY.test(file) && !LIGHT.has(file))).toEqual([]);
  // `import { z }` brings every language of zod's messages; `import * as z` only the one that is set.
  expect([...files].filter((file) => file.includes('/zod/v4/locales/'))).toEqual(['node_modules/zod/v4/locales/en.js']);
  // Slow to load, or outside the bundle.
  expect([...builtins].sort()).toEqual(['node:os', 'node:path', 'node:process']);
});
