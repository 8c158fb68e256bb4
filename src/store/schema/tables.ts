import { blocks, readBlocks } from './blocks.ts';
import { codes } from './codes.ts';
import { decisions } from './decisions.ts';
import {
  buckets,
  changes,
  evaluation,
  generations,
  judgementFacts,
  judgementLinks,
  judgementRefs,
  judgements,
  premises,
} from './judgements.ts';
import { checkpoints, ledger } from './ledger.ts';
import { meta } from './meta.ts';
import { reviewDecisions, reviewEvents, reviewItems, reviewPopulations, reviewQueue, reviews } from './reviews.ts';
import { snapshots } from './snapshots.ts';
import type { Table } from './table.ts';
import { planAccounts, planEvents, plans, records, standings, stepRecords, stepStandings } from './work.ts';
import { forecastRows, mentionRows, opportunityRows } from './work-rows.ts';

/**
 * Every table of the store, for SQLite and PostgreSQL alike; one that another refers to comes first.
 *
 * To add a table: declare it in its theme's file beside this one (or a new file), and name it here. To add a column or
 * an index: write it into its table. `table.ts` says what can be declared; nothing else needs a change, not even
 * moving a store to another database. Once a version is released, a change is also a step of `versions.ts`.
 */
export const TABLES: readonly Table[] = [
  meta,
  snapshots,
  blocks,
  readBlocks,
  mentionRows,
  forecastRows,
  opportunityRows,
  ledger,
  checkpoints,
  records,
  standings,
  plans,
  planAccounts,
  planEvents,
  stepRecords,
  stepStandings,
  decisions,
  reviewPopulations,
  reviewItems,
  reviewQueue,
  reviews,
  reviewDecisions,
  reviewEvents,
  codes,
  changes,
  evaluation,
  generations,
  buckets,
  premises,
  judgements,
  judgementLinks,
  judgementRefs,
  judgementFacts,
];
