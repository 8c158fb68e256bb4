import { describe, expect, test } from 'vitest';
import type { AccessReview, ItemDecision, ReviewEvent, ReviewItem } from '../../../src/model/review.ts';
import type { ItemFilter, ItemQueue, QueuedItem, ReviewerProgress } from '../../../src/store/readers/review-reader.ts';
import type { Store, StoreWriter } from '../../../src/store/store.ts';
import type { TestedDatabase } from '../databases.ts';
import { openAt, temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { T0 } from '../samples.ts';

const LATER = '2026-03-01T10:00:00.000Z';
const ADA = { name: 'Ada', authenticated: false, via: 'terminal' } as const;
const ENTERED = {
  attestation: { level: 'terminal_phrase', client: { name: 'x', version: '1' } },
  ledgerHash: 'e'.repeat(64),
} as const;

function reviewOf(reviewId: string, items: number, change: Partial<AccessReview> = {}): AccessReview {
  return {
    ...ENTERED,
    reviewId,
    name: 'Clari, fourth quarter',
    app: 'clari',
    scope: { role: 'Admin', team: null, findings: ['leaver_active', 'ok'], changedOnly: true },
    reviewers: {
      manager: true,
      byRole: { Admin: 'it@acme.com' },
      byTeam: { West: 'west@acme.com' },
      fallback: 'fallback@acme.com',
      second: null,
    },
    privilegedRoles: ['Admin'],
    dueAt: '2026-04-01T00:00:00.000Z',
    owner: 'owner@acme.com',
    deputy: null,
    population: {
      reads: [
        {
          snapshotId: 'snap_1',
          source: 'clari-users',
          kind: 'clari-users',
          fileName: 'users.csv',
          sha256: 'a'.repeat(64),
          asOf: T0,
          asOfBasis: 'stated',
          completeness: 'complete',
          filter: 'all',
          rows: 9,
          rowsRefused: 1,
        },
      ],
      evaluatedAt: T0,
      accounts: items + 4,
      items,
      privileged: 2,
      changed: 1,
      leftOut: [{ why: 'not_active', accounts: 4 }],
      hash: 'b'.repeat(64),
      missing: [{ what: 'Entra was not read.', closeWith: 'clari-identity-mcp sync entra' }],
    },
    acceptedIncomplete: 'no longer in use',
    previousReviewId: null,
    openedAt: T0,
    openedBy: ADA,
    ledgerSequence: 1,
    ...change,
  };
}

function itemOf(ordinal: number, change: Partial<ReviewItem> = {}): ReviewItem {
  return {
    ordinal,
    accountId: `acc-${ordinal}`,
    email: `person${ordinal}@acme.com`,
    name: null,
    role: 'SDR',
    team: 'West',
    identities: [`okta/00u${ordinal}`],
    addresses: [`person${ordinal}@acme.com`],
    finding: 'leaver_active',
    reason: 'identity_deactivated',
    evidence: [{ source: 'okta', observedAt: T0, fact: 'deactivated' }],
    lastUsedAt: null,
    privileged: false,
    changes: [],
    suggestion: { decision: 'revoke', why: 'left on 2026-02-01' },
    reviewer: 'mara@acme.com',
    reviewerBasis: 'manager',
    second: null,
    gaps: [],
    ...change,
  };
}

/** 1, 2: privileged, of which 2 lacks the second reviewer; 3: nobody's; 4: changed; 5, 6: of others. */
const ITEMS: readonly ReviewItem[] = [
  itemOf(1, { privileged: true, second: 'sam@acme.com' }),
  itemOf(2, { privileged: true, gaps: ['no_second_reviewer'] }),
  itemOf(3, {
    reviewer: null,
    reviewerBasis: null,
    gaps: ['no_owner'],
    suggestion: { decision: null, why: 'unclear' },
  }),
  itemOf(4, { changes: [{ what: 'role_changed', before: 'AE' }] }),
  itemOf(5, { reviewer: 'Sam@Acme.com', reviewerBasis: 'role' }),
  itemOf(6, { reviewer: 'zoe@acme.com', reviewerBasis: 'fallback', accountId: 'acc-1' }),
];

const UNDECIDED = { reviewerDecision: null, secondDecision: null, outcome: null } as const;

function queued(reviewId: string, item: ReviewItem, change: Partial<ItemQueue> = {}): QueuedItem {
  const { reviewer, second } = item;
  return {
    reviewId,
    frozen: item,
    queue: { reviewer: reviewer?.toLowerCase() ?? null, second, ...UNDECIDED, ...change },
  };
}

function decisionOf(ordinal: number, change: Partial<ItemDecision> = {}): ItemDecision {
  return {
    ...ENTERED,
    reviewId: 'rev_1',
    ordinal,
    accountId: `acc-${ordinal}`,
    decision: 'keep',
    rationale: null,
    role: null,
    to: null,
    as: 'reviewer',
    statedBy: 'mara@acme.com',
    enteredBy: ADA,
    decidedAt: LATER,
    ledgerSequence: 2,
    ...change,
  };
}

async function stage(store: Store, reviewId: string, items: readonly ReviewItem[] = ITEMS, startedAt = T0) {
  await store.write((writer) => writer.stageReview(reviewId, startedAt));
  await store.write((writer) => writer.stageReviewItems(reviewId, items.slice(0, 2)));
  await store.write((writer) => writer.stageReviewItems(reviewId, items.slice(2)));
}

/** A review of six items. */
export async function openReview(store: Store, reviewId = 'rev_1', change: Partial<AccessReview> = {}, items = ITEMS) {
  await stage(store, reviewId, items);
  const review = reviewOf(reviewId, items.length, change);
  await store.write((writer) => writer.insertReview(review));
  return review;
}

/** 1: the two disagree; 2: the reviewer alone decided; 4: kept; 5: to be revoked. */
const QUEUES: readonly (ItemQueue & { readonly ordinal: number })[] = [
  {
    ordinal: 1,
    reviewer: 'mara@acme.com',
    second: 'sam@acme.com',
    reviewerDecision: 'keep',
    secondDecision: 'revoke',
    outcome: null,
  },
  { ordinal: 2, reviewer: 'mara@acme.com', second: null, ...UNDECIDED, reviewerDecision: 'keep' },
  { ordinal: 4, reviewer: 'mara@acme.com', second: null, ...UNDECIDED, reviewerDecision: 'keep', outcome: 'keep' },
  { ordinal: 5, reviewer: 'sam@acme.com', second: null, ...UNDECIDED, reviewerDecision: 'revoke', outcome: 'revoke' },
];

async function openAndDecide(store: Store): Promise<void> {
  await openReview(store);
  await store.write((writer) =>
    writer.insertItemDecisions(
      QUEUES.map((one) => decisionOf(one.ordinal, { decision: one.reviewerDecision ?? 'keep' })),
      QUEUES,
    ),
  );
}

const all = (store: Store, filter: ItemFilter = {}, reviewId = 'rev_1') =>
  store.read((reader) => reader.reviewItems(reviewId, filter, 0, 100));

/** Rows that a review has in each table that its opening fills. */
async function rowsOf(store: Store & { readonly place: string }, database: TestedDatabase, reviewId: string) {
  const raw = await rawDatabase(store.place, database);
  const counts: unknown[] = [];
  for (const table of ['review_populations', 'review_items', 'review_queue'])
    counts.push(...(await raw.all(`select count(*) as n from ${table} where review_id = '${reviewId}'`)));
  return counts;
}

export function reviewContract(database: TestedDatabase): void {
  describe('access reviews', () => {
    test('a review comes back as it was opened, with its items in order', async () => {
      const store = await temporaryStore(database);
      const review = await openReview(store);
      const earlier = await openReview(store, 'rev_0', { ledgerSequence: 0, acceptedIncomplete: null, name: 'Q3' });
      await store.read(async (reader) => {
        expect(await reader.reviews()).toStrictEqual([earlier, review]);
        expect(await reader.review('rev_1')).toStrictEqual(review);
        expect(await reader.review('rev_2')).toBeNull();
        expect(await reader.frozenItems('rev_1', 0, 100)).toStrictEqual(ITEMS);
        expect(await reader.frozenItems('rev_1', 4, 1)).toStrictEqual(ITEMS.slice(4, 5));
        expect(await reader.reviewItems('rev_1', {}, 0, 100)).toStrictEqual({
          items: ITEMS.map((item) => queued('rev_1', item)),
          total: 6,
        });
        expect(await reader.reviewItemsOf('acc-1')).toStrictEqual(
          ['rev_0', 'rev_1'].flatMap((id) => [ITEMS[0], ITEMS[5]].flatMap((item) => (item ? [queued(id, item)] : []))),
        );
        expect(await reader.reviewItemsOf('acc-9')).toEqual([]);
        expect(await reader.revision()).toBe(0);
      });
    });

    test('what a review and its items say beyond their first shape is kept', async () => {
      const store = await temporaryStore(database);
      const richer = { ...itemOf(1), added_later: { x: [1, null] } };
      const review = await openReview(store, 'rev_1', { ...reviewOf('rev_1', 1), ...{ added_later: 'y' } }, [richer]);
      await store.read(async (reader) => {
        expect(await reader.review('rev_1')).toStrictEqual(review);
        expect(await reader.frozenItems('rev_1', 0, 9)).toStrictEqual([richer]);
      });
    });

    test('pages follow one another, and each says how many there are in all', async () => {
      const store = await temporaryStore(database);
      await openReview(store);
      const ordinals: number[] = [];
      for (let after = 0; ; ) {
        const page = await store.read((reader) => reader.reviewItems('rev_1', { person: 'mara@acme.com' }, after, 2));
        expect(page.total).toBe(3);
        expect(page.items.length).toBeLessThanOrEqual(2);
        const last = page.items.at(-1);
        if (last === undefined) break;
        ordinals.push(...page.items.map((one) => one.frozen.ordinal));
        after = last.frozen.ordinal;
      }
      expect(ordinals).toEqual([1, 2, 4]);
    });

    const filters: readonly (readonly [string, ItemFilter, readonly number[]])[] = [
      ['nothing', {}, [1, 2, 3, 4, 5, 6]],
      ['a reviewer', { person: 'mara@acme.com' }, [1, 2, 4]],
      ['a reviewer who is a second one too, however written', { person: ' SAM@acme.com' }, [1, 5]],
      ['somebody without items', { person: 'nobody@acme.com' }, []],
      ['a person of no name', { person: '' }, []],
      ['decided', { decided: true }, [4, 5]],
      ['undecided, disagreement included', { decided: false }, [1, 2, 3, 6]],
      ['an outcome', { outcomes: ['revoke'] }, [5]],
      ['several outcomes', { outcomes: ['revoke', 'keep', 'change_role'] }, [4, 5]],
      ['no outcome at all', { outcomes: [] }, []],
      ['changed', { changedOnly: true }, [4]],
      ['not only changed', { changedOnly: false }, [1, 2, 3, 4, 5, 6]],
      ['an empty place', { unassigned: true }, [2, 3]],
      ['not only empty places', { unassigned: false }, [1, 2, 3, 4, 5, 6]],
      ['numbers in any order, twice, and unknown ones', { ordinals: [6, 2, 2, 99, -1] }, [2, 6]],
      ['no number', { ordinals: [] }, []],
      [
        'more numbers than one statement takes',
        { ordinals: Array.from({ length: 40_000 }, (_, n) => n + 2) },
        [2, 3, 4, 5, 6],
      ],
      ['a person and what they owe', { person: 'mara@acme.com', decided: false }, [1, 2]],
      ['a person and an empty place', { person: 'mara@acme.com', unassigned: true }, [2]],
      [
        'everything at once',
        {
          person: 'mara@acme.com',
          decided: true,
          outcomes: ['keep'],
          changedOnly: true,
          unassigned: false,
          ordinals: [3, 4, 5],
        },
        [4],
      ],
    ];
    test('filters narrow, each and together', async () => {
      const store = await temporaryStore(database);
      await openAndDecide(store);
      for (const [name, filter, wanted] of filters) {
        const { items, total } = await all(store, filter);
        expect([name, items.map((one) => one.frozen.ordinal), total]).toEqual([name, wanted, wanted.length]);
        const [first] = wanted;
        if (first === undefined) continue;
        const next = await store.read((reader) => reader.reviewItems('rev_1', filter, first, 1));
        expect([name, next.items.map((one) => one.frozen.ordinal), next.total]).toEqual([
          name,
          wanted.slice(1, 2),
          wanted.length,
        ]);
      }
    });

    test('decisions are all kept, and the queue says what holds', async () => {
      const store = await temporaryStore(database);
      await openAndDecide(store);
      const moved = decisionOf(6, { decision: 'not_mine', to: 'Leo@acme.com', ledgerSequence: 3, rationale: 'moved' });
      const again = decisionOf(4, { decision: 'change_role', role: 'AE', rationale: 'promoted', ledgerSequence: 4 });
      await store.write(async (writer) => {
        await writer.insertItemDecisions(
          [moved],
          [{ ordinal: 6, reviewer: 'Leo@acme.com', second: null, ...UNDECIDED }],
        );
        const queue = {
          reviewer: 'mara@acme.com',
          second: null,
          reviewerDecision: 'change_role',
          secondDecision: null,
        } as const;
        await writer.insertItemDecisions([again], [{ ...queue, ordinal: 4, outcome: 'change_role' }]);
      });
      const first = QUEUES.map((one) => decisionOf(one.ordinal, { decision: one.reviewerDecision ?? 'keep' }));
      await store.read(async (reader) => {
        expect(await reader.reviewDecisions('rev_1', null)).toStrictEqual([...first, moved, again]);
        expect(await reader.reviewDecisions('rev_1', [4, 6, 4])).toStrictEqual([first[2], moved, again]);
        expect(await reader.reviewDecisions('rev_1', [])).toEqual([]);
        expect(await reader.reviewDecisions('rev_2', null)).toEqual([]);
        expect(await reader.revision()).toBe(0);
      });
      const { items } = await all(store);
      expect(items.slice(3)).toStrictEqual([
        queued('rev_1', itemOf(4, { changes: [{ what: 'role_changed', before: 'AE' }] }), {
          reviewerDecision: 'change_role',
          outcome: 'change_role',
        }),
        queued('rev_1', ITEMS[4] ?? itemOf(5), { reviewerDecision: 'revoke', outcome: 'revoke' }),
        queued('rev_1', ITEMS[5] ?? itemOf(6), { reviewer: 'leo@acme.com' }),
      ]);
      expect((await all(store, { person: 'zoe@acme.com' })).total).toBe(0);
      // What was frozen stays as it was.
      expect(await store.read((reader) => reader.frozenItems('rev_1', 5, 1))).toStrictEqual(ITEMS.slice(5));
    });

    test('hundreds of items are decided in one write', async () => {
      const store = await temporaryStore(database);
      const items = Array.from({ length: 1_201 }, (_, n) => itemOf(n + 1));
      await openReview(store, 'rev_1', {}, items);
      await store.write((writer) =>
        writer.insertItemDecisions(
          items.map((one) => decisionOf(one.ordinal)),
          items.map(({ ordinal }) => ({
            ordinal,
            reviewer: `r${ordinal}@acme.com`,
            second: null,
            reviewerDecision: 'keep',
            secondDecision: null,
            outcome: 'keep',
          })),
        ),
      );
      expect((await all(store, { decided: true })).total).toBe(1_201);
      const { items: last } = await all(store, { person: 'r1201@acme.com' });
      expect(last).toMatchObject([{ frozen: { ordinal: 1_201 }, queue: { outcome: 'keep' } }]);
    });

    test('who has how many items, and owes how many of them', async () => {
      const store = await temporaryStore(database);
      await openReview(store);
      const before: readonly ReviewerProgress[] = [
        { person: 'mara@acme.com', items: 3, owed: 3 },
        { person: 'sam@acme.com', items: 2, owed: 2 },
        { person: 'zoe@acme.com', items: 1, owed: 1 },
        { person: null, items: 2, owed: 2 },
      ];
      expect(await store.read((reader) => reader.reviewProgress('rev_1'))).toStrictEqual(before);
      const queues = QUEUES.map((one) => decisionOf(one.ordinal));
      await store.write((writer) => writer.insertItemDecisions(queues, QUEUES));
      expect(await store.read((reader) => reader.reviewProgress('rev_1'))).toStrictEqual([
        // The two of item 1 disagree, so both owe it still; of item 2 only the empty place is open.
        { person: 'mara@acme.com', items: 3, owed: 1 },
        { person: 'sam@acme.com', items: 2, owed: 1 },
        { person: 'zoe@acme.com', items: 1, owed: 1 },
        { person: null, items: 2, owed: 2 },
      ]);
      expect(await store.read((reader) => reader.reviewProgress('rev_2'))).toEqual([]);
      const outcomes = await store.read((reader) => reader.reviewerOutcomes('rev_1'));
      expect(outcomes.filter(({ person }) => person === 'mara@acme.com')).toEqual(
        expect.arrayContaining([{ person: 'mara@acme.com', outcome: null, items: 2, owed: 1 }]),
      );
      for (const { person, items, owed } of before) {
        const own = outcomes.filter((one) => one.person === person);
        expect(own.reduce((sum, one) => sum + one.items, 0)).toBe(items);
        expect(own.every((one) => one.outcome === null || one.owed === 0)).toBe(true);
        expect(owed).toBeGreaterThan(0);
      }
      const all = await store.read((reader) => reader.outcomeSums('rev_1'));
      const { items } = await store.read((reader) => reader.reviewItems('rev_1', {}, 0, 100));
      for (const { outcome, items: number } of all)
        expect(items.filter(({ queue }) => queue.outcome === outcome)).toHaveLength(number);
      expect(all.reduce((sum, one) => sum + one.items, 0)).toBe(items.length);
      expect(await store.read((reader) => reader.outcomeSums('rev_2'))).toEqual([]);
    });

    test('what happened to a review, in the order of the ledger', async () => {
      const store = await temporaryStore(database);
      await openReview(store);
      const happened = { ...ENTERED, reviewId: 'rev_1', at: LATER, by: ADA };
      const events: readonly ReviewEvent[] = [
        { ...happened, kind: 'owner_changed', owner: null, deputy: 'd@acme.com', reason: 'left', ledgerSequence: 3 },
        { ...happened, kind: 'reminded', reviewers: ['mara@acme.com'], undecided: 3, ledgerSequence: 5 },
        {
          ...happened,
          kind: 'closed',
          undecidedBecome: 'not_reviewed',
          reason: 'quarter ends',
          outcome: {
            items: 6,
            kept: 1,
            revoked: 1,
            roleChanges: 0,
            notReviewed: 4,
            late: 0,
            byReviewer: [{ reviewer: 'mara@acme.com', decided: 1 }],
            proven: 0,
            hash: 'c'.repeat(64),
          },
          ledgerSequence: 10,
        },
      ];
      await store.write(async (writer) => {
        for (const event of events.toReversed()) await writer.insertReviewEvent(event);
      });
      await store.read(async (reader) => {
        expect(await reader.reviewEvents('rev_1')).toStrictEqual(events);
        expect(await reader.reviewEvents('rev_2')).toEqual([]);
      });
    });

    describe('while one is being opened', () => {
      test('nothing of it is seen', async () => {
        const store = await temporaryStore(database);
        await stage(store, 'rev_1');
        await store.read(async (reader) => {
          expect(await reader.reviews()).toEqual([]);
          expect(await reader.review('rev_1')).toBeNull();
          expect(await reader.reviewItems('rev_1', {}, 0, 9)).toEqual({ items: [], total: 0 });
          expect(await reader.frozenItems('rev_1', 0, 9)).toEqual([]);
          expect(await reader.reviewItemsOf('acc-1')).toEqual([]);
          expect(await reader.reviewProgress('rev_1')).toEqual([]);
        });
      });

      test('what was begun before a moment and never opened is removed, and nothing else', async () => {
        const store = await temporaryStore(database);
        await openReview(store, 'rev_opened');
        await stage(store, 'rev_old');
        await stage(store, 'rev_now', ITEMS, LATER);
        await store.write((writer) => writer.stageReview('rev_bare', T0));
        await store.write((writer) => writer.discardStagedReviews(LATER));
        expect(await rowsOf(store, database, 'rev_old')).toEqual([{ n: 0 }, { n: 0 }, { n: 0 }]);
        expect(await rowsOf(store, database, 'rev_bare')).toEqual([{ n: 0 }, { n: 0 }, { n: 0 }]);
        expect(await rowsOf(store, database, 'rev_now')).toEqual([{ n: 1 }, { n: 6 }, { n: 6 }]);
        expect(await rowsOf(store, database, 'rev_opened')).toEqual([{ n: 0 }, { n: 6 }, { n: 6 }]);
        await expect(store.write((writer) => writer.insertReview(reviewOf('rev_old', 6)))).rejects.toMatchObject({
          code: 'ERR_STORE',
        });
        await store.write((writer) => writer.insertReview(reviewOf('rev_now', 6, { ledgerSequence: 2 })));
        expect((await all(store, {}, 'rev_now')).total).toBe(6);
      });

      test('what a killed process left is removed when a store is opened, once it is old', async () => {
        const store = await temporaryStore(database);
        await stage(store, 'rev_old', ITEMS, '2020-01-01T00:00:00.000Z');
        await stage(store, 'rev_now', ITEMS, new Date().toISOString());
        await openAt(store.place, database);
        expect(await rowsOf(store, database, 'rev_old')).toEqual([{ n: 0 }, { n: 0 }, { n: 0 }]);
        expect(await rowsOf(store, database, 'rev_now')).toEqual([{ n: 1 }, { n: 6 }, { n: 6 }]);
      });

      const refused: readonly (readonly [string, string, (writer: StoreWriter) => Promise<void>])[] = [
        ['a review that nobody began', 'ERR_STORE', (writer) => writer.insertReview(reviewOf('rev_9', 0))],
        ['items of a review that nobody began', 'ERR_STORE', (writer) => writer.stageReviewItems('rev_9', [itemOf(1)])],
        ['fewer items than its population says', 'ERR_STORE', (writer) => writer.insertReview(reviewOf('rev_1', 7))],
        ['more items than its population says', 'ERR_STORE', (writer) => writer.insertReview(reviewOf('rev_1', 5))],
        ['an item twice', 'ERR_STORE', (writer) => writer.stageReviewItems('rev_1', [itemOf(6)])],
        ['the same review begun twice', 'ERR_STORE', (writer) => writer.stageReview('rev_1', T0)],
        ['an opened review begun again', 'ERR_STORE', (writer) => writer.stageReview('rev_0', T0)],
        ['an opened review opened again', 'ERR_STORE', (writer) => writer.insertReview(reviewOf('rev_0', 6))],
        ['items for an opened review', 'ERR_STORE', (writer) => writer.stageReviewItems('rev_0', [itemOf(7)])],
        [
          'numbers with a gap',
          'ERR_STORE',
          async (writer) => {
            await writer.stageReviewItems('rev_1', [itemOf(8)]);
            await writer.insertReview(reviewOf('rev_1', 7));
          },
        ],
        [
          'a decision on a review that is not opened',
          'ERR_STORE',
          (writer) => writer.insertItemDecisions([decisionOf(1)], QUEUES.slice(0, 1)),
        ],
        [
          'a decision on an item that is not there',
          'ERR_STORE',
          (writer) => writer.insertItemDecisions([decisionOf(7, { reviewId: 'rev_0' })], []),
        ],
        [
          'the queue of an item that is not there',
          'ERR_STORE',
          (writer) =>
            writer.insertItemDecisions(
              [decisionOf(1, { reviewId: 'rev_0' })],
              [{ ordinal: 7, reviewer: null, second: null, ...UNDECIDED }],
            ),
        ],
        [
          'an item twice in one entry',
          'ERR_STORE',
          (writer) =>
            writer.insertItemDecisions(
              [decisionOf(1, { reviewId: 'rev_0' }), decisionOf(1, { reviewId: 'rev_0' })],
              [],
            ),
        ],
        ['a queue of no decision', 'ERR_INTERNAL', (writer) => writer.insertItemDecisions([], QUEUES)],
        [
          'decisions of two reviews',
          'ERR_INTERNAL',
          (writer) => writer.insertItemDecisions([decisionOf(1), decisionOf(1, { reviewId: 'rev_0' })], []),
        ],
      ];
      test.each(refused)('%s: refused whole', async (_name, code, write) => {
        const store = await temporaryStore(database);
        const opened = await openReview(store, 'rev_0');
        await stage(store, 'rev_1');
        await expect(store.write(write)).rejects.toMatchObject({ code });
        expect(await store.read((reader) => reader.reviews())).toStrictEqual([opened]);
        expect(await store.read((reader) => reader.reviewDecisions('rev_0', null))).toEqual([]);
        expect(await rowsOf(store, database, 'rev_1')).toEqual([{ n: 1 }, { n: 6 }, { n: 6 }]);
        expect(await rowsOf(store, database, 'rev_0')).toEqual([{ n: 0 }, { n: 6 }, { n: 6 }]);
      });
    });

    test.each([
      ['a review changed', "update reviews set body = '{}'"],
      ['a review removed', 'delete from reviews'],
      ['an item changed', "update review_items set account_id = 'x' where ordinal = 1"],
      ['an item removed', 'delete from review_items where ordinal = 6'],
      [
        'an item added',
        "insert into review_items (review_id, ordinal, account_id, body) values ('rev_1', 7, 'x', '{}')",
      ],
      ['a decision changed', "update review_decisions set body = '{}'"],
      ['a decision removed', 'delete from review_decisions'],
      ['an event changed', "update review_events set body = '{}'"],
      ['an event removed', 'delete from review_events'],
    ])('%s: refused to whoever opens the database', async (_name, sql) => {
      const store = await temporaryStore(database);
      await openAndDecide(store);
      await store.write((writer) =>
        writer.insertReviewEvent({
          ...ENTERED,
          reviewId: 'rev_1',
          at: LATER,
          by: ADA,
          kind: 'reminded',
          reviewers: [],
          undecided: 0,
          ledgerSequence: 3,
        }),
      );
      const raw = await rawDatabase(store.place, database);
      await expect(raw.exec(sql)).rejects.toThrow('append-only');
    });

    test.each([
      ['no JSON', '{'],
      ['another shape', '{"reviewId":"rev_1"}'],
    ])('a body that is %s is reported as damage, not handed on', async (_name, body) => {
      const store = await temporaryStore(database);
      const raw = await rawDatabase(store.place, database);
      await raw.run('insert into reviews (review_id, ledger_sequence, body) values (?, ?, ?)', ['rev_1', 1, body]);
      await expect(store.read((reader) => reader.reviews())).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPT' });
    });
  });
}
