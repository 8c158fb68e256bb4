import { duckJoin, load, mapJoin, mapMatch, parse, upsert } from './baselines.ts';
import { afterwards, importAccounts, importApps, importDirectory, judgeAll, match, validate } from './ours.ts';
import { drawnPictures } from './pictures.ts';
import { bareReview, idleReview, openedReview } from './reviews.ts';

// One task in a process of its own, so that its memory is its own: what it took goes to stdout as JSON.
const [task = '', one = '', ...others] = process.argv.slice(2);
const [other = '', more = '', last = ''] = others;

const TASKS: Readonly<Record<string, () => Promise<number | Readonly<Record<string, number>>>>> = {
  parse: async () => {
    const started = performance.now();
    await parse(one, () => undefined);
    return performance.now() - started;
  },
  loadIndexAfter: () => load(one, other, 'after'),
  loadIndexBefore: () => load(one, other, 'before'),
  upsert: () => upsert(one, other),
  mapJoin: () => mapJoin(one, other),
  mapMatch: () => mapMatch(one, other, more),
  match: () => match(one, other, more),
  duckJoin: () => duckJoin(one, other),
  validate: () => validate(one),
  importAccounts: () => importAccounts(one, other, Number(more)),
  importApps: () => importApps(one, others),
  importDirectory: () => importDirectory(one, other, Number(more)),
  judgeAll: () => judgeAll(one),
  idleReview: () => idleReview(one),
  openedReview: () => openedReview(one),
  drawnPictures: () => drawnPictures(one),
  bareReview: () => bareReview(one, other),
  afterwards: () => afterwards(one, other, more, last),
};

const run = TASKS[task];
if (run === undefined) throw new Error(`no task ${task}`);
process.stdout.write(JSON.stringify(await run()));
