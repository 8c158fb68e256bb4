import { describe, expect, test } from 'vitest';
import { NO_LIVE } from '../../src/app/deps.ts';
import { doctor } from '../../src/app/doctor/doctor.ts';
import type { World } from '../helpers/deps.ts';
import { reviewStory } from '../helpers/review-story.ts';
import { type TestedDatabase, usableBindings } from '../store/databases.ts';
import { temporaryPlace } from '../store/open-temporary.ts';
import { type RawDatabase, rawDatabase } from '../store/raw-database.ts';

const [binding] = await usableBindings();
const databases: readonly TestedDatabase[] = [...(binding === undefined ? [] : [binding]), 'postgres'];

const TABLES = ['reviews', 'review_items', 'review_queue', 'review_decisions', 'review_events'] as const;

async function found(world: World): Promise<string> {
  const checks = await doctor({
    ...world,
    live: NO_LIVE,
    witness: null,
    judgements: false,
    open: async () => world,
  });
  return checks
    .filter((one) => one.state === 'failed')
    .map((one) => `${one.name}: ${one.remedy}`)
    .join('\n');
}

/** As whoever owns the database may set its rules aside. */
async function withoutRules(raw: RawDatabase, database: TestedDatabase): Promise<void> {
  if (database === 'postgres') return raw.exec("set session_replication_role = 'replica'");
  await raw.exec('pragma foreign_keys = off');
  for (const name of ['reviews', 'review_decisions', 'review_events'])
    await raw.exec(`drop trigger ${name}_keeps_update; drop trigger ${name}_keeps_delete`);
  for (const change of ['insert', 'update', 'delete']) await raw.exec(`drop trigger review_items_frozen_${change}`);
}

/** What was there, put back: one review serves every case. */
async function keeping(raw: RawDatabase): Promise<() => Promise<void>> {
  for (const table of TABLES) await raw.exec(`create table kept_${table} as select * from ${table}`);
  return async () => {
    for (const table of TABLES.toReversed()) await raw.exec(`delete from ${table}`);
    for (const table of TABLES) await raw.exec(`insert into ${table} select * from kept_${table}`);
  };
}

const body = (table: string, from: string, to: string, where = '1 = 1') =>
  `update ${table} set body = replace(body, '${from}', '${to}') where ${where}`;

/** What somebody changes past the rules, and what doctor says then; `REV` stands for the review. */
const TAMPERED: readonly (readonly [string, string, readonly string[]])[] = [
  ['the name of a review', body('reviews', 'Q4 2026', 'Q3 2026'), ['The access review REV is not', 'name']],
  ['who opened it', body('reviews', '"name":"tester"', '"name":"boss"'), ['The access review REV is not', 'openedBy']],
  [
    'why it was accepted incomplete',
    body('reviews', 'The vendor offers no other list', 'fine'),
    ['The access review REV is not', 'acceptedIncomplete'],
  ],
  ['the file of a read', body('reviews', 'users.csv', 'other.csv'), ['The access review REV is not', 'population']],
  ['a review taken away', 'delete from reviews', ['The access review REV is missing']],
  [
    'an item',
    body('review_items', 'Sales Rep', 'Viewer', 'ordinal = 2'),
    ['The access review REV does not hold', 'another hash than its population'],
  ],
  [
    'whether an item is privileged',
    body('review_items', '"privileged":true', '"privileged":false', 'ordinal = 1'),
    ['it has 0 privileged items, and the ledger says 1', 'REV 1 is not what its ledger entry says: privileged'],
  ],
  [
    'the account of an item',
    "update review_items set account_id = '2003' where ordinal = 2",
    ['The item of the access review REV 2', 'account_id'],
  ],
  ['an item taken away', 'delete from review_items where ordinal = 2', ['its item 2 is missing', 'it has 6 items']],
  [
    'an item made up',
    'insert into review_items (review_id, ordinal, account_id, body) select review_id, 8, account_id, replace(body, \'"ordinal":7\', \'"ordinal":8\') from review_items where ordinal = 7',
    ['it has 8 items', 'The queue of the access review REV 8 is missing'],
  ],
  [
    'a decision',
    body('review_decisions', '"decision":"revoke"', '"decision":"keep"', 'ordinal = 5'),
    ['The decision in the access review REV', 'decision'],
  ],
  [
    'a rationale',
    body('review_decisions', 'He left', 'Fine', 'ordinal = 5'),
    ['The decision in the access review REV', 'rationale'],
  ],
  [
    'whose decision it is',
    body('review_decisions', 'sec@acme.com', 'mia@acme.com'),
    ['The decision in the access review REV', 'statedBy'],
  ],
  [
    'a decision taken away',
    'delete from review_decisions where ordinal = 5',
    ['The decision in the access review REV', 'is missing'],
  ],
  [
    'a decision made up',
    'insert into review_decisions (review_id, ledger_sequence, ordinal, body) select review_id, ledger_sequence, 6, body from review_decisions where ordinal = 5',
    ['The decision in the access review REV', 'no entry of the ledger makes it'],
  ],
  [
    'what holds of an item',
    "update review_queue set outcome = 'keep' where ordinal = 5",
    ['The queue of the access review REV 5 is not what its ledger entry says: outcome'],
  ],
  [
    'who has to decide',
    "update review_queue set reviewer = 'boss@acme.com' where ordinal = 3",
    ['The queue of the access review REV 3 is not what its ledger entry says: reviewer'],
  ],
  ['a place in the queue taken away', 'delete from review_queue where ordinal = 4', ['access review REV 4 is missing']],
  [
    'what came out',
    body('review_events', '"kept":2', '"kept":3'),
    ['The event of ledger entry', 'is not what its ledger entry says: outcome'],
  ],
  [
    'who answers for it',
    body('review_events', 'chief@acme.com', 'boss@acme.com'),
    ['The event of ledger entry', 'owner'],
  ],
  [
    'an event taken away',
    "delete from review_events where body like '%owner_changed%'",
    ['The event of ledger entry', 'is missing'],
  ],
];

describe.each(databases)('%s', (database) => {
  test('a review that nobody touched is what its ledger says, and whatever is changed of it is found and named', async () => {
    const place = await temporaryPlace(database);
    const { world, reviewId } = await reviewStory({ databaseUrl: database === 'postgres' ? place : `sqlite:${place}` });
    const raw = await rawDatabase(place, database);
    expect(await found(world)).toBe('');
    await withoutRules(raw, database);
    const putBack = await keeping(raw);
    const unseen: string[] = [];
    for (const [name, sql, said] of TAMPERED) {
      await raw.exec(sql);
      const reported = (await found(world)).replaceAll(reviewId, 'REV');
      if (!said.every((one) => reported.includes(one))) unseen.push(`${name}: ${reported}`);
      await putBack();
    }
    expect(unseen).toEqual([]);
    expect(await found(world)).toBe('');
  }, 300_000);
});
