import { expect, test } from 'vitest';
import { z } from 'zod';
import { verifyChain } from '../../src/ledger/verify.ts';
import { openStore } from '../../src/store/open.ts';
import { agree } from '../helpers/asking.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { programServer } from '../helpers/program-server.ts';
import { OPEN } from '../helpers/review-company.ts';
import { daysAhead, reviewProgram } from '../helpers/review-program.ts';

const opened = z.object({ review_id: z.string() });

test('two servers on one PostgreSQL: opened in one, decided in both at once, closed in the other', async () => {
  const database = await postgresOfThisFile();
  const company = await reviewProgram({ CLARI_IDENTITY_DATABASE_URL: database.url('postgres') });
  const meeting = bothThere();
  const as = (name: string) =>
    programServer(
      { ...company.environment, CLARI_IDENTITY_ACTOR: name },
      {
        person: async (message) => {
          await meeting.arrives();
          return agree(message);
        },
      },
    );
  const [mia, sec] = [await as('mia@acme.com'), await as('sec@acme.com')];
  const { review_id } = opened.parse(
    (await mia.call('open_access_review', { ...OPEN, due_at: daysAhead(20) })).structured,
  );
  const decided = (server: typeof mia, item_id: string, more: Record<string, string>) =>
    server.call('decide_review_items', { review_id, items: [{ item_id, ...more }] });
  const item = (email: string) => company.item(review_id, email);

  // Both have the form before them when the first answer is entered, so that the second is of something else.
  const adam = (await item('adam@acme.com')).item_id;
  meeting.of(2);
  const first = await Promise.all([mia, sec].map((server) => decided(server, adam, { decision: 'keep' })));
  expect(first.filter(({ isError }) => !isError)).toHaveLength(1);
  expect(first.find(({ isError }) => isError)?.text).toMatch(/shown|changed/);
  const between = await item('adam@acme.com');
  expect(between).toMatchObject({ standing: 'undecided' });
  const late = first[0]?.isError === true ? mia : sec;
  expect(await decided(late, between.item_id, { decision: 'keep' })).toMatchObject({ isError: false });
  expect(await item('adam@acme.com')).toMatchObject({ standing: 'decided', decision: 'keep' });

  // The same reviewer in two places says two things: one of them holds, and nothing is lost.
  const other = await as('mia@acme.com');
  const ana = (await item('ana@acme.com')).item_id;
  meeting.of(2);
  const both = await Promise.all([
    decided(mia, ana, { decision: 'keep' }),
    decided(other, ana, { decision: 'revoke', rationale: 'She moved on' }),
  ]);
  const taken = both.findIndex(({ isError }) => !isError);
  expect(both.filter(({ isError }) => !isError)).toHaveLength(1);
  const after = await item('ana@acme.com');
  expect(after.decision).toBe(['keep', 'revoke'][taken]);
  expect(after.decided.filter((one) => one.includes('by mia@acme.com'))).toHaveLength(1);

  const closing = { review_id, undecided_become: 'not_reviewed' };
  expect(await sec.call('close_access_review', closing)).toMatchObject({ structured: { status: 'closed' } });
  expect(await decided(mia, '5', { decision: 'keep', rationale: 'x' })).toMatchObject({
    isError: true,
    text: expect.stringContaining('was closed'),
  });
  const store = await openStore({ url: database.url('postgres') });
  const ledger = await store.read((reader) => reader.ledger(0, 1_000)).finally(() => store.close());
  expect(await verifyChain(ledger)).toMatchObject({ ok: true, entries: ledger.length });
  const kinds = ledger.map(({ kind }) => kind).filter((kind) => kind.startsWith('review.'));
  expect(kinds).toEqual(['review.opened', ...Array.from({ length: 3 }, () => 'review.decided'), 'review.closed']);
});

/** A place where people wait until as many are there as were asked for; nobody is waited for unless it was asked. */
function bothThere() {
  let wanted = 0;
  let waiting: (() => void)[] = [];
  return {
    of: (people: number) => {
      wanted = people;
    },
    arrives: () =>
      new Promise<void>((go) => {
        waiting.push(go);
        if (waiting.length < wanted) return;
        wanted = 0;
        for (const each of waiting) each();
        waiting = [];
      }),
  };
}
