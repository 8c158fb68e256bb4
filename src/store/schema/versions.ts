import { codes } from './codes.ts';
import type { Dialect } from './dialect.ts';
import {
  buckets,
  evaluation,
  generations,
  judgementFacts,
  judgementLinks,
  judgementRefs,
  judgements,
  premises,
} from './judgements.ts';
import { meta } from './meta.ts';
import { addColumns, createTables, type FormerNames, renameTable } from './render.ts';
import { reviewDecisions, reviewEvents, reviewItems, reviewPopulations, reviewQueue, reviews } from './reviews.ts';
import { snapshots } from './snapshots.ts';
import type { Table } from './table.ts';
import { TABLES } from './tables.ts';

/** Of version 2. */
const READ_AS = ['reading', 'reader', 'imported_via', 'guard_facts'] as const;
/** Of version 3. */
const LEVELS = ['levels_since'] as const;
const READ_BY = ['attestation', 'stated', 'rows_sha256', 'purged_at'] as const;

/** Of version 5. */
const ASKED_FOR = ['used_after', 'last_login_ms', 'deadline', 'open_ms', 'closed_ms'] as const;

/** Of version 6. */
const REVIEWS: readonly Table[] = [reviewPopulations, reviewItems, reviewQueue, reviews, reviewDecisions, reviewEvents];

/** Tables that version 1 had not. */
const LATER: readonly Table[] = [codes, ...REVIEWS];

/** What the index by bucket was in versions 1 to 6. */
const NARROW: Table = {
  ...judgements,
  indexes: { ...judgements.indexes, by_bucket: { on: ['generation', 'bucket', 'email', 'account_id', 'app'] } },
};

const OF_GENERATION = { generation: 'edition' } as const;
/** What version 4 renamed, by table: columns are renamed in this order, each new name before its former one. */
const FORMER: ReadonlyMap<Table, FormerNames> = new Map<Table, FormerNames>([
  [
    evaluation,
    {
      columns: {
        content_version: 'generation',
        generation: 'edition',
        logged_generation: 'entered_edition',
        logged_basis: 'entered_basis',
      },
    },
  ],
  [generations, { name: 'editions', columns: OF_GENERATION }],
  [buckets, { name: 'piles', columns: { ...OF_GENERATION, bucket: 'pile' } }],
  [premises, { columns: { ...OF_GENERATION, bucket: 'pile' } }],
  [NARROW, { columns: { ...OF_GENERATION, bucket: 'pile' }, indexes: { by_bucket: 'by_pile' } }],
  [judgementLinks, { columns: OF_GENERATION }],
  [judgementRefs, { columns: OF_GENERATION }],
  [judgementFacts, { columns: OF_GENERATION }],
]);

/**
 * The steps that make the schema, in order; the store's version is how many of them ran. A step that was released is
 * never edited: version 1 leaves out and calls by its former name whatever a later step added or renamed.
 */
export const VERSIONS: readonly ((dialect: Dialect) => string)[] = [
  (dialect) => createTables(TABLES.filter((table) => !LATER.includes(table)).map(asOfVersion1), dialect),
  (dialect) => addColumns(snapshots, READ_AS, dialect),
  (dialect) =>
    `${addColumns(snapshots, READ_BY, dialect)}${addColumns(meta, LEVELS, dialect)}${createTables([codes], dialect)}update meta set levels_since = ${dialect.now} where exists (select 1 from ledger);\n`,
  () => [...FORMER].map(([table, former]) => renameTable(table, former)).join(''),
  (dialect) => addColumns(judgements, ASKED_FOR, dialect),
  (dialect) => createTables(REVIEWS, dialect),
  () => renameTable(judgements, { columns: {}, indexes: { by_bucket: 'by_bucket' } }),
];

function asOfVersion1(table: Table): Table {
  if (table === snapshots) return without(table, [...READ_AS, ...READ_BY]);
  // Its first row has the values of the columns of then.
  if (table === meta) return without(table, LEVELS);
  const then = table === judgements ? NARROW : table;
  const former = FORMER.get(then);
  if (former === undefined) return table;
  return underFormerNames(then === NARROW ? without(then, ASKED_FOR) : then, former);
}

function without(table: Table, later: readonly string[]): Table {
  return {
    ...table,
    columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => !later.includes(name))),
  };
}

function underFormerNames(table: Table, { name = table.name, columns, indexes = {} }: FormerNames): Table {
  const former = (column: string) => columns[column] ?? column;
  return {
    ...table,
    name,
    columns: Object.fromEntries(Object.entries(table.columns).map(([column, spec]) => [former(column), spec])),
    ...(table.key === undefined ? {} : { key: table.key.map(former) }),
    indexes: Object.fromEntries(
      Object.entries(table.indexes ?? {}).map(([index, one]) => [
        indexes[index] ?? index,
        { ...one, on: one.on.map(former) },
      ]),
    ),
  };
}
