import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noBrowser } from '../../helpers/browser.ts';
import { connect } from '../../helpers/connect.ts';
import { ledgerKinds } from '../../helpers/ledger.ts';
import { servedPage, visitPage } from '../../helpers/local-page.ts';
import { said } from '../../helpers/on-page.ts';
import { agreeing } from '../../helpers/people.ts';
import { OPEN, reviewCompany, usersWith } from '../../helpers/review-company.ts';
import { faultsSeen, watch } from '../../helpers/screenshots.ts';

const MARKUP = '<img src=x onerror=document.title=1>';
const TURNED = 'Ana\u202eevitcA';
const ids = z.object({
  plan_id: z.string().optional(),
  plan_hash: z.string().optional(),
  review_id: z.string().optional(),
});

/** A company whose names and texts are markup or turn what stands around them, with a plan and a review. */
async function hostile() {
  const world = await reviewCompany();
  const users = usersWith((lines) =>
    lines.map((line) =>
      line
        .replace('Ana Active', TURNED)
        .replace('Leo Left', MARKUP)
        .replace('ana@acme.com,Sales Rep', `ana@acme.com,${MARKUP}`)
        .replace(/,East,/, `,${TURNED},`),
    ),
  );
  await world.load('users.csv', users, { asOf: '2026-11-20T10:00:00.000Z', completeness: 'complete' });
  const { call } = await connect(world, agreeing());
  const plan = ids.parse(
    (await call('draft_offboarding_plan', { account: 'leo@acme.com', ticket: `${MARKUP}${TURNED}` })).structured,
  );
  await call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash });
  const worklist = ids.parse(
    (
      await call('draft_role_change_plan', {
        changes: [{ account: 'sue@acme.com', role: MARKUP }, { account: MARKUP }],
      })
    ).structured,
  );
  const review = ids.parse((await call('open_access_review', { ...OPEN, name: `${MARKUP}${TURNED}` })).structured);
  const items = z
    .object({ items: z.array(z.object({ item_id: z.string(), email: z.string() })) })
    .parse((await call('get_access_review', { review_id: review.review_id })).structured).items;
  const leo = items.find(({ email }) => email === 'leo@acme.com');
  await call('decide_review_items', {
    review_id: review.review_id,
    reviewer: 'mia@acme.com',
    items: [{ item_id: leo?.item_id, decision: 'revoke', rationale: `${MARKUP}${TURNED}` }],
  });
  return {
    world,
    places: [
      ['work', '/work'],
      ['new-plan', '/plans/new'],
      ['plan', `/plans/${plan.plan_id}`],
      ['worklist', `/plans/${worklist.plan_id}`],
      ['reviews', '/reviews'],
      ['new-review', '/reviews/new'],
      ['review', `/reviews/${review.review_id}`],
    ] as const,
  };
}

describe.skipIf(noBrowser !== null)('work, plans and reviews', () => {
  test('are usable by everybody, in light and dark and on a narrow screen; texts from outside stay texts', async () => {
    const { world, places } = await hostile();
    const served = await servedPage(world);
    const page = await visitPage(served);
    watch(page, `${served.origin}/`);
    const base = page.url().replace(/\/$/, '');
    const entries = await ledgerKinds(world);
    const faults: string[] = [];
    const look = async (name: string) => {
      faults.push(...(await faultsSeen(page, `fit-${name}`)));
      expect(await page.locator('img').count(), name).toBe(0);
      expect(await page.content(), name).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(await page.title(), name).not.toBe('1');
    };
    for (const [name, path] of places) {
      await page.goto(`${base}${path}`);
      await look(name);
    }
    // The question that a whole page of decisions leads to.
    await page.locator('fieldset.item').first().getByLabel('Decision').selectOption('keep');
    await page.locator('fieldset.item').first().getByLabel('Why').fill(`${MARKUP}${TURNED}`);
    await page.getByLabel('Whose decisions these are').fill('mia@acme.com');
    await page.getByRole('button', { name: 'Show what would be recorded' }).click();
    await said(page);
    await look('decisions');
    expect(faults).toEqual([]);
    expect(served.logged).toEqual([]);
    expect(await ledgerKinds(world)).toEqual(entries);
  });
});
