import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../src/store/open.ts';
import { BINDING_NAMES } from '../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../src/store/sqlite/choose-binding.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { programServer } from '../helpers/program-server.ts';
import { daysAhead } from '../helpers/review-program.ts';
import { type Stage, stages } from '../helpers/stages/stages.ts';

/** Enough for several parts, each kept by itself. */
const ROWS = 4_500;
const NUMBERS = Array.from({ length: ROWS }, (_, at) => at);
const USERS = [
  'Clari User ID,Name,Email,Role,Team,Status',
  ...NUMBERS.map((at) => `u${at},Person ${at},p${at}@acme.com,Sales Rep,East,Active`),
].join('\n');
const OKTA = [
  'id,login,email,firstName,lastName,employeeNumber,status,assigned',
  ...NUMBERS.map((at) => `m${at},p${at}@acme.com,p${at}@acme.com,Person,Of ${at},E${at},ACTIVE,true`),
  'boss,boss@acme.com,boss@acme.com,The,Boss,E,ACTIVE,true',
].join('\n');

const before = (...steps: readonly string[]): Stage => ({ when: 'before', steps });
const after = (...steps: readonly string[]): Stage => ({ when: 'after', steps });
const ITEMS = '^insert into review_items';
const OPENED = '^insert into reviews ';
const DECIDED = '^insert into review_decisions';
const EVENT = '^insert into review_events';

const opened = z.object({ review_id: z.string() });
const OPENING = { name: 'Q4', reviewers: { manager: false, fallback: 'boss@acme.com' }, due_at: daysAhead(20) };

type Row = readonly [name: string, stage: Stage, done: boolean];

const OPENINGS: readonly Row[] = [
  ['nothing is staged', before('^insert into review_populations'), false],
  ['the review is announced, no item is there', after('^insert into review_populations', '^commit'), false],
  ['items are written and not kept yet', before(ITEMS, '^commit'), false],
  ['a first part of the items is kept', after(ITEMS, '^commit'), false],
  ['a second part is about to be kept', before(ITEMS, '^commit', ITEMS, '^commit'), false],
  ['the ledger has its entry, the review is not there', before('^insert into ledger', OPENED), false],
  ['the review is there, and not kept yet', after(OPENED), false],
  ['all is written and not kept yet', before(OPENED, '^commit'), false],
  ['it is open, and no answer was sent', after(OPENED, '^commit'), true],
];

const DECISIONS: readonly Row[] = [
  ['nothing is written', before(DECIDED), false],
  ['the decisions are there, the lists are not', after(DECIDED), false],
  ['all is written and not kept yet', before(DECIDED, '^commit'), false],
  ['it is decided, and no answer was sent', after(DECIDED, '^commit'), true],
];

const CLOSINGS: readonly Row[] = [
  ['nothing is written', before(EVENT), false],
  ['all is written and not kept yet', before(EVENT, '^commit'), false],
  ['it is closed, and no answer was sent', after(EVENT, '^commit'), true],
];

describe('killed', () => {
  let world: Awaited<ReturnType<typeof filled>> | null = null;
  afterAll(() => world?.clean());

  test.each(OPENINGS)('while opening, when %s: it is open whole, or not at all', async (_name, stage, done) => {
    world ??= await filled();
    const old = await world.truth();
    await world.killedAt(stage, 'open_access_review', OPENING);
    const now = await world.truth();
    expect(now.ledger).toEqual(done ? [...old.ledger, 'review.opened'] : old.ledger);
    expect(now.reviews).toHaveLength(old.reviews.length + (done ? 1 : 0));
    expect(now.items).toBe(done ? ROWS : 0);
    // What was staged is seen by nobody, and goes once it is old enough to be nobody's.
    await world.grownOld();
    const swept = await world.truth();
    expect(swept.leftovers).toEqual([0, 0, 0]);
    expect(swept.reviews).toEqual(now.reviews);
    expect(swept.items).toBe(now.items);
    const again = await world.call('open_access_review', OPENING);
    expect(again).toMatchObject({ isError: false, structured: { status: done ? 'already_open' : 'opened' } });
    const [reviewId = ''] = (await world.truth()).reviews;
    expect((await world.truth()).items).toBe(ROWS);
    await world.call('close_access_review', { review_id: reviewId, undecided_become: 'not_reviewed' });
  });

  test.each(DECISIONS)('while deciding, when %s: all of it is decided, or nothing', async (_name, stage, done) => {
    world ??= await filled();
    const { review_id } = opened.parse((await world.call('open_access_review', OPENING)).structured);
    const old = await world.truth();
    const items = Array.from({ length: 25 }, (_, at) => ({ item_id: String(at + 1), decision: 'keep' }));
    const deciding = { review_id, items, reviewer: 'boss@acme.com' };
    await world.killedAt(stage, 'decide_review_items', deciding);
    const now = await world.truth();
    expect(now.ledger).toEqual(done ? [...old.ledger, 'review.decided'] : old.ledger);
    expect(now.decided).toEqual(done ? [25, 25] : [0, 0]);
    const again = await world.call('decide_review_items', deciding);
    expect(again).toMatchObject({ isError: false, structured: { status: done ? 'already_decided' : 'decided' } });
    expect((await world.truth()).decided).toEqual([25, 25]);
    await world.call('close_access_review', { review_id, undecided_become: 'not_reviewed' });
  });

  test.each(CLOSINGS)('while closing, when %s: it is closed, or open as before', async (_name, stage, done) => {
    world ??= await filled();
    const { review_id } = opened.parse((await world.call('open_access_review', OPENING)).structured);
    const old = await world.truth();
    const closing = { review_id, undecided_become: 'not_reviewed', reason: 'The quarter ends' };
    await world.killedAt(stage, 'close_access_review', closing);
    expect((await world.truth()).ledger).toEqual(done ? [...old.ledger, 'review.closed'] : old.ledger);
    const again = await world.call('close_access_review', closing);
    expect(again).toMatchObject({ isError: false, structured: { status: done ? 'already_closed' : 'closed' } });
    expect((await world.truth()).ledger).toEqual([...old.ledger, 'review.closed']);
  });
});

