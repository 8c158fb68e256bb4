import type { Table } from './table.ts';

/** Reviews on their way in: what they have of items is seen by nobody. The row goes when the review is opened. */
export const reviewPopulations = {
  name: 'review_populations',
  columns: { review_id: 'text', started_at: 'text' },
  key: ['review_id'],
} as const satisfies Table;

/** Whoever writes past this program meets the rule too: of an opened review no item comes, goes or changes. */
const FROZEN = {
  sqlite: [
    ['insert', 'new'],
    ['update', 'old'],
    ['delete', 'old'],
  ]
    .map(
      ([change, row]) => `create trigger review_items_frozen_${change} before ${change} on review_items
when exists (select 1 from reviews where review_id = ${row}.review_id)
begin select raise(abort, 'review_items of an opened review is append-only'); end`,
    )
    .join(';\n'),
  postgres: `create function review_items_frozen() returns trigger language plpgsql as $$
begin
  if exists (select 1 from reviews where review_id = case when tg_op = 'INSERT' then new.review_id else old.review_id end) then
    raise exception 'review_items of an opened review is append-only' using errcode = 'CIL01';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger review_items_frozen before insert or update or delete on review_items
  for each row execute function review_items_frozen()`,
};

/** Comes before `reviews`: when a store is moved, its items are there before the review that freezes them. */
export const reviewItems = {
  name: 'review_items',
  columns: { review_id: 'text', ordinal: 'integer', account_id: 'text', body: 'text' },
  key: ['review_id', 'ordinal'],
  indexes: { by_account: { on: ['account_id'] } },
  large: true,
  extra: FROZEN,
} as const satisfies Table;

/** What lists of items are made from: narrow, so that all of a review is soon gone through. Addresses are lower-case. */
export const reviewQueue = {
  name: 'review_queue',
  columns: {
    review_id: 'text',
    ordinal: 'integer',
    reviewer: 'text?',
    second: 'text?',
    reviewer_decision: 'text?',
    second_decision: 'text?',
    outcome: 'text?',
    privileged: 'integer',
    changed: 'integer',
  },
  key: ['review_id', 'ordinal'],
  indexes: {
    // With what says how far somebody is: counted without a look at the rows.
    by_reviewer: {
      on: ['review_id', 'reviewer', 'ordinal', 'outcome', 'reviewer_decision', 'second_decision'],
    },
    by_second: { on: ['review_id', 'second', 'ordinal'], where: 'second is not null' },
  },
} as const satisfies Table;

export const reviews = {
  name: 'reviews',
  columns: { review_id: 'text', ledger_sequence: 'integer', body: 'text' },
  key: ['review_id'],
  unique: [['ledger_sequence']],
  appendOnly: true,
  large: true,
} as const satisfies Table;

/** One entry of the ledger may hold decisions on many items, each of them once. */
export const reviewDecisions = {
  name: 'review_decisions',
  columns: { review_id: 'text', ledger_sequence: 'integer', ordinal: 'integer', body: 'text' },
  key: ['review_id', 'ledger_sequence', 'ordinal'],
  references: [
    { columns: ['review_id'], table: 'reviews', to: ['review_id'] },
    { columns: ['review_id', 'ordinal'], table: 'review_items', to: ['review_id', 'ordinal'] },
  ],
  indexes: { by_item: { on: ['review_id', 'ordinal', 'ledger_sequence'] } },
  appendOnly: true,
} as const satisfies Table;

export const reviewEvents = {
  name: 'review_events',
  columns: { ledger_sequence: 'integer', review_id: 'text', body: 'text' },
  key: ['ledger_sequence'],
  references: [{ columns: ['review_id'], table: 'reviews', to: ['review_id'] }],
  indexes: { by_review: { on: ['review_id', 'ledger_sequence'] } },
  appendOnly: true,
} as const satisfies Table;
