import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../../helpers/acme.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { connect } from '../../helpers/connect.ts';
import type { World } from '../../helpers/deps.ts';
import { USERS } from '../../helpers/files.ts';
import { ledgerKinds } from '../../helpers/ledger.ts';
import { type ServedPage, servedPage, visitPage } from '../../helpers/local-page.ts';
import { confirmed, said } from '../../helpers/on-page.ts';
import { agreeing } from '../../helpers/people.ts';
import { OPEN, reviewCompany } from '../../helpers/review-company.ts';

const drafted = z.object({ plan_id: z.string(), plan_hash: z.string() });
const opened = z.object({ review_id: z.string() });

/** A question about a plan, in a browser. */
async function asked() {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  const { plan_id: planId } = drafted.parse(
    (await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured,
  );
  const served = await servedPage(world);
  const page = await visitPage(served, `/plans/${planId}`);
  await page.getByRole('button', { name: 'Approve this plan' }).click();
  await said(page);
  return { world, served, page, planId };
}

async function times(world: World, kind: string): Promise<number> {
  return (await ledgerKinds(world)).filter((one) => one === kind).length;
}

/** What the form of the question sends. */
async function fieldsOf(page: Page): Promise<Record<string, string>> {
  const [token, ticket, phrase] = [
    await page.inputValue('main input[name=form_token]'),
    await page.inputValue('main input[name=ticket]'),
    await page.textContent('form.act label code'),
  ];
  return { form_token: token, ticket, phrase: phrase ?? '', answer: 'yes' };
}

/** What the browser of that page sends beside. */
function headers(served: ServedPage) {
  return { origin: served.origin };
}

describe.skipIf(noBrowser !== null)('decisions at odds', () => {
  test('two tabs: one records, the other is shown how it stands', async () => {
    const { world, page } = await asked();
    const other = await page.context().newPage();
    await other.goto(page.url());
    expect(await confirmed(page)).toContain('Done.');
    expect(await confirmed(other)).toContain('Done.');
    expect(await times(world, 'plan.approved')).toBe(1);
  });

  test('two tabs that say different things of one item: the later one is shown that it is not as it was', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id: reviewId } = opened.parse((await call('open_access_review', OPEN)).structured);
    const served = await servedPage({ ...world, actor: { name: 'mia@acme.com', authenticated: false, via: 'page' } });
    const page = await visitPage(served, `/reviews/${reviewId}?reviewer=mia%40acme.com`);
    const other = await page.context().newPage();
    await other.goto(page.url());
    for (const [tab, decision] of [
      [page, 'keep'],
      [other, 'revoke'],
    ] as const) {
      const item = tab.locator('fieldset.item', { hasText: 'ana@acme.com' });
      await item.getByLabel('Decision').selectOption(decision);
      await item.getByLabel('Why').fill('because');
      await tab.getByRole('button', { name: 'Show what would be recorded' }).click();
      await said(tab);
    }
    expect(await confirmed(page)).toContain('Decided: 1 item');
    expect(await confirmed(other)).toMatch(/not as it was shown any more.*keep/);
    expect(await times(world, 'review.decided')).toBe(1);
  });

  test('the same form twice, at the same moment and later: recorded once', async () => {
    const { world, served, page } = await asked();
    const form = await fieldsOf(page);
    const send = () => page.request.post(page.url(), { form, headers: headers(served) });
    const answers = await Promise.all([send(), send(), send()]);
    answers.push(await send());
    expect(answers.map((one) => one.status())).toEqual([200, 200, 200, 200]);
    await page.reload();
    expect(await said(page)).toContain('Done.');
    expect(await times(world, 'plan.approved')).toBe(1);
  });

  test('facts that change between the question and the answer: nothing is recorded', async () => {
    const { world, page } = await asked();
    await world.load('users.csv', USERS.replace('leo@acme.com,Manager', 'leo@acme.com,Director'), {
      asOf: '2026-11-20T10:00:00.000Z',
      completeness: 'complete',
    });
    expect(await confirmed(page)).toMatch(/changed/);
    expect(await times(world, 'plan.approved')).toBe(0);
  });

  test('a question that is another one by now is asked anew, and recorded only after that', async () => {
    const world = await acme();
    const page = await visitPage(await servedPage(world), '/work');
    await page.goto(page.url().replace(/\/work$/, '/plans/new'));
    const { call } = await connect(world, agreeing());
    const { plan_id: planId } = drafted.parse(
      (await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured,
    );
    await page.goto(page.url().replace(/\/plans\/new$/, `/plans/${planId}`));
    await page.getByRole('button', { name: 'Approve this plan' }).click();
    await said(page);
    // A step done meanwhile changes what is approved, and not the facts that the plan was drafted from.
    const { steps } = z
      .object({ steps: z.array(z.object({ step_id: z.string(), state: z.string() })) })
      .parse((await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured);
    const ready = steps.find(({ state }) => state === 'ready');
    await call('record_step', {
      plan_id: planId,
      step_id: ready?.step_id,
      performed_by: 'Ada',
      performed_at: world.clock(),
    });
    const answer = await confirmed(page);
    expect(answer).toContain('the facts changed meanwhile');
    expect(await times(world, 'plan.approved')).toBe(0);
    expect(await confirmed(page)).toContain('Done.');
    expect(await times(world, 'plan.approved')).toBe(1);
  });

  test('a connection that breaks after the answer was sent: recorded once, and shown when the page is loaded again', async () => {
    const { world, served, page } = await asked();
    const form = new URLSearchParams(await fieldsOf(page)).toString();
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const ended = new AbortController();
    const sending = fetch(page.url(), {
      method: 'POST',
      body: form,
      redirect: 'manual',
      signal: ended.signal,
      headers: { ...headers(served), cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' },
    });
    await expect.poll(() => served.desk.find(page.url().split('/').at(-1) ?? '')?.standing.kind).not.toBe('asks');
    ended.abort();
    await sending.catch(() => undefined);
    await expect.poll(() => times(world, 'plan.approved')).toBe(1);
    await page.reload();
    expect(await said(page)).toContain('Done.');
    expect(await times(world, 'plan.approved')).toBe(1);
  });

  test.each([
    ['without the token of the visit', { form_token: '' }, {}],
    ['with another ticket', { ticket: 'guessed' }, {}],
    ['with another phrase', { phrase: 'approve' }, {}],
    ['from another site', {}, { origin: 'https://evil.example' }],
  ])('a form %s records nothing', async (_what, over, more) => {
    const { world, served, page } = await asked();
    const form = { ...(await fieldsOf(page)), ...over };
    await page.request.post(page.url(), { form, headers: { ...headers(served), ...more } });
    expect(await times(world, 'plan.approved')).toBe(0);
  });

  test.each(['/work', '/plans/new', '/reviews', '/reviews/new', '/decisions'])(
    'nothing is decided by a GET of %s',
    async (path) => {
      const { world, page } = await asked();
      const before = await ledgerKinds(world);
      const query = new URLSearchParams({ ...(await fieldsOf(page)), tool: 'cancel_plan', reason: 'no' }).toString();
      for (const address of [page.url(), page.url().replace(/\/decisions\/.*$/, path)])
        await page.request.get(`${address}?${query}`);
      expect(await ledgerKinds(world)).toEqual(before);
    },
  );
});
