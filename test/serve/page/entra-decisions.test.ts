import { expect, test } from 'vitest';
import { z } from 'zod';
import { connect } from '../../helpers/connect.ts';
import { decisionOn, decisionsJson, ENTRA_OPEN, entraCompany } from '../../helpers/entra-review.ts';
import { ledgerKinds } from '../../helpers/ledger.ts';
import { servedPage } from '../../helpers/local-page.ts';
import { type Visitor, visitor } from '../../helpers/page-visitor.ts';
import { agreeing } from '../../helpers/people.ts';

const LATER = '2026-11-20T14:00:00.000Z';
const FILE = decisionsJson(
  decisionOn('leo', { decision: 'Deny', justification: 'Left in November' }),
  decisionOn('sue', { decision: 'Deny', over: { reviewedBy: null } }),
  decisionOn('ana', { decision: 'DontKnow' }),
);

async function reviewed() {
  const world = await entraCompany();
  const { call } = await connect(world, agreeing());
  const { review_id: reviewId } = z
    .object({ review_id: z.string() })
    .parse((await call('open_access_review', ENTRA_OPEN)).structured);
  world.at(LATER);
  return { world, reviewId, call };
}

function placeOf(answer: Response, { base }: Visitor): string {
  return (answer.headers.get('location') ?? '').slice(new URL(base).pathname.length);
}

function form({ formToken }: Visitor, more: Readonly<Record<string, string>> = {}): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries({ form_token: formToken, ...more })) body.set(name, value);
  body.set('file', new File([FILE], 'decisions.json'));
  return body;
}

/** Agrees as a person does who types the phrase. */
async function confirmed(one: Visitor, place: string): Promise<{ readonly asked: string; readonly said: string }> {
  const asked = await (await one.get(place)).text();
  const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(asked) ?? [];
  const [, phrase = ''] = /<code>(decide [0-9a-f]+)<\/code>/.exec(asked) ?? [];
  await one.post(place, new URLSearchParams({ form_token: one.formToken, ticket, phrase, answer: 'yes' }));
  await expect.poll(async () => (await one.get(place)).text()).not.toContain('name="ticket"');
  return { asked, said: await (await one.get(place)).text() };
}

test('where sheets come back, a file of Entra is shown line by line, and counts once a person agrees', async () => {
  const { world, reviewId, call } = await reviewed();
  const one = await visitor(await servedPage(world));
  const place = placeOf(await one.post(`/reviews/${reviewId}/worksheet`, form(one)), one);
  expect(await ledgerKinds(world)).not.toContain('review.decided');
  const { asked, said } = await confirmed(one, place);
  expect(asked).toContain('says: mia@example.com at 2026-11-20');
  expect(asked).toContain('decision 2: No person decided it');
  expect(asked).toContain('reviewers left 1 undecided');
  expect(said).toContain('Decided: 1 item');
  expect(await ledgerKinds(world)).toContain('review.decided');
  expect((await call('get_access_review', { review_id: reviewId })).text).toMatch(/revoke by mia@example\.com \(Entra/);
});

test('under Reads, it is shown how the file is read, and then what it decides', async () => {
  const { world, reviewId } = await reviewed();
  const one = await visitor(await servedPage(world));
  const stated = { 'as_of~utc': '2026-11-20T13:30' };
  const place = placeOf(await one.post('/reads/uploads', form(one, stated)), one);
  const read = await (await one.get(place)).text();
  expect(read).toContain('decisions of the Entra access review instance');
  expect(read).toContain('No person decided it');
  expect(await ledgerKinds(world)).not.toContain('review.decided');
  const fields = {
    form_token: one.formToken,
    tool: 'import_clari_export',
    upload: place.split('/').at(-1) ?? '',
    ...stated,
  };
  const decision = placeOf(await one.post('/decisions', new URLSearchParams(fields)), one);
  const { said } = await confirmed(one, decision);
  expect(said).toContain(reviewId);
  expect(await ledgerKinds(world)).toContain('review.decided');
});

test('nobody with the role of a reviewer alone brings what others decided', async () => {
  const { world, reviewId } = await reviewed();
  const served = await servedPage({
    ...world,
    actor: { name: 'mia@example.com', authenticated: false, via: 'page' },
    roles: ['reviewer'],
  });
  const one = await visitor(served);
  const answer = await one.post(`/reviews/${reviewId}/worksheet`, form(one));
  expect(answer.status).toBe(403);
  expect(await answer.text()).not.toContain('sue@example.com');
  expect(await ledgerKinds(world)).not.toContain('review.decided');
});
