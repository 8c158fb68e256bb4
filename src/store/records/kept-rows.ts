import type { SqlSession } from '../driver.ts';
import type { KeptRow, StatedTable } from '../readers/kept-reader.ts';
import { decisions } from '../schema/decisions.ts';
import { reviewDecisions, reviewEvents, reviewItems, reviewQueue, reviews } from '../schema/reviews.ts';
import { snapshots } from '../schema/snapshots.ts';
import type { Table } from '../schema/table.ts';
import { planAccounts, planEvents, plans, records, standings, stepRecords, stepStandings } from '../schema/work.ts';
import { tablePages } from '../table-pages.ts';

const STATED: Readonly<Record<StatedTable, Table>> = {
  records,
  standings,
  step_records: stepRecords,
  step_standings: stepStandings,
  plans,
  plan_accounts: planAccounts,
  plan_events: planEvents,
  decisions,
  snapshots,
  reviews,
  review_items: reviewItems,
  review_queue: reviewQueue,
  review_decisions: reviewDecisions,
  review_events: reviewEvents,
};

/** Every row of a table, by column, in the order of its key. */
export async function* keptRows(session: SqlSession, name: StatedTable): AsyncGenerator<KeptRow, void, void> {
  const table = STATED[name];
  const columns = Object.keys(table.columns);
  for await (const page of tablePages(session, table))
    for (const row of page) yield Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]));
}
