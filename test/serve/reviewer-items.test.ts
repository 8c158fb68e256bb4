import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../src/model/actor.ts';
import { AUDIENCE, issuer } from '../helpers/issuer.ts';
import { ledgerKinds } from '../helpers/ledger.ts';
import { PATIENT } from '../helpers/patient.ts';
import { agreeing } from '../helpers/people.ts';
import { OPEN, reviewCompany } from '../helpers/review-company.ts';
import { shared } from '../helpers/shared.ts';

const answer = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
  structuredContent: z.unknown().optional(),
});
const opened = z.object({ review_id: z.string() });
const page = z.object({
  progress: z.array(z.object({ reviewer: z.string().nullable(), items: z.number(), owed: z.number() })),
  items: z.array(
    z.object({
      item_id: z.string(),
      email: z.string(),
      reviewer: z.string().optional(),
      second: z.string().optional(),
      decision: z.string().optional(),
      decided: z.array(z.string()),
    }),
  ),
  outcome: z.object({ by_reviewer: z.record(z.string(), z.number()), kept: z.number() }).optional(),
});
const resource = z.object({ contents: z.array(z.object({ text: z.string() })) });

async function call(client: Client, name: string, args: Record<string, unknown>) {
  const {
    isError = false,
    content,
    structuredContent,
  } = answer.parse(await client.callTool({ name, arguments: args }, undefined, PATIENT));
  return { isError, text: content.map(({ text }) => text).join('\n'), structured: structuredContent };
}

/** An open review on a shared server, and whoever signs in there. */
async function reviewed() {
  const world = await reviewCompany();
  const from = await issuer(() => new Date(world.clock()));
  const server = await shared({
    world,
    http: { oauth: { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl } },
  });
  /** A person who agrees to every form. */
  const as = async (email: string, roles: readonly Role[], asked: string[] = []) =>
    server.client(await from.token({ clari_identity_roles: roles, sub: email, email }), agreeing(asked));
  const operator = await as('pat@acme.com', ['viewer', 'operator']);
  const { review_id: reviewId } = opened.parse((await call(operator, 'open_access_review', OPEN)).structured);
  const shown = async (client: Client, more: Record<string, unknown> = {}) => {
    const seen = await call(client, 'get_access_review', { review_id: reviewId, ...more });
    expect(seen.isError, seen.text).toBe(false);
    return { ...page.parse(seen.structured), text: seen.text };
  };
  const read = async (client: Client) => {
    const { contents } = resource.parse(await client.readResource({ uri: `clari://reviews/${reviewId}` }));
    return contents.map(({ text }) => text).join('');
  };
  const items = new Map((await shown(operator)).items.map((one) => [one.email, one]));
  const itemId = (email: string) => items.get(email)?.item_id ?? '';
  return { world, as, operator, reviewId, shown, read, itemId };
}

const MIAS = ['adam@acme.com', 'ana@acme.com', 'leo@acme.com'];

test('a reviewer sees their own items and how far they are, in the answer of the tool and in the resource', async () => {
  const { as, shown, read } = await reviewed();
  const mia = await as('mia@acme.com', ['reviewer']);
  const seen = await shown(mia);
  expect(seen.items.map(({ email }) => email)).toEqual(MIAS);
  expect(seen.progress).toEqual([{ reviewer: 'mia@acme.com', items: 3, owed: 3 }]);
  expect(seen.text).not.toMatch(/ghost@|sue@|fred@/);
  const resource = await read(mia);
  expect(resource).toContain('"person":"mia@acme.com"');
  expect(resource).not.toContain('"person":"fred@acme.com"');
  // Asked for somebody else's, or under a cursor, it is still their own.
  expect((await shown(mia, { reviewer: 'fred@acme.com' })).items.map(({ email }) => email)).toEqual(MIAS);
});

test('the second reviewer sees the privileged accounts alone', async () => {
  const { as, shown } = await reviewed();
  const sec = await shown(await as('sec@acme.com', ['reviewer']));
  expect(sec.items.map(({ email, second }) => [email, second])).toEqual([['adam@acme.com', 'sec@acme.com']]);
  expect(sec.progress).toEqual([{ reviewer: 'sec@acme.com', items: 1, owed: 1 }]);
});

test('a page that somebody else began is not gone on with', async () => {
  const { as, operator, reviewId } = await reviewed();
  const next = z.object({ next_cursor: z.string() });
  const { next_cursor } = next.parse(
    (await call(operator, 'get_access_review', { review_id: reviewId, limit: 2 })).structured,
  );
  const mia = await as('mia@acme.com', ['reviewer']);
  const answered = await call(mia, 'get_access_review', { review_id: reviewId, cursor: next_cursor });
  expect(answered).toMatchObject({ isError: true, text: expect.stringContaining('cursor') });
});

test('nothing was put to them: the review is not shown, by either way', async () => {
  const { as, reviewId, read } = await reviewed();
  const ana = await as('ana@acme.com', ['reviewer']);
  const refused = await call(ana, 'get_access_review', { review_id: reviewId });
  expect(refused).toMatchObject({
    isError: true,
    text: expect.stringContaining('Nothing in this review is put to you'),
  });
  await expect(read(ana)).rejects.toThrow(/put to you/);
});

