import { Command } from 'commander';
import { NO_LIVE } from '../../../src/app/deps.ts';
import { importFile } from '../../../src/app/imports/import-file.ts';
import { SHIPPED_PROFILES } from '../../../src/apps/index.ts';
import { matchCommand } from '../../../src/cli/match.ts';
import { readConfig } from '../../../src/config.ts';
import { evaluate } from '../../../src/evaluation/evaluate.ts';
import { ROLES } from '../../../src/model/actor.ts';
import type { Settings } from '../../../src/model/settings.ts';
import { addMs, DAY_MS, type Instant } from '../../../src/model/time.ts';
import { fileInput } from '../../../src/sources/file/input.ts';
import { inspectFile } from '../../../src/sources/inspect.ts';
import { openStore } from '../../../src/store/open.ts';
import { BINDING_NAMES } from '../../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../../src/store/sqlite/choose-binding.ts';
import type { Store } from '../../../src/store/store.ts';
import { findOrphanedAccounts } from '../../../tools/find_orphaned_accounts.ts';
import { DEFAULT_PROFILES } from '../../helpers/profiles.ts';

const NOW: Instant = '2026-11-23T12:00:00.000Z';

/** Clari, and as many others as anybody has, all with the words of one of them. */
export const APPS: readonly string[] = ['clari', ...Array.from({ length: 9 }, (_, at) => `app-${at + 2}`)];
const PROFILES = SHIPPED_PROFILES.flatMap((one) =>
  one.id === 'salesloft' ? APPS.slice(1).map((id) => ({ ...one, id, name: id })) : [],
);

const SETTINGS: Settings = {
  staleAfterMs: 7 * DAY_MS,
  slaMs: DAY_MS,
  verifyWithinMs: 14 * DAY_MS,
  directories: ['okta'],
  domainAliases: [],
  profiles: [...DEFAULT_PROFILES, ...PROFILES],
  separationOfDuties: false,
  minAttestation: 'client_form',
  seatPrice: null,
};

/** `home`: a folder, or the URL of a shared database. */
export async function world(home: string) {
  const store = await openStore({
    url: home.includes('://') ? home : `sqlite:${home}/store.sqlite`,
    // As in the thread of long work.
    generationThread: new URL('./generation-thread.js', import.meta.url),
  });
  let now = NOW;
  const deps = {
    store,
    settings: SETTINGS,
    clock: () => now,
    actor: { name: 'bench', authenticated: false, via: 'terminal' } as const,
    roles: ROLES,
    importDirs: [],
    live: NO_LIVE,
    home,
  };
  return {
    deps,
    at: (next: Instant) => {
      now = next;
    },
  };
}

const statement = {
  completeness: 'complete',
  filter: null,
  mapping: {},
} as const;

/** The file gone through as an import does, every row read and checked, and nothing written. */
export async function validate(path: string): Promise<number> {
  const started = performance.now();
  const file = await inspectFile(
    fileInput(path),
    { ...statement, kind: 'clari-users', directory: null, asOf: addMs(NOW, -DAY_MS) },
    NOW,
  );
  const rows = file.rows({});
  for (let next = await rows.next(); next.done !== true; next = await rows.next());
  return performance.now() - started;
}

/** Two lists matched by the command, from its first byte to its last. */
export async function match(accounts: string, identities: string, out: string): Promise<number> {
  const started = performance.now();
  const command = new Command();
  const unasked = () => {
    throw new Error('match asks for no store');
  };
  matchCommand(command, {
    version: 'bench',
    config: () => readConfig({}),
    open: unasked,
    out: () => undefined,
    err: () => undefined,
    interactive: false,
    columns: null,
    signal: new AbortController().signal,
  });
  await command.parseAsync(['match', accounts, identities, '--out', out], { from: 'user' });
  return performance.now() - started;
}

export async function importAccounts(home: string, path: string, hoursAgo: number): Promise<number> {
  return imported(home, path, 'clari-users', hoursAgo);
}

/** The lists of as many applications, in the order of `APPS`. */
export async function importApps(home: string, paths: readonly string[]): Promise<number> {
  let took = 0;
  for (const [at, path] of paths.entries()) took += await imported(home, path, 'app-users', 24, APPS[at]);
  return took;
}

export async function importDirectory(home: string, path: string, hoursAgo: number): Promise<number> {
  return imported(home, path, 'directory', hoursAgo);
}

async function imported(
  home: string,
  path: string,
  kind: 'clari-users' | 'app-users' | 'directory',
  hoursAgo: number,
  app: string | null = null,
) {
  const { deps } = await world(home);
  const asOf = addMs(NOW, -hoursAgo * 3_600_000);
  const directory = kind === 'directory' ? 'okta' : null;
  const started = performance.now();
  const { snapshotId } = await importFile(deps, fileInput(path), { ...statement, kind, directory, asOf, app }, OPTIONS);
  await checkCounts(deps, snapshotId);
  const took = performance.now() - started;
  await deps.store.close();
  return took;
}

