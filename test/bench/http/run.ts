import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs, promisify } from 'node:util';
import { spread } from '../figures.ts';
import { begin, call, type Load, load, type Target } from './load.ts';
import { type ServerProcess, startServer } from './process.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    'import-rows': { type: 'string', default: '1000000' },
    calls: { type: 'string', default: '100000' },
  },
});
const CONNECTIONS = 16;
const LIMIT = 5;
const MAIN = 'dist/main.js';
const BASELINES = '.cache/bench-http';
const LEAST_RATIO = 0.9;
const MOST_MEMORY = 1.1;

/** How clients speak: the older revision without and with sessions, and the later one. */
const WAYS = ['stateless', 'sessions', '2026-07-28'] as const;
type Way = (typeof WAYS)[number];

/** Reads of several kinds, for what takes long. */
const MIXED = [
  ['list_clari_users', { app: 'clari', limit: 5 }],
  ['get_coverage', {}],
  ['find_orphaned_accounts', { limit: 5 }],
] as const;

const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
const environment = { CLARI_IDENTITY_HOME: home, CLARI_IDENTITY_IMPORT_DIR: home, CLARI_IDENTITY_LOG_LEVEL: 'warn' };
const now = new Date(Date.now() - 3_600_000).toISOString();

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function writeUsers(path: string, rows: number, role: string): Promise<void> {
  function* lines() {
    yield 'Clari User ID,Name,Email,Role,Team,Status,Last Login\n';
    for (let at = 0; at < rows; at += 1)
      yield `${at},Person Number ${at},person${at}@acme.com,${role},Team ${at % 97},Active,2026-11-18T09:00:00Z\n`;
  }
  await pipeline(lines(), createWriteStream(path));
}

async function baselineServer(way: Way): Promise<ServerProcess> {
  return startServer([`${BASELINES}/${way === '2026-07-28' ? 'baseline-2026' : 'baseline-server'}.js`], {
    BASELINE_STORE: `sqlite:${join(home, 'store.sqlite')}`,
    BASELINE_STATELESS: way === 'stateless' ? '1' : '0',
  });
}

async function ourServer(way: Way): Promise<ServerProcess> {
  return startServer(
    [MAIN, 'serve', '--http', '--port', '0', ...(way === 'stateless' ? ['--stateless'] : [])],
    environment,
  );
}

async function targetOf(server: ServerProcess, way: Way, ours: boolean): Promise<Target> {
  return {
    url: server.url,
    session: way === 'sessions' ? await begin(server.url) : null,
    isModern: way === '2026-07-28',
    tool: ours ? 'list_clari_users' : 'echo',
    args: ours ? { app: 'clari', limit: LIMIT } : { text: 'hello', limit: LIMIT },
  };
}

interface Measured extends Load {
  readonly memory: number;
  readonly cpuMs: number;
}

/** One run in a fresh process, warmed up first. */
async function measure(way: Way, ours: boolean): Promise<Measured> {
  const server = await (ours ? ourServer : baselineServer)(way);
  try {
    const target = await targetOf(server, way, ours);
    await load([target], CONNECTIONS, (calls) => calls > 1_000);
    const before = await server.cpuMs();
    const until = performance.now() + Number(values.seconds) * 1_000;
    const measured = await load([target], CONNECTIONS, () => performance.now() > until);
    const cpuMs = ((await server.cpuMs()) - before) / measured.calls;
    return { ...measured, cpuMs, memory: (await server.memory()) ?? Number.NaN };
  } finally {
    await server.stop();
  }
}

