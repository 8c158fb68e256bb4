import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { writeNotices } from './notices.mjs';
import { rulesHash } from './rules-hash.mjs';
import { toolDefinitions } from './tool-definitions.mjs';

// What is built, by name: `node build.mjs` makes the program, `node build.mjs bench` what measures it. With --look nothing
// is written, and what would be is told as JSON; with --clean nothing of earlier builds stays.
const SETS = {
  program: { in: ['src/main.ts', 'src/worker.ts', 'src/generation-thread.ts'], out: 'dist' },
  bench: {
    in: [
      'test/bench/bare-2025.ts',
      'test/bench/bare-2026.ts',
      'test/bench/run.ts',
      'test/bench/scale/task.ts',
      'src/generation-thread.ts',
    ],
    out: '.cache/bench',
    flat: true,
  },
  'bench:http': {
    in: ['test/bench/http/baseline-server.ts', 'test/bench/http/baseline-2026.ts', 'test/bench/http/run.ts'],
    out: '.cache/bench-http',
  },
  'bench:live': { in: ['test/bench/live/run.ts'], out: '.cache/bench-live' },
  'bench:sync': { in: ['test/bench/sync/run.ts'], out: '.cache/bench-sync' },
  soak: { in: ['test/soak/run.ts', 'test/soak/shifted-clock.ts'], out: '.cache/soak' },
  eval: { in: ['test/eval/run.ts'], out: '.cache/eval' },
  'bench:forms': { in: ['test/bench/forms/run.ts', 'test/bench/forms/task.ts'], out: '.cache/bench-forms' },
  'bench:exports': {
    in: ['test/bench/exports/run.ts', 'test/bench/exports/task.ts', 'src/generation-thread.ts'],
    out: '.cache/bench-exports',
    flat: true,
  },
  'bench:correlation': { in: ['test/bench/correlation/run.ts'], out: '.cache/bench-correlation' },
};

// Installed beside the program: native code, so large that loading it is put off until somebody
// needs it, or the runner of tests, some of whose helpers the soak driver uses.
const EXTERNAL = [
  'better-sqlite3',
  '@okta/okta-sdk-nodejs',
  '@microsoft/microsoft-graph-client',
  '@azure/identity',
  'pg',
  'pg-copy-streams',
  '@duckdb/node-api',
  'vitest',
];

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [look, clean] = ['--look', '--clean'].map((flag) => process.argv.includes(flag));

const definitions = await toolDefinitions();

for (const name of asked.length > 0 ? asked : ['program']) {
  const set = SETS[name];
  if (set === undefined) throw new Error(`nothing is built as ${name}; known: ${Object.keys(SETS).join(', ')}`);
  // Parts of earlier builds have other names: a server that still runs loads them, and a package would ship them.
  if (clean) await rm(set.out, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: set.in,
    outdir: set.out,
    ...(set.flat ? { entryNames: '[name]' } : {}),
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL,
    // Its other form asks for its own parts in a way that cannot be bundled.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    // Packages of the older module format ask for what Node has built in.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    define: { __RULES_HASH__: JSON.stringify(rulesHash()), __TOOLS__: JSON.stringify(definitions) },
    logLevel: 'warning',
    write: !look,
    metafile: true,
  });
  if (look) process.stdout.write(JSON.stringify(metafile.outputs));
  else if (name === 'program') await writeNotices(metafile, set.out);
}