const OPTIONS = { acceptDrop: false, dryRun: false } as const;

/** A later read of the directory, which has to count. */
async function readAgain(deps: Deps, path: string, hoursAgo: number): Promise<void> {
  const asOf = addMs(NOW, -hoursAgo * 3_600_000);
  const result = await importFile(
    deps,
    fileInput(path),
    { ...statement, kind: 'directory', directory: 'okta', asOf },
    OPTIONS,
  );
  await checkCounts(deps, result.snapshotId);
}

async function checkCounts({ store }: Deps, snapshotId: string | null): Promise<void> {
  const read = snapshotId === null ? null : await store.read((reader) => reader.snapshot(snapshotId));
  if (read?.state !== 'published') throw new Error(`the read does not count: ${read?.guards.join(' ')}`);
}

/** Everything judged: a store whose judgements nobody made yet. */
export async function judgeAll(home: string): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const { deps } = await world(home);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await evaluate(deps);
  const [ms, { user, system }] = [performance.now() - started, process.cpuUsage(cpu)];
  await deps.store.close();
  return { ms, cpuMs: (user + system) / 1_000 };
}

/** Of a judged store: what the clock changes for all, what one record changes, and what lists cost. */
export async function afterwards(
  home: string,
  accountId: string,
  directoryOne: string,
  directoryLater: string,
): Promise<Readonly<Record<string, number>>> {
  const { deps, at } = await world(home);
  const { store } = deps;
  const first = await timed(() => page(deps));
  const again = await timed(() => page(deps));
  const orphans = await timed(() => allOrphans(home));
  await timed(() => record(store, accountId));
  const oneChanged = await timed(() => evaluate(deps));
  await decideLink(store, accountId);
  const oneLinked = await timed(() => evaluate(deps));
  await readAgain(deps, directoryOne, 1);
  const oneRow = await timed(() => evaluate(deps));
  await readAgain(deps, directoryLater, 0);
  const onePercent = await timed(() => evaluate(deps));
  // Eight days later every read is stale, and with it every verdict that rests on one.
  at(addMs(NOW, 8 * DAY_MS));
  const everyFinding = await timed(() => evaluate(deps));
  await store.close();
  return { first, again, orphans, oneChanged, oneLinked, oneRow, onePercent, everyFinding };
}

type Deps = Awaited<ReturnType<typeof world>>['deps'];

async function page(deps: Deps): Promise<void> {
  await findOrphanedAccounts.run(
    {},
    {
      deps,
      attestation: { level: 'unattended', client: null },
      session: null,
      confirm: async () => 'failed',
      progress: () => undefined,
      signal: new AbortController().signal,
    },
  );
}

/** Their ids, as the store keeps who belongs to nobody: the join that was made when they were judged. */
async function allOrphans(home: string): Promise<void> {
  const raw = (await chooseBinding(BINDING_NAMES)).open(`${home}/store.sqlite`);
  const found = raw
    .prepare(
      `select account_id from judgements where generation = (select generation from evaluation)
         and bucket in (select bucket from buckets where generation = (select generation from evaluation) and finding = 'orphaned')`,
    )
    .all([]);
  raw.close();
  if (found.length === 0) throw new Error('everybody is known');
}

async function record(store: Store, accountId: string): Promise<void> {
  await store.write((writer) =>
    writer.insertRecord({
      recordId: `bench-${accountId}`,
      accountId,
      accountEmail: null,
      performedBy: 'bench',
      performedAt: NOW,
      recordedAt: NOW,
      recordedBy: { name: 'bench', authenticated: false, via: 'terminal' },
      attestation: { level: 'terminal_phrase', client: null },
      planId: null,
      ticket: null,
      method: null,
      note: null,
      evidence: [],
      retroactive: false,
      ledgerSequence: 1,
      ledgerHash: 'bench',
    }),
  );
}

/** That its owner is somebody else than the rules found. */
async function decideLink(store: Store, accountId: string): Promise<void> {
  await store.write((writer) =>
    writer.insertDecision({
      kind: 'link',
      decisionId: `bench-link-${accountId}`,
      accountId,
      identity: { directory: 'okta', identityId: '00u100000005' },
      accountEmail: null,
      reason: 'bench',
      decidedAt: NOW,
      decidedBy: { name: 'bench', authenticated: false, via: 'terminal' },
      attestation: { level: 'terminal_phrase', client: null },
      ledgerSequence: 2,
      ledgerHash: 'bench',
    }),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
