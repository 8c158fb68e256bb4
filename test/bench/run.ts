import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { row, spread } from './figures.ts';
import { measureStart, type Start } from './server-process.ts';

const RUNS = 15;
const OURS = 'dist/main.js';
const BARE = '.cache/bench/bare-server.js';

/** Ours and the floor in turn, so that a machine that slows down slows both. */
async function startFigures(home: string) {
  const ours: Start[] = [];
  const bare: Start[] = [];
  await measureStart(OURS, { CLARI_IDENTITY_HOME: home });
  await measureStart(BARE, {});
  for (let run = 0; run < RUNS; run += 1) {
    ours.push(await measureStart(OURS, { CLARI_IDENTITY_HOME: home }));
    bare.push(await measureStart(BARE, {}));
    process.stderr.write(`\rstart ${run + 1}/${RUNS}`);
  }
  process.stderr.write('\n');
  return { ours, bare };
}

const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
try {
  const { ours, bare } = await startFigures(home);
  const of = (starts: readonly Start[], pick: (one: Start) => number | null) =>
    spread(starts.map(pick).filter((value) => value !== null));
  const [cpu] = cpus();
  const lines = [
    `Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}; medians (least to most), runs alternated`,
    '',
    '| measure | ours | floor: bare SDK server, bundled alike | ratio | target | | n |',
    '|---|---|---|---|---|---|---|',
    row(
      'cold start to the initialize answer',
      'ms',
      of(ours, (one) => one.coldStartMs),
      of(bare, (one) => one.coldStartMs),
      1.3,
    ),
    row(
      'idle PSS after tools/list',
      'MB',
      of(ours, (one) => one.idlePssMb),
      of(bare, (one) => one.idlePssMb),
      1.4,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}
