import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stream } from 'node:stream';
import { z } from 'zod';
import type { Acknowledged, Checked } from '../../helpers/check-store.ts';
import { MAIN } from '../../helpers/program.ts';
import type { Stages } from '../../helpers/stages/stages.ts';
import { usersCsv } from './company.ts';
import type { SoakServer } from './server.ts';

export interface Ground extends Checked {
  readonly environment: Readonly<Record<string, string>>;
  /** Where the processes that are killed stand still. */
  readonly stands: Stages;
  /** An empty store to move into. */
  emptyStore(): Promise<string>;
}

/** One thing under way, in a process that can be killed. */
export interface Running {
  readonly done: Promise<Acknowledged>;
  /** What the process says on its standard error. */
  readonly stderr: Stream;
  kill(): Promise<void>;
  /** Empty store that was to be filled: it has to be whole or empty. */
  readonly target?: string;
}

export interface Operation {
  readonly name: string;
  /** Everything that has to be there before; what it gives back sets it going. */
  prepare(server: SoakServer, n: number, ground: Ground): Promise<() => Running>;
}

const withLedger = z.object({ ledger: z.object({ sequence: z.int(), hash: z.string() }) });
const drafted = z.object({ plan_id: z.string(), plan_hash: z.string() });
const read = z.object({ snapshot_id: z.string() });
const reads = z.object({ status: z.literal('synced'), reads: z.array(read) });
const pack = z.object({ folder: z.string() });

/** Distinct, in the past, and before every claim. */
function asOf(n: number): string {
  return new Date(Date.now() - 20 * 3_600_000 + n * 1_000).toISOString();
}

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

function onServer(server: SoakServer, done: Promise<Acknowledged>): Running {
  return { done, stderr: server.stderr, kill: () => server.kill() };
}

function command(ground: Ground, args: readonly string[], said: Acknowledged, target?: string): Running {
  const child = spawn(process.execPath, [...ground.stands.arguments, MAIN, ...args], {
    env: { ...ground.environment, ...ground.stands.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (bytes) => {
    errors += String(bytes);
  });
  child.stdout.resume();
  const ended = once(child, 'close');
  return {
    ...(target === undefined ? {} : { target }),
    stderr: child.stderr,
    done: ended.then(() => {
      if (child.exitCode !== 0)
        throw new Error(`${args[0]} ended with ${child.exitCode ?? child.signalCode}: ${errors}`);
      return said;
    }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Accounts 0–199 are claimed, 200–399 planned, 400–599 exempted: each is touched once. */
export const OPERATIONS: readonly Operation[] = [
  {
    name: 'import',
    prepare: async (server, n) => () =>
      onServer(
        server,
        server
          .call('import_clari_export', { content: usersCsv(n), as_of: asOf(n), complete: true })
          .then((answer) => ({ snapshotIds: [read.parse(answer).snapshot_id] })),
      ),
  },
  {
    name: 'record',
    prepare: async (server, n) => () =>
      onServer(
        server,
        server
          .call('record_manual_deactivation', {
            account: `p${n % 200}@acme.com`,
            performed_by: 'Mara',
            performed_at: minutesAgo(5),
          })
          .then((answer) => withLedger.parse(answer)),
      ),
  },
  {
    name: 'approve',
    prepare: async (server, n) => {
      const plan = drafted.parse(
        await server.call('draft_offboarding_plan', { account: `p${200 + (n % 200)}@acme.com` }),
      );
      return () =>
        onServer(
          server,
          server
            .call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash })
            .then((answer) => withLedger.parse(answer)),
        );
    },
  },
  {
    name: 'exempt',
    prepare: async (server, n) => () =>
      onServer(
        server,
        server
          .call('set_exemption', {
            account: `p${400 + (n % 200)}@acme.com`,
            reason: `kept, ${n}`,
            until: new Date(Date.now() + (30 + n) * 86_400_000).toISOString(),
            owner: 'Mara',
          })
          .then((answer) => withLedger.parse(answer)),
      ),
  },
  {
    name: 'sync',
    prepare: async (server) => () =>
      onServer(
        server,
        server
          .call('sync_directory', { directory: 'okta' })
          .then((answer) => ({ snapshotIds: reads.parse(answer).reads.map((one) => one.snapshot_id) })),
      ),
  },
  {
    name: 'export',
    prepare: async (server) => () =>
      onServer(
        server,
        server.call('export_evidence', {}).then((answer) => ({ pack: pack.parse(answer).folder })),
      ),
  },
  {
    name: 'import command',
    prepare: async (_server, n, ground) => {
      const path = join(ground.home, 'users.csv');
      await writeFile(path, usersCsv(n));
      return () => command(ground, ['import', path, '--as-of', asOf(n), '--complete'], {});
    },
  },
  {
    name: 'migrate-store',
    prepare: async (_server, _n, ground) => {
      const target = await ground.emptyStore();
      return () => command(ground, ['migrate-store', ground.url, target], {}, target);
    },
  },
];
