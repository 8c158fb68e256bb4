import * as z from 'zod';
import { readLinksChanged } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { bare } from '../../model/foreign.ts';
import type { App, Snapshot } from '../../model/snapshot.ts';
import type { Manifest } from '../../report/pack/manifest.ts';
import { populationCounter } from '../../report/pack/population.ts';
import { LEDGER_FILE, MANIFEST_FILE, PACK_TABLES, type PackTable, type RowOf } from '../../report/pack/tables.ts';
import { broken } from './broken.ts';
import { addsUp, linkRowsOf } from './link-rows.ts';
import { jsonLines } from './pack-reader.ts';

const entryShape = z.looseObject({
  sequence: z.int(),
  at: z.string(),
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

/** The tables say what the ledger says, and the counts of the manifest are those of the tables. */
export async function crossCheck(folder: string, manifest: Manifest): Promise<void> {
  const records = await rowsById(folder, 'records', PACK_TABLES.records, (row) => row.record_id);
  const steps = await rowsById(folder, 'steps', PACK_TABLES.steps, (row) => row.record_id);
  const reads = await rowsById(folder, 'reads', PACK_TABLES.reads, (row) => row.snapshot_id);
  const decisions = await rowsById(folder, 'decisions', PACK_TABLES.decisions, (row) => String(row.ledger_sequence));
  const approvals = await approvalsBySequence(folder);
  const history = tableRows(folder, 'history', PACK_TABLES.history);
  const links = tableRows(folder, 'links', PACK_TABLES.links);
  const made = new Set([...decisions.values()].map((row) => row.decision_id));
  const settled = new Map<string, unknown>();
  for await (const raw of jsonLines(folder, LEDGER_FILE)) {
    const entry = entryShape.parse(raw);
    const told = (await history.next()).value;
    if (told === undefined || told.sequence !== entry.sequence || told.payload !== canonicalJson(entry.payload))
      throw broken('history.jsonl', `entry ${entry.sequence} is not told as the ledger has it`);
    if (entry.kind === 'step.recorded') checkStep(steps, entry.payload, entry.sequence);
    if (entry.kind === 'deactivation.recorded') checkRecord(records, entry.payload, entry.sequence);
    if ('decision_id' in entry.payload) checkDecision(decisions, entry.payload, entry.sequence);
    if (entry.kind === 'plan.approved') checkApproval(approvals, entry.payload, entry.sequence);
    if (entry.kind === 'links.changed') await checkLinks(entry, links, reads, made);
    if (entry.kind === 'claim.settled') settled.set(String(entry.payload['record_id']), entry.payload['state']);
    if (entry.kind === 'snapshot.published' || entry.kind === 'snapshot.held') checkRead(reads, entry.payload);
  }
  if ((await history.next()).done !== true)
    throw broken('history.jsonl', 'it has entries that the ledger does not have');
  if ((await links.next()).done !== true) throw broken('links.jsonl', 'it has changes that the ledger does not have');
  checkSettled(records, settled);
  const [invented] = [...decisions.keys(), ...approvals.keys()];
  if (invented !== undefined)
    throw broken(
      'decisions.jsonl or plans.jsonl',
      `a decision names ledger entry ${bare(invented)}, which does not make it`,
    );
  await checkPopulation(folder, manifest);
  await checkRowCounts(folder, manifest);
}

type Payload = Readonly<Record<string, unknown>>;

function checkRecord(records: ReadonlyMap<string, RowOf<'records'>>, payload: Payload, sequence: number): void {
  const row = records.get(String(payload['record_id']));
  if (row === undefined) throw broken('records.jsonl', `the record of ledger entry ${sequence} is missing`);
  const same =
    row.ledger_sequence === sequence &&
    row.account_id === payload['account_id'] &&
    row.performed_by === payload['performed_by'] &&
    row.performed_at === payload['performed_at'] &&
    row.ticket === payload['ticket'];
  if (!same) throw broken('records.jsonl', `${row.record_id} is not what ledger entry ${sequence} says`);
}

function checkStep(steps: ReadonlyMap<string, RowOf<'steps'>>, payload: Payload, sequence: number): void {
  const row = steps.get(String(payload['record_id']));
  if (row === undefined) throw broken('steps.jsonl', `the step of ledger entry ${sequence} is missing`);
  const same =
    row.ledger_sequence === sequence &&
    row.plan_id === payload['plan_id'] &&
    row.step_id === payload['step_id'] &&
    row.performed_by === payload['performed_by'] &&
    row.performed_at === payload['performed_at'];
  if (!same) throw broken('steps.jsonl', `${row.record_id} is not what ledger entry ${sequence} says`);
}

function checkRead(reads: ReadonlyMap<string, RowOf<'reads'>>, payload: Payload): void {
  const row = reads.get(String(payload['snapshot_id']));
  if (row === undefined) throw broken('reads.jsonl', `${String(payload['snapshot_id'])} of the ledger is missing`);
  const same =
    row.sha256 === payload['sha256'] && row.as_of === payload['as_of'] && row.rows_read === payload['rows_read'];
  if (!same) throw broken('reads.jsonl', `${row.snapshot_id} is not what the ledger says`);
}

/** Every change that the entry lists is told, by what it rests on, and nothing else is. */
async function checkLinks(
  { sequence, at, payload }: z.infer<typeof entryShape>,
  links: AsyncGenerator<RowOf<'links'>, void, void>,
  reads: ReadonlyMap<string, RowOf<'reads'>>,
  decisions: ReadonlySet<string>,
): Promise<void> {
  const said = readLinksChanged(payload);
  if (said === null || !addsUp(said)) throw broken(LEDGER_FILE, `the changed links of entry ${sequence} do not add up`);
  for (const row of linkRowsOf({ sequence, at }, said)) {
    const told = (await links.next()).value;
    if (told === undefined || canonicalJson(told) !== canonicalJson(row))
      throw broken('links.jsonl', `${row.account_id} is not told as ledger entry ${sequence} has it`);
  }
  const read = said.reads.find((one) => !reads.has(one.snapshot_id));
  if (read !== undefined)
    throw broken('reads.jsonl', `${read.snapshot_id}, on which links of ledger entry ${sequence} rest, is missing`);
  const decision = said.decisions.find((one) => !decisions.has(one));
  if (decision !== undefined)
    throw broken('decisions.jsonl', `${decision}, on which links of ledger entry ${sequence} rest, is missing`);
}

/** Whatever is found is taken out, so that what is left was never decided. */
function checkDecision(decisions: Map<string, RowOf<'decisions'>>, payload: Payload, sequence: number): void {
  const row = decisions.get(String(sequence));
  if (row === undefined) throw broken('decisions.jsonl', `the decision of ledger entry ${sequence} is missing`);
  if (
    row.decision_id !== payload['decision_id'] ||
    row.account_id !== payload['account_id'] ||
    row.reason !== payload['reason']
  )
    throw broken('decisions.jsonl', `${row.decision_id} is not what ledger entry ${sequence} says`);
  decisions.delete(String(sequence));
}

function checkApproval(approvals: Map<string, string>, payload: Payload, sequence: number): void {
  const plan = approvals.get(String(sequence));
  // A later drafting of the same plan lets an earlier approval count no more: then the table does not show it.
  if (plan !== undefined && plan !== payload['plan_id'])
    throw broken('plans.jsonl', `${plan} is not what ledger entry ${sequence} approves`);
  approvals.delete(String(sequence));
}

async function approvalsBySequence(folder: string): Promise<Map<string, string>> {
  const approvals = new Map<string, string>();
  for await (const row of tableRows(folder, 'plans', PACK_TABLES.plans))
    if (row.approval_sequence !== null) approvals.set(String(row.approval_sequence), row.plan_id);
  return approvals;
}

/** Only the ledger settles a claim: a table that says confirmed without it was written by hand. */
function checkSettled(records: ReadonlyMap<string, RowOf<'records'>>, settled: ReadonlyMap<string, unknown>): void {
  for (const row of records.values()) {
    const said = settled.get(row.record_id);
    const claimed = row.state === 'confirmed' || row.state === 'contradicted';
    if (claimed && said !== row.state)
      throw broken('records.jsonl', `${row.record_id} is called ${row.state}, which the ledger does not say`);
  }
}

async function checkPopulation(folder: string, manifest: Manifest): Promise<void> {
  const counter = populationCounter();
  const seen = new Set<string>();
  for await (const row of tableRows(folder, 'accounts', PACK_TABLES.accounts)) {
    const key = `${row.app} ${row.account_id}`;
    if (seen.has(key)) throw broken('accounts.jsonl', `${row.account_id} stands there twice`);
    seen.add(key);
    counter.add(row);
  }
  const counted = counter.build(new Map<App, Snapshot>());
  for (const said of manifest.population) {
    const is = counted.find((one) => one.app === said.app);
    const sum = (of: Readonly<Record<string, number>>) => Object.values(of).reduce((all, one) => all + one, 0);
    const same =
      (is?.accounts ?? 0) === said.accounts &&
      (is?.in_latest_export ?? 0) === said.in_latest_export &&
      canonicalJson(is?.by_situation ?? {}) === canonicalJson(said.by_situation) &&
      canonicalJson(is?.by_finding ?? {}) === canonicalJson(said.by_finding) &&
      sum(said.by_situation) === said.accounts &&
      sum(said.by_finding) === said.accounts;
    if (!same) throw broken('accounts.jsonl', `the accounts of ${said.app} do not add up to what the manifest says`);
  }
  const unsaid = counted.find((one) => !manifest.population.some((said) => said.app === one.app));
  if (unsaid !== undefined) throw broken(MANIFEST_FILE, `it says nothing of the accounts of ${unsaid.app}`);
}

async function checkRowCounts(folder: string, manifest: Manifest): Promise<void> {
  for (const table of ['leavers', 'plans'] as const) {
    let rows = 0;
    for await (const _row of tableRows<unknown>(folder, table, PACK_TABLES[table])) rows += 1;
    if (manifest.files.some((file) => file.name === `${table}.jsonl` && file.rows !== rows))
      throw broken(`${table}.jsonl`, 'it has another number of rows than the manifest says');
  }
}

/** Parsed with the shape that they were written with. */
async function* tableRows<Row>(
  folder: string,
  table: PackTable,
  shape: z.ZodType<Row>,
): AsyncGenerator<Row, void, void> {
  let line = 0;
  for await (const raw of jsonLines(folder, `${table}.jsonl`)) {
    line += 1;
    const parsed = shape.safeParse(raw);
    if (!parsed.success) throw broken(`${table}.jsonl, line ${line}`, 'it is not a row of this table', parsed.error);
    yield parsed.data;
  }
}

async function rowsById<Row>(folder: string, table: PackTable, shape: z.ZodType<Row>, id: (row: Row) => string) {
  const rows = new Map<string, Row>();
  for await (const row of tableRows(folder, table, shape)) rows.set(id(row), row);
  return rows;
}
