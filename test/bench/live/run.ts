import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphOfMany } from './graph-of-many.ts';

const PROGRAM = 'dist/main.js';

interface Sync {
  readonly seconds: number;
  /** Largest resident set that the process ever had; null where /proc has none. */
  readonly peakMb: number | null;
  readonly answer: string;
}

function sync(origin: string, home: string): Promise<Sync> {
  return new Promise((done, fail) => {
    const started = performance.now();
    const child = spawn(process.execPath, [PROGRAM, 'sync', 'entra', '--json'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        CLARI_IDENTITY_HOME: home,
        GRAPH_BASE_URL: origin,
        GRAPH_ACCESS_TOKEN: 'bench',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let [answer, peakMb]: [string, number | null] = ['', null];
    const look = setInterval(() => {
      void readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
        (text) => {
          const found = /^VmHWM:\s+(\d+) kB/m.exec(text);
          if (found !== null) peakMb = Number(found[1]) / 1_000;
        },
        () => undefined,
      );
    }, 50);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    child.once('error', fail);
    child.once('close', (code) => {
      clearInterval(look);
      if (code === 0) done({ seconds: (performance.now() - started) / 1_000, peakMb, answer });
      else fail(new Error(`sync ended with ${code}: ${answer.slice(0, 500)}`));
    });
  });
}

/** First sync, a second one after one user in 400 changed, and what both cost. */
async function measure(users: number): Promise<readonly string[]> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  const server = await graphOfMany(users);
  try {
    const lines: string[] = [];
    for (const [name, changed] of [
      ['first', 0],
      ['second', users / 400],
    ] as const) {
      server.change(changed);
      const { seconds, peakMb, answer } = await sync(server.origin, home);
      const calls = server.take();
      const total = Object.values(calls).reduce((sum, one) => sum + one, 0);
      const assigned = Object.entries(calls).filter(([path]) => path.endsWith('/appRoleAssignedTo'));
      const mode = /"kind": ?"directory",(?:[^}]*?)"mode": ?"(\w+)"/s.exec(answer)?.[1] ?? '?';
      const { size } = await stat(join(home, 'store.sqlite'));
      lines.push(
        `| ${users} | ${name}${changed === 0 ? '' : ` (${changed} changed)`} | ${mode} | ${calls['/users'] ?? 0} | ${assigned[0]?.[1] ?? 0} | ${total} | ${seconds.toFixed(1)} s | ${peakMb === null ? 'unknown' : `${peakMb.toFixed(0)} MB`} | ${(size / 1e6).toFixed(0)} MB |`,
      );
      process.stderr.write(`${lines.at(-1)}\n`);
    }
    return lines;
  } finally {
    await server.close();
    await rm(home, { recursive: true, force: true });
  }
}

const [cpu] = cpus();
const rows = [...(await measure(20_000)), ...(await measure(200_000))];
process.stdout.write(
  [
    `Entra ID through the Graph client, from a server on the same machine. Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
    '',
    '| users | sync | directory | calls of /users | of appRoleAssignedTo | all calls | time | peak RSS | store |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n'),
);
