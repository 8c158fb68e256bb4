import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ACCOUNT_FORMATS } from '../../../src/model/exchange-format.ts';
import { spread } from '../figures.ts';
import { type Measured, measure } from '../scale/child.ts';

const TASK = '.cache/bench-exports/task.js';
/** Times what reading the same rows and writing them as CSV takes. */
const RATIO = 2;
const MOST_MB = 200;

const { values } = parseArgs({ options: { rows: { type: 'string' }, runs: { type: 'string' } } });
const rows = values.rows ?? '1000000';
const runs = Number(values.runs ?? 3);

const folder = await mkdtemp(join(tmpdir(), 'clari-identity-exports-'));
const lines = [
  '| format | accounts | ours | read and written as CSV | ratio | peak MB | |',
  '|---|---|---|---|---|---|---|',
];
try {
  await measure(TASK, 'made', folder, '', '', rows);
  for (const format of ACCOUNT_FORMATS) {
    const [ours, csv]: [Measured[], Measured[]] = [[], []];
    // In turn, so that a machine that slows down slows both.
    for (let run = 0; run < runs; run += 1) {
      for (const [task, all] of [
        ['csv', csv],
        ['exported', ours],
      ] as const) {
        const path = join(folder, 'out');
        all.push(await measure(TASK, task, folder, format, path, rows));
        for (const one of [path, `${path}.left-out.csv`]) await rm(one, { recursive: true, force: true });
      }
    }
    const ms = (all: readonly Measured[]) => spread(all.map((one) => one.figures['ms'] ?? Number.NaN));
    const show = ({ median, min, max }: ReturnType<typeof ms>) =>
      `${median.toFixed(0)} (${min.toFixed(0)} to ${max.toFixed(0)}) ms`;
    const peak = (all: readonly Measured[]) => Math.max(...all.map((one) => one.peakMb ?? 0));
    const times = ms(ours).median / ms(csv).median;
    const isMet = times <= RATIO && peak(ours) <= MOST_MB;
    lines.push(
      `| ${format} | ${Number(rows).toLocaleString('en')} | ${show(ms(ours))} | ${show(ms(csv))} | ${times.toFixed(2)} (≤ ${RATIO}) | ${peak(ours).toFixed(0)} (≤ ${MOST_MB}; CSV ${peak(csv).toFixed(0)}) | ${isMet ? 'met' : 'NOT MET'} |`,
    );
    process.stderr.write(`${lines.at(-1)}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(`${lines.join('\n')}\n`);
