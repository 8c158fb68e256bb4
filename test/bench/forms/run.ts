import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { spread } from '../figures.ts';
import { type Measured, measure } from '../scale/child.ts';

const TASK = '.cache/bench-forms/task.js';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, runs: { type: 'string' } } });
const part = values.quick ? 10 : 1;
const runs = Number(values.runs ?? (values.quick ? 1 : 5));

/** `most`: megabytes. */
const FORMS = [
  { form: 'inline', rows: 100_000 / part, most: 250, ratio: 2 },
  { form: 'shared', rows: 100_000 / part, most: 250, ratio: 2 },
  { form: 'ldif', rows: 1_000_000 / part, most: 200, ratio: null },
  { form: 'list', rows: 1_000_000 / part, most: 200, ratio: null },
  { form: 'lines', rows: 1_000_000 / part, most: 200, ratio: null },
] as const;

const folder = await mkdtemp(join(tmpdir(), 'clari-identity-forms-'));
const lines = ['| form | rows | ours | the walk alone | ratio | peak MB | |', '|---|---|---|---|---|---|---|'];
try {
  for (const { form, rows, most, ratio } of FORMS) {
    const path = join(folder, form);
    await measure(TASK, 'make', path, form, String(rows));
    const [ours, walked]: [Measured[], Measured[]] = [[], []];
    // In turn, so that a machine that slows down slows both.
    for (let run = 0; run < runs; run += 1) {
      ours.push(await measure(TASK, 'ours', path, form, String(rows)));
      if (ratio !== null) walked.push(await measure(TASK, 'walked', path, form, String(rows)));
    }
    const ms = (all: readonly Measured[]) => spread(all.map((one) => one.figures['ms'] ?? Number.NaN));
    const show = ({ median, min, max }: ReturnType<typeof ms>) =>
      `${median.toFixed(0)} (${min.toFixed(0)} to ${max.toFixed(0)}) ms`;
    const peak = Math.max(...ours.map((one) => one.peakMb ?? 0));
    const times = ratio === null ? null : ms(ours).median / ms(walked).median;
    const isMet = peak <= most && (ratio === null || (times ?? 0) <= ratio);
    lines.push(
      `| ${form} | ${rows.toLocaleString('en')} | ${show(ms(ours))} | ${walked.length === 0 ? '' : show(ms(walked))} | ${times === null ? '' : `${times.toFixed(2)} (≤ ${ratio})`} | ${peak.toFixed(0)} (≤ ${most}) | ${isMet ? 'met' : 'NOT MET'} |`,
    );
    process.stderr.write(`${lines.at(-1)}\n`);
    await rm(path, { force: true });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(`${lines.join('\n')}\n`);
