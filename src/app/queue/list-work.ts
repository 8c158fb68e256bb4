import type { SourceCoverage } from '../../model/coverage.ts';
import type { StoreReader } from '../../store/store.ts';
import { coverageWarnings, currentCoverage } from '../current-coverage.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { evaluate } from '../evaluate.ts';
import { findAccount } from '../find-account.ts';
import { claimItems } from './claim-items.ts';
import { exemptionItems } from './exemption-items.ts';
import { heldItems } from './held-items.ts';
import { isOpen, WORK_STATES, type WorkItem, type WorkState } from './item.ts';
import { linkItems } from './link-items.ts';
import { planItems } from './plan-items.ts';

export interface WorkQuestion {
  readonly state: WorkState | null;
  readonly account: string | null;
  /** Of an item; of a plan, with all its steps. */
  readonly id: string | null;
  readonly limit: number;
  readonly cursor: string | null;
}

export interface WorkPage {
  readonly items: readonly WorkItem[];
  readonly total: number;
  /** Of everything that the question finds, whatever the page. */
  readonly byState: Readonly<Partial<Record<WorkState, number>>>;
  readonly nextCursor: string | null;
  readonly coverage: readonly SourceCoverage[];
  readonly warnings: readonly string[];
}

/** What waits for whom, most pressing first. Asked about nothing in particular, what is over is left out. */
export async function listWork(deps: Deps, question: WorkQuestion): Promise<WorkPage> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const items = (await matching(reader, deps, question)).toSorted(byUrgency);
    const version = await versionOf(reader);
    const asked = { state: question.state, account: question.account, id: question.id };
    const after = question.cursor === null ? null : readCursor(question.cursor, version, asked)[0];
    const start = after == null ? 0 : items.findIndex((one) => keyOf(one) === after) + 1;
    const page = items.slice(start, start + question.limit);
    const last = page.at(-1);
    const ends = last === undefined || start + page.length >= items.length;
    const coverage = await currentCoverage(deps, reader);
    return {
      items: page,
      total: items.length,
      byState: countStates(items),
      nextCursor: ends ? null : writeCursor(version, asked, [keyOf(last)]),
      coverage,
      warnings: coverageWarnings(coverage),
    };
  });
}

async function matching(
  reader: StoreReader,
  deps: Deps,
  { state, account, id }: WorkQuestion,
): Promise<readonly WorkItem[]> {
  const accountId = account === null ? null : (await findAccount(reader, account)).account.accountId;
  const all = [
    ...(await claimItems(reader, deps)),
    ...(await planItems(reader, deps)),
    ...(await exemptionItems(reader, deps)),
    ...(await heldItems(reader)),
    ...(await linkItems(reader, deps)),
  ];
  const everything = state !== null || account !== null || id !== null;
  return all.filter(
    (one) =>
      (everything || isOpen(one)) &&
      (state === null || one.state === state) &&
      (accountId === null || one.accountId === accountId) &&
      (id === null || one.id === id || one.id.startsWith(`${id}/`)),
  );
}

/** A plan's steps stay in its order, at the place of the plan. */
function byUrgency(a: WorkItem, b: WorkItem): number {
  return (
    WORK_STATES.indexOf(a.state) - WORK_STATES.indexOf(b.state) ||
    compare(a.deadline?.dueAt ?? '9', b.deadline?.dueAt ?? '9') ||
    compare(planOf(a), planOf(b))
  );
}

function planOf({ id }: WorkItem): string {
  return id.split('/')[0] ?? id;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf({ kind, id }: WorkItem): string {
  return `${kind} ${id}`;
}

/** Everything that changes the list is written to the ledger, or judged anew. */
async function versionOf(reader: StoreReader): Promise<number> {
  const generation = (await reader.evaluation())?.generation ?? 0;
  return ((await reader.lastLedgerEntry())?.sequence ?? 0) + generation;
}

function countStates(items: readonly WorkItem[]): WorkPage['byState'] {
  const counts: Partial<Record<WorkState, number>> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
