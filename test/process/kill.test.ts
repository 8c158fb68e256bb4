import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { hoursAgo, MAIN, program } from '../helpers/program.ts';

const ROWS = 150_000;

function users(status: string): string {
  const rows = Array.from({ length: ROWS }, (_, at) => `${at},Person ${at},p${at}@acme.com,Rep,East,${status}`);
  return ['clari_id,name,email,role,team,status', ...rows].join('\n');
}

test('a kill at any point of an import leaves the store as it was, and the next import works', {
  timeout: 240_000,
}, async () => {
  const one = await program();
  const first = await one.file('first.csv', users('Active'));
  const second = await one.file('second.csv', users('Inactive'));
  expect((await one.run('import', first, '--as-of', hoursAgo(9), '--complete')).code).toBe(0);
  const before = (await one.run('status', '--json')).stdout;
  for (const delay of [120, 250, 400, 600, 900]) {
    const child = spawn(
      process.execPath,
      [MAIN, 'import', second, '--as-of', hoursAgo(5), '--complete', '--accept-drop'],
      {
        env: one.environment,
        stdio: 'ignore',
      },
    );
    const ended = new Promise<NodeJS.Signals | null>((done) => child.once('close', (_code, signal) => done(signal)));
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill('SIGKILL');
    const finished = (await ended) !== 'SIGKILL';
    const after = (await one.run('status', '--json')).stdout;
    // On a quick machine the last ones may finish first: then everything is there, and never a part.
    if (finished) {
      expect(after).toContain('"snapshots": 2');
      break;
    }
    expect(after).toBe(before);
  }
  const at = hoursAgo(4);
  const whole = await one.run('import', second, '--as-of', at, '--complete', '--accept-drop');
  expect(whole.stderr).toBe('');
  expect(whole.stdout).toContain(`${ROWS} accepted`);
});

test('two processes import into one store at once: both are there, the ledger has no gap', {
  timeout: 120_000,
}, async () => {
  const one = await program();
  const paths = await Promise.all(
    Array.from({ length: 4 }, (_, at) => one.file(`d${at}.csv`, `id,login,status\nu${at},p${at}@acme.com,ACTIVE\n`)),
  );
  const runs = await Promise.all(
    paths.map((path, at) =>
      one.run('import', path, '--kind', 'directory', '--directory', `dir${at}`, '--as-of', hoursAgo(2), '--complete'),
    ),
  );
  expect(runs.map((run) => [run.code, run.stderr])).toEqual(runs.map(() => [0, '']));
  const status = (await one.run('status')).stdout;
  for (const at of paths.keys()) expect(status).toContain(`directory:dir${at}: fresh`);
});
