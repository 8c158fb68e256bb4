import { countingAt, type JudgedPage, judgedPage, readLinksChanged } from '../../evaluation/index.ts';
import { verifyChain } from '../../ledger/verify.ts';
import type { App } from '../../model/app-profile.ts';
import { ATTESTATION_LEVELS, type AttestationLevel } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { LedgerEntry } from '../../model/ledger.ts';
import type { Settings } from '../../model/settings.ts';
import { readsAt, type Snapshot, usersListOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { PackFile, Population } from '../../report/pack/manifest.ts';
import type { PackPageData } from '../../report/pack/pack-page.ts';
import { populationCounter } from '../../report/pack/population.ts';
import type {
  DecisionRow,
  HistoryRow,
  LeaverRow,
  LinkRow,
  PlanRow,
  RecordRow,
  StepRow,
} from '../../report/pack/rows.ts';
import { LEDGER_FILE } from '../../report/pack/tables.ts';
import type { StoreReader } from '../../store/store.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { planState } from '../plans/plan-state.ts';
import { accountRowOf, isInPeriod, leaverRowOf, type StandingClaim } from './account-rows.ts';
import { linkRowsOf } from './link-rows.ts';
import { historyRowOf, readRowOf, recordRowOf } from './other-rows.ts';
import type { PackFolder } from './pack-folder.ts';
import { standingClaims } from './standing-claims.ts';
import { tableWriter } from './table-writer.ts';
import { decisionRowsOf, planRowOf, stepRowOf } from './work-rows.ts';
import { writeReviews } from './write-reviews.ts';

export interface WrittenTables {
  readonly files: readonly PackFile[];
  readonly population: readonly Population[];
  /** How many statements came how. */
  readonly levels: ReadonlyMap<AttestationLevel, number>;
  /** What the page shows of them; long lists are cut there, with a count. */
  readonly forPage: Omit<PackPageData, 'manifest' | 'coverage' | 'checkpoints' | 'controls' | 'framework'>;
}

interface Writing {
  readonly period: { readonly since: Instant | null; readonly until: Instant };
  readonly now: Instant;
  readonly settings: Settings;
  readonly signal?: AbortSignal | undefined;
  progress?(done: number, total: number): void;
}

const PAGE = 500;
/** Nobody reads more rows on the page. */
const SHOWN = 2_000;

/**
 * Writes all tables through one reader, so that all are of one moment, and page by page, so that a million accounts fit
 * into memory.
 */
export async function writeTables(folder: PackFolder, reader: StoreReader, options: Writing): Promise<WrittenTables> {
  const snapshots = await reader.snapshots();
  const counting = await countingAt(reader, options.settings, options.now);
  const claims = await standingClaims(reader, options.settings, counting);
  const people = await writePeople(folder, reader, {
    ...options,
    claims: new Map(claims.map((one) => [one.record.accountId, one])),
    exports: newestExports(readsAt(snapshots, options.now)),
  });
  const records = claims.map(recordRowOf);
  const decisions = decisionRowsOf(await reader.decisions(), counting);
  const plans = await planRows(reader, options);
  const steps: StepRow[] = [];
  for (const one of await reader.stepRecords()) steps.push(stepRowOf(one, await reader.stepStanding(one.recordId)));
  const stop = () => {
    if (options.signal?.aborted === true) throw cancelled();
  };
  const reviews = await writeReviews(folder, reader, { settings: options.settings, counting, shown: SHOWN, stop });
  const reads = snapshots.map(readRowOf);
  const history = await writeLedger(folder, reader);
  return {
    files: [
      ...people.files,
      ...(await tableWriter(folder, 'records').all(records)),
      ...(await tableWriter(folder, 'decisions').all(decisions)),
      ...(await tableWriter(folder, 'plans').all(plans)),
      ...(await tableWriter(folder, 'steps').all(steps)),
      ...reviews.files,
      ...(await tableWriter(folder, 'reads').all(reads)),
      ...history.files,
    ],
    population: people.population,
    levels: levelsOf(records, decisions, steps, plans, reviews.levels),
    forPage: {
      leavers: people.leavers,
      leaversInAll: people.leaversInAll,
      records,
      decisions,
      links: history.linksShown,
      plans,
      steps,
      reviews: reviews.forPage,
      reads,
      history: history.shown,
    },
  };
}

async function planRows(reader: StoreReader, { settings, now }: Writing): Promise<readonly PlanRow[]> {
  const rows: PlanRow[] = [];
  for (const plan of await reader.plans())
    rows.push(planRowOf(await planState(reader, { settings, clock: () => now }, plan)));
  return rows;
}

function levelsOf(
  records: readonly RecordRow[],
  decisions: readonly DecisionRow[],
  steps: readonly StepRow[],
  plans: readonly PlanRow[],
  ofReviews: readonly AttestationLevel[],
): ReadonlyMap<AttestationLevel, number> {
  const levels = [
    ...[...records, ...decisions, ...steps].map((one) => one.attestation),
    ...plans.map((one) => one.approved_through),
    ...ofReviews,
  ];
  return new Map(
    ATTESTATION_LEVELS.map((level) => [level, levels.filter((one) => one === level).length] as const).filter(
      ([, count]) => count > 0,
    ),
  );
}

/** The newest users export that counts, per app. */
function newestExports(snapshots: readonly Snapshot[]): ReadonlyMap<App, Snapshot> {
  return new Map(
    snapshots.flatMap((one) => {
      const app = usersListOf(one);
      return app === null || one.state !== 'published' ? [] : [[app, one]];
    }),
  );
}

interface People extends Writing {
  /** The newest claim of an account, by its id. */
  readonly claims: ReadonlyMap<string, StandingClaim>;
  readonly exports: ReadonlyMap<App, Snapshot>;
}

async function writePeople(folder: PackFolder, reader: StoreReader, options: People) {
  const accounts = tableWriter(folder, 'accounts');
  const leavers = tableWriter(folder, 'leavers');
  const counter = populationCounter();
  const shown: LeaverRow[] = [];
  let leaversInAll = 0;
  const context = { settings: options.settings, clock: () => options.now };
  let after: readonly string[] | null = null;
  let done = 0;
  do {
    const page: JudgedPage = await judgedPage(reader, options.settings, {}, 'email', after, PAGE);
    for (const judged of page.rows) {
      const row = accountRowOf(judged, options.exports.get(judged.account.app)?.snapshotId ?? null);
      counter.add(row);
      await accounts.write(row);
      const leaver = leaverRowOf(judged, options.claims.get(row.account_id) ?? null, context);
      if (leaver === null || !isInPeriod(leaver, options.period.since, options.period.until)) continue;
      await leavers.write(leaver);
      leaversInAll += 1;
      if (shown.length < SHOWN) shown.push(leaver);
    }
    done += page.rows.length;
    options.progress?.(done, page.total);
    if (options.signal?.aborted === true) throw cancelled();
    after = page.nextKey;
  } while (after !== null);
  return {
    files: [...(await accounts.end()), ...(await leavers.end())],
    population: counter.build(new Map([...options.exports].map(([app, read]) => [app, readRowOf(read)]))),
    leavers: shown,
    leaversInAll,
  };
}

/** Whether a row is a person's decision or what settled one. Snapshots have a list of their own. */
function isDecision(row: HistoryRow): boolean {
  return !row.kind.startsWith('snapshot.') && row.kind !== 'evidence.exported';
}

async function writeLedger(folder: PackFolder, reader: StoreReader) {
  await refuseBroken(reader);
  const file = await folder.file(LEDGER_FILE, { counted: true });
  const links = tableWriter(folder, 'links');
  const linksShown: LinkRow[] = [];
  const history = tableWriter(folder, 'history');
  const shown: HistoryRow[] = [];
  for await (const entry of ledgerEntries(reader)) {
    const row = historyRowOf(entry);
    await file.write(`${JSON.stringify(entry)}\n`);
    await history.write(row);
    for (const one of linkRows(entry)) {
      await links.write(one);
      if (linksShown.length < SHOWN) linksShown.push(one);
    }
    if (isDecision(row) && shown.length < SHOWN) shown.push(row);
  }
  return { files: [await file.end(), ...(await history.end()), ...(await links.end())], shown, linksShown };
}

function linkRows(entry: LedgerEntry): readonly LinkRow[] {
  const said = entry.kind === 'links.changed' ? readLinksChanged(entry.payload) : null;
  return said === null ? [] : linkRowsOf(entry, said);
}

/** Refuses a broken ledger: its pack would be signed and prove nothing, so the fault is named where it happened. */
async function refuseBroken(reader: StoreReader): Promise<void> {
  const chain = await verifyChain(ledgerEntries(reader));
  if (chain.ok) return;
  throw new ClariIdentityError(
    'ERR_LEDGER_BROKEN',
    `The ledger of this store does not hold. ${chain.message} No pack was written.`,
    'Keep the store as it is, find out who had access to it, and go back to the last pack or backup that verifies.',
  );
}

function cancelled(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CANCELLED',
    'The export was cancelled. No pack was written.',
    'Start it again when it suits.',
  );
}
