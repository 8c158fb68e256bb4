import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Spread, spread } from '../figures.ts';
import { type Measured, measure } from './child.ts';
import { type Latency, latencyDuring } from './latency.ts';
import { type Files, writePeople } from './people.ts';

export interface Run {
  readonly parse: Measured;
  readonly validate: Measured;
  readonly floorEmpty: Measured;
  readonly importEmpty: Measured;
  readonly floorLive: Measured;
  readonly importLive: Measured;
  readonly floorAgain: Measured;
  readonly importAgain: Measured;
  readonly mapJoin: Measured;
  readonly duckJoin: Measured;
  readonly judgeAll: Measured;
  readonly afterwards: Measured;
}

/** Ours and the floor in turn, each in a process and a store of its own. */
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
    const floorEmpty = await run('loadIndexAfter', accounts, bare);
    const importEmpty = await run('importAccounts', home, accounts, '72');
    const floorAgain = await run('upsert', accountsAgain, bare);
    const importAgain = await run('importAccounts', home, accountsAgain, '48');
    await rm(bare);
    await run('loadIndexAfter', accounts, bare);
    const floorLive = await run('loadIndexBefore', accountsLater, bare);
    const importLive = await run('importAccounts', home, accountsLater, '24');
    const mapJoin = await run('mapJoin', accounts, directory);
    const duckJoin = await run('duckJoin', accounts, directory);
    await run('importDirectory', home, directory, '2');
    const judgeAll = await run('judgeAll', home);
    const afterwards = await run('afterwards', home, 'u100000001', files.directoryOne, files.directoryLater);
    return {
      parse,
      validate,
      floorEmpty,
      importEmpty,
      floorLive,
      importLive,
      floorAgain,
      importAgain,
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
  readonly floor: Spread | null;
  /** Of the ratio to the floor; without a floor, of the figure itself. */
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
      what: named('read and check a users export; floor: papaparse, rows as lists'),
      unit: 'ms',
      ours: ms(all, (run) => run.validate),
      floor: ms(all, (run) => run.parse),
      target: 1.3,
    },
    {
      what: named('import into an empty store; floor: papaparse, prepared insert, indexes after'),
      unit: 'ms',
      ours: ms(all, (run) => run.importEmpty),
      floor: ms(all, (run) => run.floorEmpty),
      target: 1.3,
    },
    {
      what: named('import into a live store, every row changed; floor: the same with indexes there'),
      unit: 'ms',
      ours: ms(all, (run) => run.importLive),
      floor: ms(all, (run) => run.floorLive),
      target: 1.3,
    },
    {
      what: named('import of the same rows in other bytes; floor: papaparse, guarded upsert'),
      unit: 'ms',
      ours: ms(all, (run) => run.importAgain),
      floor: ms(all, (run) => run.floorAgain),
      target: 1.4,
    },
    {
      what: named('peak memory of an import'),
      unit: 'MB',
      ours: mb(all, (run) => run.importLive),
      floor: null,
      target: 350,
    },
    {
      what: named('ids of all accounts of nobody, from the store; floor: DuckDB joins loaded tables'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'orphans'),
      floor: ms(all, (run) => run.duckJoin),
      target: 1.2,
    },
    {
      what: named('every finding again when the clock changes all; floor: a JS Map join'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'everyFinding'),
      floor: join,
      target: 4,
    },
    {
      what: named('everything from the rows: state, links, findings; floor: a JS Map join'),
      unit: 'ms',
      ours: ms(all, (run) => run.judgeAll),
      floor: join,
      target: 30,
    },
    {
      what: named('the same; floor: DuckDB joins loaded tables by address'),
      unit: 'ms',
      ours: ms(all, (run) => run.judgeAll),
      floor: ms(all, (run) => run.duckJoin),
      target: 10,
    },
    {
      what: named('peak memory of that'),
      unit: 'MB',
      ours: mb(all, (run) => run.judgeAll),
      floor: null,
      target: 600,
    },
    {
      what: named('a new read of the directory in which one person changed, judged'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'oneRow'),
      floor: null,
      target: 100,
    },
    {
      what: named('a new read of the directory in which one of a hundred changed, judged; floor: everything judged'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'onePercent'),
      floor: ms(all, (run) => run.judgeAll),
      target: 0.1,
    },
    {
      what: named('one record, until its finding is there'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'oneChanged'),
      floor: null,
      target: 50,
    },
    {
      what: named('one decided link, until its finding is there'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'oneLinked'),
      floor: null,
      target: 50,
    },
    {
      what: named('first page of find_orphaned_accounts, of a process that just began'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'first'),
      floor: null,
      target: 50,
    },
    {
      what: named('the same page again'),
      unit: 'ms',
      ours: ms(all, (run) => run.afterwards, 'again'),
      floor: null,
      target: 50,
    },
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
