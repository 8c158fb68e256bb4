import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noBrowser } from '../../helpers/browser.ts';
import { connect } from '../../helpers/connect.ts';
import { ledgerKinds } from '../../helpers/ledger.ts';
import { servedPage, visitPage } from '../../helpers/local-page.ts';
import { hindrances, said } from '../../helpers/on-page.ts';
import { agreeing } from '../../helpers/people.ts';
import { OPEN, reviewCompany, usersWith } from '../../helpers/review-company.ts';

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
    paths: [
      '/work',
      '/plans/new',
      `/plans/${plan.plan_id}`,
      `/plans/${worklist.plan_id}`,
      '/reviews',
      '/reviews/new',
      `/reviews/${review.review_id}`,
    ],
  };
}

/** Every place of it at once: starting a browser takes longer than looking. */
async function everywhere(page: Page, paths: readonly string[], look: (path: string) => Promise<void>) {
  const base = page.url().replace(/(\/[\w-]{22})\/.*$/, '$1');
  for (const path of paths) {
    await page.goto(`${base}${path}`);
    await look(path);
  }
}

describe.skipIf(noBrowser !== null)('work, plans and reviews', () => {
  test('are usable by everybody, in light and dark and on a narrow screen; texts from outside stay texts', async () => {
    const { world, paths } = await hostile();
    const served = await servedPage(world);
    const page = await visitPage(served);
    const elsewhere: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(served.origin)) elsewhere.push(request.url());
    });
    page.on('console', (message) => void complaints.push(message.text()));
    page.on('pageerror', (error) => void complaints.push(error.message));
    const entries = await ledgerKinds(world);
    const faults: string[] = [];
    const look = async (path: string) => {
      for (const [scheme, width] of [
        ['light', 1_200],
        ['dark', 1_200],
        ['light', 320],
      ] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height: 900 });
        for (const fault of await hindrances(page)) faults.push(`${path} ${scheme} ${width}: ${fault}`);
      }
      for (const details of await page.locator('main details').all())
        await details.evaluate('(element) => element.setAttribute("open", "")');
      for (const fault of await hindrances(page)) faults.push(`${path} unfolded: ${fault}`);
      expect(await page.locator('img').count(), path).toBe(0);
      expect(await page.content(), path).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(await page.title(), path).not.toBe('1');
    };
    await everywhere(page, paths, look);
    // The question that a whole page of decisions leads to.
    await page.locator('fieldset.item').first().getByLabel('Decision').selectOption('keep');
    await page.locator('fieldset.item').first().getByLabel('Why').fill(`${MARKUP}${TURNED}`);
    await page.getByLabel('Whose decisions these are').fill('mia@acme.com');
    await page.getByRole('button', { name: 'Show what would be recorded' }).click();
    await said(page);
    await look('/decisions');
    expect(faults).toEqual([]);
    expect([elsewhere, complaints, served.logged]).toEqual([[], [], []]);
    expect(await ledgerKinds(world)).toEqual(entries);
  });
});
