import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** Runs the driver as `npm run soak` does. */
async function soak(...args: readonly string[]) {
  const child = spawn(process.execPath, ['.cache/soak/run.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [report, progress] = ['', ''];
  child.stdout.on('data', (bytes) => {
    report += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    progress += String(bytes);
  });
  await once(child, 'close');
  return { code: child.exitCode, report, progress };
}

/** The last cell of every line of a table of the report. */
function timesIn(report: string, head: string): readonly (readonly string[])[] {
  const [, table = ''] = report.split(`${head}\n`);
  const [rows = ''] = table.split('\n\n');
  return rows
    .split('\n')
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

test.each(['sqlite', 'postgres'])(
  'a minute of faults on %s: what was acknowledged is there, and nothing else is wrong',
  { timeout: 900_000 },
  async (store) => {
    const { code, report, progress } = await soak('--minutes', '1', '--seed', '20261201', '--store', store);
    expect(report, progress).toContain('\n0 violations');
    expect(code, progress).toBe(0);
    expect(timesIn(report, '| fault | times |').length).toBeGreaterThan(0);
    const kept = timesIn(report, '| kept | acknowledged | found |');
    const [, , acknowledged, found] = kept.find(([, kind]) => kind === 'read') ?? [];
    expect(Number(acknowledged)).toBeGreaterThan(0);
    expect(found).toBe(acknowledged);
  },
);

test('a time that is none is refused before anything is started', async () => {
  const { code, progress } = await soak('--minutes', 'soon');
  expect(code).toBe(1);
  expect(progress).toContain('--minutes is a number');
});