async function throughput(way: Way): Promise<void> {
  const ours: Measured[] = [];
  const baseline: Measured[] = [];
  // In turn, so that a machine that slows down slows both.
  for (let round = 0; round < Number(values.rounds); round += 1) {
    baseline.push(await measure(way, false));
    ours.push(await measure(way, true));
    process.stderr.write(`\r${way} ${round + 1}/${values.rounds}`);
  }
  process.stderr.write('\n');
  const shown = (runs: readonly Measured[], pick: (one: Measured) => number, digits = 1) => {
    const { median, min, max } = spread(runs.map(pick));
    return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
  };
  const perSecond = (runs: readonly Measured[]) => spread(runs.map((one) => one.perSecond)).median;
  const ratio = perSecond(ours) / perSecond(baseline);
  const row = (name: string, runs: readonly Measured[], end: string) =>
    `| ${way}: ${name} | ${shown(runs, (one) => one.perSecond, 0)} | ${shown(runs, (one) => one.p50)} | ${shown(runs, (one) => one.p99)} | ${shown(runs, (one) => one.memory, 0)} | ${shown(runs, (one) => one.cpuMs, 2)} | ${end} |`;
  say(row('baseline', baseline, ''));
  const cpu = spread(baseline.map((one) => one.cpuMs)).median / spread(ours.map((one) => one.cpuMs)).median;
  say(
    row(
      'ours',
      ours,
      `${ratio.toFixed(2)} (by CPU ${cpu.toFixed(2)}), target ≥ ${LEAST_RATIO}: ${ratio >= LEAST_RATIO ? 'met' : 'NOT MET'}`,
    ),
  );
}

async function readingWhileImporting(): Promise<void> {
  const rows = Number(values['import-rows']);
  await writeUsers(join(home, 'big.csv'), rows, 'Manager');
  const server = await ourServer('sessions');
  try {
    const reading = await targetOf(server, 'sessions', true);
    await load([reading], 1, (calls) => calls > 200);
    const importing: Target = {
      url: server.url,
      session: await begin(server.url),
      isModern: false,
      tool: 'import_clari_export',
      args: { path: 'big.csv', as_of: new Date(Date.now() - 60_000).toISOString(), complete: true },
    };
    let done = false;
    const began = performance.now();
    const agent = new Agent();
    const imported = call(importing, agent, 1).finally(() => {
      done = true;
    });
    const read = await load([reading], 4, () => done);
    await imported;
    agent.destroy();
    const seconds = (performance.now() - began) / 1_000;
    say(
      `| reading while ${rows} rows are imported (${seconds.toFixed(1)} s) | ${read.calls} calls | ${read.p50.toFixed(1)} ms | ${read.p99.toFixed(1)} ms | ${read.worst.toFixed(0)} ms | p99 ≤ 250 ms: ${read.p99 <= 250 ? 'met' : 'NOT MET'} |`,
    );
  } finally {
    await server.stop();
  }
}

async function memoryOverCalls(): Promise<void> {
  const all = Number(values.calls);
  for (const way of WAYS) {
    const server = await ourServer(way);
    try {
      const target = await targetOf(server, way, true);
      const mixed = MIXED.map(([tool, args]) => ({ ...target, tool, args }));
      const seen: number[] = [];
      for (let part = 0; part < 10; part += 1) {
        await load(mixed, CONNECTIONS, (calls) => calls >= all / 10);
        seen.push((await server.memory()) ?? Number.NaN);
      }
      const growth = Math.max(...seen) / (seen[0] ?? Number.NaN);
      say(
        `| ${way}: memory after each tenth of ${all} mixed calls | ${seen.map((mb) => mb.toFixed(0)).join(' ')} MB | most against the first tenth: ${growth.toFixed(2)} | ≤ ${MOST_MEMORY}: ${growth <= MOST_MEMORY ? 'met' : 'NOT MET'} |`,
      );
    } finally {
      await server.stop();
    }
  }
}

try {
  const [cpu] = cpus();
  const users = join(home, 'users.csv');
  await writeUsers(users, Number(values.accounts), 'Rep');
  await promisify(execFile)(process.execPath, [MAIN, 'import', users, '--as-of', now, '--complete'], {
    env: environment,
  });
  await promisify(execFile)(process.execPath, [MAIN, 'review', '--finding', 'contradicted', '--json'], {
    env: environment,
  });
  say(
    `Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, client on the same machine; ${CONNECTIONS} connections, ${values.accounts} accounts, pages of ${LIMIT}; medians (least to most) of ${values.rounds} runs of ${values.seconds} s, in turn`,
  );
  say('');
  say('| measure | requests/s | p50 ms | p99 ms | memory MB | CPU ms/call | ratio |');
  say('|---|---|---|---|---|---|---|');
  for (const way of WAYS) await throughput(way);
  say('');
  say('| measure | | | | | |');
  say('|---|---|---|---|---|---|');
  if (Number(values['import-rows']) > 0) await readingWhileImporting();
  if (Number(values.calls) > 0) await memoryOverCalls();
} finally {
  await rm(home, { recursive: true, force: true });
}