/** A store with people to review, and servers over it that live for one call. */
async function filled() {
  const cleaning: (() => Promise<void>)[] = [];
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' }, (clean) => cleaning.push(clean));
  const stands = await stages(one.home);
  for (const [name, content, ...args] of [
    ['users.csv', USERS],
    ['okta.csv', OKTA, '--directory', 'okta'],
  ] as const) {
    const run = await one.run('import', await one.file(name, content), '--complete', '--as-of', hoursAgo(2), ...args);
    expect(run).toMatchObject({ code: 0 });
  }
  const path = `${one.home}/data/store.sqlite`;
  const rows = async (sql: string) => {
    const raw = (await chooseBinding(BINDING_NAMES)).open(path);
    try {
      return raw.prepare(sql).all([]);
    } finally {
      raw.close();
    }
  };
  const count = async (table: string, where: string) =>
    z.object({ n: z.number() }).parse((await rows(`select count(*) as n from ${table} where ${where}`))[0]).n;
  const STAGED = 'review_id not in (select review_id from reviews)';
  return {
    /** Everything that the next process finds, which sweeps what a killed one left. */
    async truth() {
      const store = await openStore({ url: `sqlite:${path}` });
      try {
        const { reviews, ledger } = await store.read(async (reader) => ({
          reviews: (await reader.reviews()).map(({ reviewId }) => reviewId).toReversed(),
          ledger: (await reader.ledger(0, 1_000)).map(({ kind }) => kind),
        }));
        const newest = `review_id = '${reviews[0] ?? ''}'`;
        const closed = await count('review_events', newest);
        return {
          reviews,
          ledger,
          /** Of the review that is open. */
          items: closed > 0 ? 0 : await count('review_items', newest),
          decided: [
            await count('review_decisions', newest),
            await count('review_queue', `${newest} and outcome is not null`),
          ],
          leftovers: [
            await count('review_populations', STAGED),
            await count('review_items', STAGED),
            await count('review_queue', STAGED),
          ],
        };
      } finally {
        await store.close();
      }
    },
    /** As if what is staged had been begun days ago. */
    async grownOld() {
      const raw = (await chooseBinding(BINDING_NAMES)).open(path);
      raw.exec(`update review_populations set started_at = '${hoursAgo(72)}'`);
      raw.close();
    },
    async call(name: string, args: Record<string, unknown>) {
      const server = await programServer(one.environment);
      const answer = await server.call(name, args);
      await server.close();
      return answer;
    },
    async killedAt(stage: Stage, name: string, args: Record<string, unknown>) {
      const server = await programServer({ ...one.environment, ...stands.environment }, { node: stands.arguments });
      await stands.ask(stage);
      if (server.stderr === null) throw new Error('no stderr');
      const reached = stands.reached(server.stderr).then(() => 'reached');
      const answered = server.call(name, args).then(
        ({ text }) => text,
        () => 'ended',
      );
      const first = await Promise.race([reached, answered]);
      server.kill();
      await answered;
      await server.close();
      await stands.release();
      expect(first).toBe('reached');
    },
    async clean() {
      for (const clean of cleaning) await clean();
    },
  };
}
