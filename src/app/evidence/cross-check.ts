import * as z from 'zod';
import { readLinksChanged } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { ACTOR_VIA } from '../../model/actor.ts';
import type { App } from '../../model/app-profile.ts';
import { bare } from '../../model/foreign.ts';
import { isAhead, usersListOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { Manifest } from '../../report/pack/manifest.ts';
import { type CountedExport, populationCounter } from '../../report/pack/population.ts';
import { LEDGER_FILE, MANIFEST_FILE, PACK_TABLES, type PackTable, type RowOf } from '../../report/pack/tables.ts';
import { contradictions } from '../verification/differences.ts';
import { nothingStated, type Restated, restate } from '../verification/replay.ts';
import type { Fields } from '../verification/stated-entry.ts';
import {
  noRowsStated,
  readRow,
  type StatedRows,
  standingRow,
  stateRows,
  stepStandingRow,
} from '../verification/stated-rows.ts';
import { broken } from './broken.ts';
import { checkControls } from './check-controls.ts';
import { checkReviews } from './check-reviews.ts';
import { addsUp, linkRowsOf } from './link-rows.ts';
import { historyRowOf } from './other-rows.ts';
import { jsonLines } from './pack-reader.ts';
import { type OpenPack, rowsById, tableRows } from './table-rows.ts';

const entryShape = z.looseObject({
  sequence: z.int(),
  at: z.string(),
  actor: z.object({ name: z.string(), authenticated: z.boolean(), via: z.enum(ACTOR_VIA) }),
  kind: z.string(),
  // Read as JSON, so there is nothing else in it.
  payload: z.custom<Fields>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  hash: z.string(),
});

/**
 * Checks that the tables say what the ledger says, field by field, and that the counts of the manifest are those of the
 * tables. What the ledger does not say of accounts is compared with the other tables.
 * @throws ERR_EVIDENCE_BROKEN with the first difference.
 */
export async function crossCheck(folder: string, manifest: Manifest): Promise<void> {
  const pack: OpenPack = { folder, manifest, late: [] };
  const reads = await rowsById(pack, 'reads', PACK_TABLES.reads, (row) => row.snapshot_id);
  const decisions = await rowsById(pack, 'decisions', PACK_TABLES.decisions, (row) => String(row.ledger_sequence));
  const history = tableRows(pack, 'history', PACK_TABLES.history);
  const links = tableRows(pack, 'links', PACK_TABLES.links);
  const made = new Set([...decisions.values()].map((row) => row.decision_id));
  const [stated, rows] = [nothingStated(), noRowsStated()];
  for await (const raw of jsonLines(folder, LEDGER_FILE)) {
    const entry = entryShape.parse(raw);
    const shown = (await history.next()).value;
    const said = historyRowOf(entry);
    if (shown === undefined || !isSame(shown, said))
      throw broken('history.jsonl', `entry ${entry.sequence} is not shown as the ledger has it`);
    restate(stated, entry);
    stateRows(rows, entry);
    if (entry.kind === 'links.changed') await checkLinks(entry, links, reads, made);
  }
  if ((await history.next()).done !== true)
    throw broken('history.jsonl', 'it has entries that the ledger does not have');
  if ((await links.next()).done !== true) throw broken('links.jsonl', 'it has changes that the ledger does not have');
  const [impossible] = stated.reviews.faults;
  if (impossible !== undefined) throw broken(LEDGER_FILE, impossible);
  const records = await rowsById(pack, 'records', PACK_TABLES.records, (row) => row.record_id);
  checkRecords(records, rows, stated);
  await checkSteps(pack, rows, stated);
  checkDecisions(decisions, rows, stated, manifest);
  const plans = await checkPlans(pack, rows);
  checkReads(reads, stated);
  await checkReviews(pack, stated.reviews, { reads, records, decisions, plans });
  await checkPeople(pack, reads, records);
  await checkControls(pack);
  const [late] = pack.late;
  if (late !== undefined) throw late;
}

/** Compares every column of a row that the ledger states. */
function compare(table: PackTable, id: string, row: Fields, said: Fields, sequence: unknown): void {
  const names = contradictions(row, said);
  if (names.length > 0)
    throw broken(
      `${table}.jsonl`,
      `${bare(id)} is not what ledger entry ${String(sequence)} says (${names.map(bare).join(', ')})`,
    );
}

/** Checks that every entry has its row, and every row its entry. */
function checkRows<Row extends Fields>(
  table: PackTable,
  called: string,
  shown: ReadonlyMap<string, Row>,
  said: ReadonlyMap<string, Fields>,
  nameOf: (row: Row) => string,
): void {
  for (const [id, fields] of said) {
    const row = shown.get(id);
    const sequence = fields['ledger_sequence'];
    if (row === undefined)
      throw broken(`${table}.jsonl`, `the ${called} of ledger entry ${String(sequence)} is missing`);
    compare(table, nameOf(row), row, fields, sequence);
  }
  const invented = [...shown].find(([id]) => !said.has(id));
  if (invented !== undefined)
    throw broken(`${table}.jsonl`, `${bare(nameOf(invented[1]))} names a ledger entry that does not make it`);
}

function checkRecords(records: ReadonlyMap<string, RowOf<'records'>>, rows: StatedRows, stated: Restated): void {
  checkRows('records', 'record', records, rows.records, (row) => row.record_id);
  for (const row of records.values()) {
    const standing = standingRow(stated, row.record_id);
    const said = standing === 'open' ? OPEN : standing;
    const isOpen = standing !== 'open' || row.state === 'verifying' || row.state === 'expired';
    if (!isOpen || contradictions(row, said).length > 0)
      throw broken('records.jsonl', `${bare(row.record_id)} is called ${row.state}, which the ledger does not say`);
  }
}

/** The fields of a claim that nothing has settled. */
const OPEN: Fields = { settled_as_of: null, settled_by_read: null, reappeared_as_of: null };

async function checkSteps(pack: OpenPack, rows: StatedRows, stated: Restated): Promise<void> {
  const steps = await rowsById(pack, 'steps', PACK_TABLES.steps, (row) => row.record_id);
  checkRows('steps', 'step', steps, rows.steps, (row) => row.record_id);
  for (const row of steps.values())
    if (contradictions(row, stepStandingRow(stated, row.record_id)).length > 0)
      throw broken('steps.jsonl', `${bare(row.record_id)} is called ${row.state}, which the ledger does not say`);
}

function checkDecisions(
  decisions: ReadonlyMap<string, RowOf<'decisions'>>,
  rows: StatedRows,
  stated: Restated,
  manifest: Manifest,
): void {
  checkRows('decisions', 'decision', decisions, rows.decisions, (row) => row.decision_id);
  const withdrawn = new Set([...stated.decisions.values()].map((one) => one['withdraws']));
  for (const row of decisions.values()) {
    const email = stated.decisions.get(row.decision_id)?.['accountEmail'] ?? null;
    const isOver =
      withdrawn.has(row.decision_id) || (row.kind === 'exemption' && (row.until ?? '') <= manifest.generated_at);
    const isWithdrawn = withdrawn.has(row.decision_id);
    const fits = (row.state === 'withdrawn') === isWithdrawn && !(row.state === 'in_force' && isOver);
    if (!fits)
      throw broken('decisions.jsonl', `${bare(row.decision_id)} is called ${row.state}, which the ledger does not say`);
    compare('decisions', row.decision_id, row, { account_email: email }, row.ledger_sequence);
  }
}

async function checkPlans(pack: OpenPack, rows: StatedRows): Promise<ReadonlyMap<string, RowOf<'plans'>>> {
  const plans = await rowsById(pack, 'plans', PACK_TABLES.plans, (row) => row.plan_id);
  const missing = [...rows.plans.keys()].find((id) => !plans.has(id));
  if (missing !== undefined) throw broken('plans.jsonl', `the plan ${bare(missing)} of the ledger is missing`);
  for (const row of plans.values()) {
    const said = rows.plans.get(row.plan_id);
    if (said === undefined)
      throw broken('plans.jsonl', `${bare(row.plan_id)} names a ledger entry that does not make it`);
    compare('plans', row.plan_id, row, said.fields, 'of its drafting');
    compare('plans', row.plan_id, row, said.cancelled ?? NOT_CANCELLED, 'of its cancellation');
    const approval = said.approvals.find((one) => one['approval_sequence'] === row.approval_sequence);
    if (row.approval_sequence !== null && approval === undefined)
      throw broken(
        'plans.jsonl',
        `a decision names ledger entry ${row.approval_sequence}, which does not make it: ${bare(row.plan_id)} was not approved there`,
      );
    const { approved_through: ways, ...approved } = approval ?? NOT_APPROVED;
    compare('plans', row.plan_id, row, approved, row.approval_sequence);
    const through = Array.isArray(ways) ? ways : [null];
    const fits =
      through.includes(row.approved_through) &&
      (row.status === 'cancelled') === (said.cancelled !== null) &&
      (row.status !== 'approved' || approval !== undefined) &&
      (row.status !== 'completed' || row.steps_done === row.steps_total);
    if (!fits)
      throw broken('plans.jsonl', `${bare(row.plan_id)} is called ${row.status}, which the ledger does not say`);
  }
  return plans;
}

const NOT_CANCELLED: Fields = { cancelled_at: null, cancelled_because: null };
const NOT_APPROVED: Fields = { approved_at: null, approved_by: null, approved_by_authenticated: false };

function checkReads(reads: ReadonlyMap<string, RowOf<'reads'>>, stated: Restated): void {
  for (const [id, { fields, state }] of stated.reads) {
    const row = reads.get(id);
    if (row === undefined) throw broken('reads.jsonl', `${bare(id)} of the ledger is missing`);
    const names = contradictions(row, readRow(fields, state));
    if (names.length > 0)
      throw broken('reads.jsonl', `${bare(id)} is not what the ledger says (${names.map(bare).join(', ')})`);
  }
  const invented = [...reads.keys()].find((id) => !stated.reads.has(id));
  if (invented !== undefined) throw broken('reads.jsonl', `${bare(invented)} is in no entry of the ledger`);
}

/** Checks that the table has exactly the changes that the entry lists, each with its reasons. */
async function checkLinks(
  { sequence, at, payload }: z.infer<typeof entryShape>,
  links: AsyncGenerator<RowOf<'links'>, void, void>,
  reads: ReadonlyMap<string, RowOf<'reads'>>,
  decisions: ReadonlySet<string>,
): Promise<void> {
  const said = readLinksChanged(payload);
  if (said === null || !addsUp(said)) throw broken(LEDGER_FILE, `the changed links of entry ${sequence} do not add up`);
  for (const row of linkRowsOf({ sequence, at }, said)) {
    const shown = (await links.next()).value;
    if (shown === undefined || canonicalJson(shown) !== canonicalJson(row))
      throw broken('links.jsonl', `${bare(row.account_id)} is not what ledger entry ${sequence} says`);
  }
  const read = said.reads.find((one) => !reads.has(one.snapshot_id));
  if (read !== undefined)
    throw broken(
      'reads.jsonl',
      `${bare(read.snapshot_id)}, on which links of ledger entry ${sequence} rest, is missing`,
    );
  const decision = said.decisions.find((one) => !decisions.has(one));
  if (decision !== undefined)
    throw broken('decisions.jsonl', `${bare(decision)}, on which links of ledger entry ${sequence} rest, is missing`);
}

/** Checks that the accounts add up to the manifest, and that the leavers are those accounts with those claims. */
async function checkPeople(
  pack: OpenPack,
  reads: ReadonlyMap<string, RowOf<'reads'>>,
  records: ReadonlyMap<string, RowOf<'records'>>,
): Promise<void> {
  const keyOf = (row: { readonly app: string; readonly account_id: string }) => `${row.app} ${bare(row.account_id)}`;
  const leavers = await rowsById(pack, 'leavers', PACK_TABLES.leavers, keyOf);
  const claims = new Map([...records.values()].map((one) => [one.account_id, one]));
  const counter = populationCounter();
  const seen = new Set<string>();
  for await (const row of tableRows(pack, 'accounts', PACK_TABLES.accounts)) {
    const key = keyOf(row);
    if (seen.has(key)) throw broken('accounts.jsonl', `${bare(row.account_id)} stands there twice`);
    seen.add(key);
    counter.add(row);
    const leaver = leavers.get(key);
    if (leaver !== undefined) checkLeaver(leaver, row, claims.get(row.account_id));
  }
  const stray = [...leavers.keys()].find((key) => !seen.has(key));
  if (stray !== undefined) throw broken('leavers.jsonl', `${bare(stray)} is no account of this pack`);
  checkPopulation(pack.manifest, counter.build(newestExports(reads, pack.manifest.generated_at)));
}

function checkLeaver(leaver: RowOf<'leavers'>, account: RowOf<'accounts'>, claim: RowOf<'records'> | undefined): void {
  const names = [
    ...contradictions(leaver, account),
    ...contradictions(leaver, {
      claimed_at: claim?.performed_at ?? null,
      claimed_by: claim?.performed_by ?? null,
      claim_state: claim?.state ?? null,
      settled_as_of: claim?.settled_as_of ?? null,
      settled_by_read: claim?.settled_by_read ?? null,
    }),
  ];
  if (names.length > 0)
    throw broken(
      'leavers.jsonl',
      `${bare(leaver.account_id)} is not what accounts and records say (${names.map(bare).join(', ')})`,
    );
}

function newestExports(
  reads: ReadonlyMap<string, RowOf<'reads'>>,
  generatedAt: Instant,
): ReadonlyMap<App, CountedExport> {
  const newest = new Map<App, CountedExport>();
  for (const read of reads.values()) {
    const app = usersListOf(read);
    // A read that lay ahead of the exporting machine's clock counted for no account of the pack.
    if (app !== null && read.state === 'published' && !isAhead({ asOf: read.as_of }, generatedAt))
      newest.set(app, read);
  }
  return newest;
}

function checkPopulation(manifest: Manifest, counted: Manifest['population']): void {
  for (const said of manifest.population) {
    const is = counted.find((one) => one.app === said.app);
    if (is === undefined || canonicalJson(is) !== canonicalJson(said))
      throw broken('accounts.jsonl', `the accounts of ${said.app} do not add up to what the manifest says`);
  }
  const unsaid = counted.find((one) => !manifest.population.some((said) => said.app === one.app));
  if (unsaid !== undefined) throw broken(MANIFEST_FILE, `it says nothing of the accounts of ${unsaid.app}`);
}

function isSame(shown: RowOf<'history'>, said: RowOf<'history'>): boolean {
  return shown.at === said.at && contradictions(shown, said).length === 0;
}