test('they decide their own by a form that shows it, and it is theirs in the ledger', async () => {
  const { world, as, operator, reviewId, shown, itemId } = await reviewed();
  const asked: string[] = [];
  const mia = await as('mia@acme.com', ['reviewer'], asked);
  const made = await call(mia, 'decide_review_items', {
    review_id: reviewId,
    items: [
      { item_id: itemId('ana@acme.com'), decision: 'keep' },
      { item_id: itemId('leo@acme.com'), decision: 'revoke', rationale: 'He left on the tenth' },
    ],
  });
  expect(made).toMatchObject({ isError: false, text: expect.stringMatching(/plan plan_/) });
  expect(asked).toEqual([expect.stringContaining('leo@acme.com')]);
  expect(await ledgerKinds(world)).toContain('review.decided');
  const items = (await shown(operator)).items;
  expect(items.find(({ email }) => email === 'leo@acme.com')?.decided[0]).toMatch(/by mia@acme\.com(?!, entered)/);
});

test.each([
  ['an item of somebody else', 'sue@acme.com', { decision: 'keep' }, undefined, 'not put to them'],
  ["somebody else's name", 'sue@acme.com', { decision: 'keep' }, 'fred@acme.com', 'not put to them'],
  ["somebody else's name on an own item", 'ana@acme.com', { decision: 'keep' }, 'sec@acme.com', 'not put to them'],
  ['an empty place', 'fred@acme.com', { decision: 'not_mine', to: 'sec@acme.com' }, undefined, 'not put to them'],
])('a reviewer is refused %s', async (_what, email, asked, reviewer, said) => {
  const { world, as, reviewId, itemId } = await reviewed();
  const mia = await as('mia@acme.com', ['reviewer']);
  const refused = await call(mia, 'decide_review_items', {
    review_id: reviewId,
    items: [{ item_id: itemId(email), ...asked }],
    ...(reviewer === undefined ? {} : { reviewer }),
  });
  expect(refused).toMatchObject({ isError: true, text: expect.stringContaining(said) });
  expect(await ledgerKinds(world)).not.toContain('review.decided');
});

test('what they hand on is theirs no more, and is of whoever got it', async () => {
  const { as, reviewId, shown, itemId } = await reviewed();
  const [mia, fred] = [await as('mia@acme.com', ['reviewer']), await as('fred@acme.com', ['reviewer'])];
  const ana = { item_id: itemId('ana@acme.com'), decision: 'not_mine', to: 'fred@acme.com' };
  expect((await call(mia, 'decide_review_items', { review_id: reviewId, items: [ana] })).isError).toBe(false);
  expect((await shown(mia)).items.map(({ email }) => email)).toEqual(['adam@acme.com', 'leo@acme.com']);
  expect((await shown(fred)).items.map(({ email }) => email)).toContain('ana@acme.com');
});

test('a viewer sees all of it and decides nothing; an approver is no reviewer', async () => {
  const { world, as, reviewId, shown, read, itemId } = await reviewed();
  const items = [{ item_id: itemId('ana@acme.com'), decision: 'keep' }];
  for (const roles of [['viewer'], ['viewer', 'approver']] as const) {
    const mia = await as('mia@acme.com', roles);
    const seen = await shown(mia);
    expect(seen.items).toHaveLength(7);
    expect(seen.progress).toHaveLength(4);
    expect(await read(mia)).toContain('fred@acme.com');
    await expect(call(mia, 'decide_review_items', { review_id: reviewId, items })).rejects.toThrow(/403|scope|role/i);
  }
  expect(await ledgerKinds(world)).not.toContain('review.decided');
});

test('once it is closed a reviewer sees the outcome, and of the others not how much each decided', async () => {
  const { as, operator, reviewId, shown, read, itemId } = await reviewed();
  const [mia, fred] = [await as('mia@acme.com', ['reviewer']), await as('fred@acme.com', ['reviewer'])];
  for (const [client, email] of [
    [mia, 'ana@acme.com'],
    [fred, 'mia@acme.com'],
  ] as const)
    await call(client, 'decide_review_items', {
      review_id: reviewId,
      items: [{ item_id: itemId(email), decision: 'keep' }],
    });
  const closing = { review_id: reviewId, undecided_become: 'not_reviewed' };
  expect((await call(operator, 'close_access_review', closing)).isError).toBe(false);
  expect((await shown(operator)).outcome?.by_reviewer).toEqual({ 'fred@acme.com': 1, 'mia@acme.com': 1 });
  const seen = await shown(mia);
  expect(seen.outcome).toMatchObject({ kept: 2, by_reviewer: { 'mia@acme.com': 1 } });
  expect(seen.outcome?.by_reviewer).not.toHaveProperty('fred@acme.com');
  const resource = await read(mia);
  expect(resource).toContain('"reviewer":"mia@acme.com"');
  expect(resource).not.toContain('"reviewer":"fred@acme.com"');
});
