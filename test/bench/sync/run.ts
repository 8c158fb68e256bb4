import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oktaOfSize } from './okta-of-size.ts';

/** What docs/okta.md promises of a first sync, by people assigned. */
const MOST_CALLS = new Map([[20_000, { appUsers: 45, users: 105 }]]);
const WATCH_MS = 100;

const sizes = process.argv.slice(2).map(Number);
const lines: string[] = [];
let kept = true;

for (const people of sizes.length === 0 ? [20_000, 200_000] : sizes) {
  const okta = await oktaOfSize(people);
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  try {
    for (const which of ['first', 'second']) {
      const { seconds, peakMb } = await sync(okta.origin, home);
      const calls = okta.calls();
      const most = which === 'first' ? MOST_CALLS.get(people) : undefined;
      const within = most === undefined || (calls.appUsers <= most.appUsers && calls.users <= most.users);
      kept &&= within;
      lines.push(
        `| ${people.toLocaleString('en')} | ${which} | ${calls.appUsers} | ${calls.users} | ${calls.log} | ${calls.all} | ${seconds.toFixed(1)} s | ${peakMb.toFixed(0)} MB | ${most === undefined ? '' : within ? 'met' : 'NOT MET'} |`,
      );
    }
  } finally {
    await okta.close();
    await rm(home, { recursive: true, force: true });
  }
}

process.stdout.write(
  `${['| people | sync | calls to app users | to users | to the log | all | time | peak memory | at most 45 and 105 |', '|---|---|---|---|---|---|---|---|---|', ...lines].join('\n')}\n`,
);
process.exitCode = kept ? 0 : 1;

/** The built program as a process of its own; its peak is the kernel's own figure, where there is one. */
async function sync(origin: string, home: string): Promise<{ readonly seconds: number; readonly peakMb: number }> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...(process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((one) => one !== ''),
      'dist/main.js',
      'sync',
      'okta',
      '--json',
    ],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        CLARI_IDENTITY_HOME: home,
        OKTA_ORG_URL: origin,
        OKTA_API_TOKEN: 'bench',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let peakMb = Number.NaN;
  const watch = setInterval(() => {
    readFile(`/proc/${child.pid}/status`, 'utf8')
      .then((text) => {
        const kb = /VmHWM:\s+(\d+)/.exec(text)?.[1];
        if (kb !== undefined) peakMb = Number(kb) / 1024;
      })
      .catch(() => undefined);
  }, WATCH_MS);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`sync ended with ${code}`);
  return { seconds: (performance.now() - started) / 1_000, peakMb };
}
