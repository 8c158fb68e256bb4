import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../helpers/postgres-server.ts';
import { type Spread, spread } from '../figures.ts';
import { type Measured, measure } from './child.ts';
import { type Latency, latencyDuring } from './latency.ts';
import { type Files, writePeople } from './people.ts';
import { writeReviewed } from './reviews.ts';

export interface Run {
  readonly parse: Measured;
  readonly validate: Measured;
  readonly baselineEmpty: Measured;
  readonly importEmpty: Measured;
  readonly baselineLive: Measured;
  readonly importLive: Measured;
  readonly baselineAgain: Measured;
  readonly importAgain: Measured;
  readonly mapMatch: Measured;
  readonly match: Measured;
  readonly mapJoin: Measured;
  readonly duckJoin: Measured;
  readonly judgeAll: Measured;
  readonly afterwards: Measured;
}

/** Ours and the baseline in turn, each in a process and a store of its own. */
export async function scaleRun(task: string, rows: number): Promise<Run> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  try {
    const files = await writePeople(home, rows);
    const { accounts, accountsAgain, accountsLater, directory } = files;
    const bare = join(home, 'bare.sqlite');
    const run = async (...args: readonly string[]) => {
      process.stderr.write(`${rows} rows: ${args[0]}\n`);
      return measure(task, ...args);
    };
    const parse = await run('parse', accounts);
    const validate = await run('validate', accounts);
    const baselineEmpty = await run('loadIndexAfter', accounts, bare);
    const importEmpty = await run('importAccounts', home, accounts, '72');
    const baselineAgain = await run('upsert', accountsAgain, bare);
    const importAgain = await run('importAccounts', home, accountsAgain, '48');
    await rm(bare);
    await run('loadIndexAfter', accounts, bare);
    const baselineLive = await run('loadIndexBefore', accountsLater, bare);
    const importLive = await run('importAccounts', home, accountsLater, '24');
    const mapMatch = await run('mapMatch', accounts, directory, join(home, 'joined.csv'));
    const match = await run('match', accounts, directory, join(home, 'matched.csv'));
    const mapJoin = await run('mapJoin', accounts, directory);
    const duckJoin = await run('duckJoin', accounts, directory);
    await run('importDirectory', home, directory, '2');
    const judgeAll = await run('judgeAll', home);
    const afterwards = await run('afterwards', home, 'u100000001', files.directoryOne, files.directoryLater);
    return {
      parse,
      validate,
      baselineEmpty,
      importEmpty,
      baselineLive,
      importLive,
      baselineAgain,
      importAgain,
      mapMatch,
      match,
      mapJoin,
      duckJoin,
      judgeAll,
      afterwards,
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** A real server with a file of so many rows, and what others wait meanwhile. */
export async function meanwhile(server: string, rows: number): Promise<Latency> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  try {
    const files: Files = await writePeople(home, rows);
    return await latencyDuring(server, home, files);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: Spread;
  readonly baseline: Spread | null;
  /** Of the ratio to the baseline; without a baseline, of the figure itself. */
  readonly target: number;
}

const ms = (all: readonly Run[], pick: (run: Run) => Measured, figure = 'ms') =>
  spread(all.map((run) => pick(run).figures[figure] ?? Number.NaN));
const mb = (all: readonly Run[], pick: (run: Run) => Measured) =>
  spread(all.map((run) => pick(run).peakMb ?? Number.NaN));

export function scaleRows(all: readonly Run[], rows: number): readonly Row[] {
  const named = (what: string) => `${what}, ${rows.toLocaleString('en')} rows`;
  const join = ms(all, (run) => run.mapJoin);
  return [
    {
      what: named('read and check a users export; baseline: papaparse, rows as lists'),
      unit: 'ms',
      ours: ms(all, (run) => run.validate),
      baseline: ms(all, (run) => run.parse),
      target: 1.3,
    },
    {
      what: named('two lists matched by the command; baseline: papaparse and a JS Map of addresses'),
      unit: 'ms',
      ours: ms(all, (run) => run.match),
      baseline: ms(all, (run) => run.mapMatch),
      target: 12,
    },
    {
      what: named('peak memory of that'),
      unit: 'MB',
      ours: mb(all, (run) => run.match),
      baseline: null,
      target: 1_500,
    },
    {
      what: named('import into an empty store; baseline: papaparse, prepared insert, indexes after'),
      unit: 'ms',
      ours: ms(all, (run) => run.importEmpty),
      baseline: ms(all, (run) => run.baselineEmpty),
      target: 1.3,
    },
    {
      what: named('import into a live store, every row changed; baseline: the same with indexes there'),
      unit: 'ms',
      ours: ms(all, (run) => run.importLive),
      baseline: ms(all, (run) => run.baselineLive),
      target: 1.3,
    },
    {
      what: named('import of the same rows in other bytes; baseline: papaparse, guarded upsert'),
      unit: 'ms',
      ours: ms(all, (run) => run.importAgain),
      baseline: ms(all, (run) => run.baselineAgain),
      target: 1.4,
    },
    {
      what: named('peak memory of an import'),
      unit: 'MB',
      ours: mb(all, (run) => run.importLive),
      baseline: null,
      target: 350,
    },
    {
      what: named('ids of all accounts of nobody, from the store; baseline: DuckDB joins loaded tables'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'orphans'),
      baseline: ms(all, (run) => run.duckJoin),
      target: 1.2,
    },
    {
      what: named('every finding again when the clock changes all; baseline: a JS Map join'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'everyFinding'),
      baseline: join,
      target: 4,
    },
    {
      what: named('everything from the rows: state, links, findings; baseline: a JS Map join'),
      unit: 'ms',
      ours: ms(all, (run) => run.judgeAll),
      baseline: join,
      target: 30,
    },
    {
      what: named('the same; baseline: DuckDB joins loaded tables by address'),
      unit: 'ms',
      ours: ms(all, (run) => run.judgeAll),
      baseline: ms(all, (run) => run.duckJoin),
      target: 10,
    },
    {
      what: named('peak memory of that'),
      unit: 'MB',
      ours: mb(all, (run) => run.judgeAll),
      baseline: null,
      target: 600,
    },
    {
      what: named('a new read of the directory in which one person changed, judged'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'oneRow'),
      baseline: null,
      target: 100,
    },
    {
      what: named('a new read of the directory in which one of a hundred changed, judged; baseline: everything judged'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'onePercent'),
      baseline: ms(all, (run) => run.judgeAll),
      target: 0.1,
    },
    {
      what: named('one record, until its finding is there'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'oneChanged'),
      baseline: null,
      target: 50,
    },
    {
      what: named('one decided link, until its finding is there'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'oneLinked'),
      baseline: null,
      target: 50,
    },
    {
      what: named('first page of find_orphaned_accounts, of a process that just began'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'first'),
      baseline: null,
      target: 50,
    },
    {
      what: named('the same page again'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'again'),
      baseline: null,
      target: 50,
    },
  ];
}

/** Everything judged in the smaller runs. */
export function judgedRows(run: Run, rows: number): readonly Row[] {
  const row = (baseline: string, pick: (one: Run) => Measured, target: number): Row => ({
    what: `everything judged, ${rows.toLocaleString('en')} rows; baseline: ${baseline}`,
    unit: 'ms',
    ours: ms([run], (one) => one.judgeAll),
    baseline: ms([run], pick),
    target,
  });
  return [
    row('a JS Map join', (one) => one.mapJoin, 30),
    row('DuckDB joins loaded tables by address', (one) => one.duckJoin, 10),
  ];
}

/** Everything judged in PostgreSQL and in SQLite, in turn. */
export async function databaseRows(task: string, rows: number, runs: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  try {
    const { accounts, directory } = await writePeople(folder, rows);
    const judged = async (home: string) => {
      process.stderr.write(`${rows} rows: judged in ${home.includes('://') ? 'PostgreSQL' : 'SQLite'}\n`);
      await measure(task, 'importAccounts', home, accounts, '72');
      await measure(task, 'importDirectory', home, directory, '2');
      return (await measure(task, 'judgeAll', home)).figures['ms'] ?? Number.NaN;
    };
    const [shared, own]: number[][] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      own?.push(await judged(await mkdtemp(join(folder, 'home-'))));
      const server = await startPostgres();
      try {
        shared?.push(await judged(server.url('postgres')));
      } finally {
        await server.remove();
      }
    }
    return [
      {
        what: `everything judged in PostgreSQL, ${rows.toLocaleString('en')} rows; baseline: the same in SQLite`,
        unit: 'ms',
        ours: spread(shared ?? []),
        baseline: spread(own ?? []),
        target: 2,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface ReviewRun {
  readonly idle: Measured;
  readonly ours: Measured;
  readonly pictures: Measured;
  readonly bare: Measured;
}

/** A review of so many items on a judged store, and the same rows by bare statements. */
export async function reviewRun(task: string, rows: number): Promise<ReviewRun> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  try {
    const { accounts, directory } = await writeReviewed(home, rows);
    const run = async (...args: readonly string[]) => {
      process.stderr.write(`${rows} items of a review: ${args[0]}\n`);
      return measure(task, ...args);
    };
    await run('importAccounts', home, accounts, '24');
    await run('importDirectory', home, directory, '2');
    await run('judgeAll', home);
    const idle = await run('idleReview', home);
    const ours = await run('openedReview', home);
    const pictures = await run('drawnPictures', home);
    const bare = await run('bareReview', home, join(home, 'bare.sqlite'));
    return { idle, ours, pictures, bare };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** What the pictures of a page take, from asking the store to the last line of SVG. */
export function pictureRows(all: readonly ReviewRun[], rows: number): readonly Row[] {
  const row = (what: string, name: string): Row => ({
    what: `${what}, ${rows.toLocaleString('en')} accounts`,
    unit: 'ms',
    ours: spread(all.map(({ pictures }) => pictures.figures[name] ?? Number.NaN)),
    baseline: null,
    target: 300,
  });
  return [
    row('pictures of the overview, first', 'ms'),
    row('processor time of that', 'cpu'),
    row('pictures of the overview, again', 'again'),
    row('processor time of that', 'againCpu'),
    row('pictures of every finding', 'everybody'),
    row('processor time of that', 'everybodyCpu'),
    row('picture of a review of all', 'review'),
    row('processor time of that', 'reviewCpu'),
  ];
}

export function reviewRows(all: readonly ReviewRun[], rows: number): readonly Row[] {
  const figure = (pick: (run: ReviewRun) => Measured, name: string) =>
    spread(all.map((run) => pick(run).figures[name] ?? Number.NaN));
  const row = (what: string, name: string, target: number): readonly Row[] => {
    const ours = figure((run) => run.ours, name);
    const bare = figure((run) => run.bare, name);
    const named = `${what}, ${rows.toLocaleString('en')} items`;
    return [
      { what: named, unit: 'ms', ours, baseline: null, target },
      {
        what: `${named}: how long bare statements take with the same rows`,
        unit: 'ms',
        ours: bare,
        baseline: null,
        target,
      },
    ];
  };
  const beyond = all.map(({ idle, ours }) => (ours.peakMb ?? Number.NaN) - (idle.peakMb ?? Number.NaN));
  return [
    ...row('a review opened on a judged store', 'ms', 5_000),
    ...row('processor time of that', 'cpu', 5_000),
    {
      what: `memory of that beyond a process that opens none, ${rows.toLocaleString('en')} items`,
      unit: 'MB',
      ours: spread(beyond),
      baseline: null,
      target: 300,
    },
    ...row('a page of the review', 'page', 50),
    ...row('200 items decided', 'decide', 200),
  ];
}

/** How cost grows with rows: 1 is linear. */
export function exponent(sizes: readonly { readonly rows: number; readonly ms: number }[]): number {
  const points = sizes.map(({ rows, ms: took }) => ({ x: Math.log(rows), y: Math.log(took) }));
  const mean = (pick: (one: { x: number; y: number }) => number) =>
    points.reduce((sum, one) => sum + pick(one), 0) / points.length;
  const [x, y] = [mean((one) => one.x), mean((one) => one.y)];
  const over = points.reduce((sum, one) => sum + (one.x - x) * (one.y - y), 0);
  return over / points.reduce((sum, one) => sum + (one.x - x) ** 2, 0);
}
