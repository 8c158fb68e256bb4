import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Spread, spread } from './figures.ts';
import { appRows } from './scale/apps.ts';
import {
  databaseRows,
  exponent,
  judgedRows,
  meanwhile,
  pictureRows,
  type ReviewRun,
  type Row,
  type Run,
  reviewRows,
  reviewRun,
  scaleRows,
  scaleRun,
} from './scale/scale.ts';
import { type Era, measureStart, type Start } from './server-process.ts';

const OURS = 'dist/main.js';
const BARE = { '2025-11-25': '.cache/bench/bare-2025.js', '2026-07-28': '.cache/bench/bare-2026.js' } as const;
const TASK = '.cache/bench/task.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    starts: { type: 'boolean', default: false },
    rows: { type: 'string' },
    runs: { type: 'string' },
  },
});
const rows = Number(values.rows ?? (values.quick ? 20_000 : 1_000_000));
const runs = Number(values.runs ?? (values.quick ? 1 : 3));
const starts = values.quick ? 5 : 15;

/** Ours and the baseline in turn, so that a machine that slows down slows both. */
async function startRows(era: Era): Promise<readonly Row[]> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  const ours: Start[] = [];
  const bare: Start[] = [];
  const measure = {
    ours: () => measureStart(OURS, era, { CLARI_IDENTITY_HOME: home }),
    bare: () => measureStart(BARE[era], era, {}),
  };
  try {
    await measure.ours();
    await measure.bare();
    for (let run = 0; run < starts; run += 1) {
      ours.push(await measure.ours());
      bare.push(await measure.bare());
      process.stderr.write(`start ${era} ${run + 1}/${starts}\n`);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  const of = (all: readonly Start[], pick: (one: Start) => number | null) =>
    spread(all.map(pick).filter((value) => value !== null));
  const start = (one: Start) => one.coldStartMs;
  const pss = (one: Start) => one.idlePssMb;
  return [
    {
      what: `${era}: cold start to the first answer; baseline: a bare server of that SDK, bundled alike`,
      unit: 'ms',
      ours: of(ours, start),
      baseline: of(bare, start),
      target: 1.15,
    },
    {
      what: `${era}: idle PSS after tools/list; baseline: the same`,
      unit: 'MB',
      ours: of(ours, pss),
      baseline: of(bare, pss),
      target: 1.2,
    },
  ];
}

async function meanwhileRows(): Promise<readonly Row[]> {
  const { duringImport, duringJudging, silenceMs } = await meanwhile(OURS, rows);
  const row = (what: string, ours: readonly number[], target: number): Row => ({
    what: `${what}, ${rows.toLocaleString('en')} rows`,
    unit: 'ms',
    ours: spread([Math.max(...ours)]),
    baseline: null,
    target,
  });
  return [
    row(`longest of ${duringImport.length} calls answered during an import`, duringImport, 250),
    row(`longest of ${duringJudging.length} calls answered while everything is judged`, duringJudging, 250),
    row('longest silence of progress', [silenceMs], 10_000),
  ];
}

function line({ what, unit, ours, baseline, target }: Row): string {
  const show = (one: Spread) => `${one.median.toFixed(1)} (${one.min.toFixed(1)} to ${one.max.toFixed(1)}) ${unit}`;
  const measured = baseline === null ? ours.median : ours.median / baseline.median;
  const limit = baseline === null ? `≤ ${target} ${unit}` : `≤ ${target}`;
  return `| ${what} | ${show(ours)} | ${baseline === null ? '' : show(baseline)} | ${baseline === null ? '' : measured.toFixed(2)} | ${limit} | ${measured <= target ? 'met' : 'NOT MET'} | ${ours.n} |`;
}

function growth(
  small: readonly { readonly rows: number; readonly run: Run }[],
  all: readonly Run[],
): readonly string[] {
  const of = (name: string, pick: (run: Run) => number | undefined) => {
    const largest = spread(all.map((run) => pick(run) ?? Number.NaN)).median;
    const sizes = [...small.map((one) => ({ rows: one.rows, ms: pick(one.run) ?? Number.NaN })), { rows, ms: largest }];
    return `${name}: ${sizes.map((one) => `${one.rows.toLocaleString('en')} rows ${one.ms.toFixed(0)} ms`).join(', ')}; exponent ${exponent(sizes).toFixed(2)}`;
  };
  return [
    of('import', (run) => run.importEmpty.figures['ms']),
    of('everything judged', (run) => run.judgeAll.figures['ms']),
  ];
}

/** What takes long with many rows, and how it grows with them. */
async function scaleTables(): Promise<readonly [readonly Row[], readonly string[]]> {
  const small: { readonly rows: number; readonly run: Run }[] = [];
  for (const part of [100, 10]) {
    const size = Math.max(1_000, Math.round(rows / part));
    small.push({ rows: size, run: await scaleRun(TASK, size) });
  }
  const all: Run[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await scaleRun(TASK, rows));
  const reviewed = Math.round(rows / 10);
  const reviews: ReviewRun[] = [];
  for (let run = 0; run < runs; run += 1) reviews.push(await reviewRun(TASK, reviewed));
  const table = [
    ...scaleRows(all, rows),
    ...small.flatMap((one) => judgedRows(one.run, one.rows)),
    ...(await databaseRows(TASK, Math.round(rows / 10), runs)),
    ...(await appRows(TASK, rows / 10, runs)),
    ...reviewRows(reviews, reviewed),
    ...pictureRows(reviews, reviewed),
    ...(await meanwhileRows()),
  ];
  return [table, growth(small, all)];
}

const [cpu] = cpus();
const started = loadavg()[0] ?? 0;
const startTable = [...(await startRows('2025-11-25')), ...(await startRows('2026-07-28'))];
const [scaleTable, growths] = values.starts ? [[], []] : await scaleTables();
const lines = [
  `Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; load ${started.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after; medians (least to most), ours and the baseline in turn`,
  '',
  '| measure | ours | baseline | ratio | target | | n |',
  '|---|---|---|---|---|---|---|',
  ...[...startTable, ...scaleTable].map(line),
  '',
  ...growths,
];
process.stdout.write(`${lines.join('\n')}\n`);
