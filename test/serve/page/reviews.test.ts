import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Deps } from '../../../src/app/deps.ts';
import { writeSheets } from '../../../src/app/reviews/worksheets.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { connect } from '../../helpers/connect.ts';
import type { World } from '../../helpers/deps.ts';
import { ledgerKinds, ledgerOf } from '../../helpers/ledger.ts';
import { servedPage, visitPage } from '../../helpers/local-page.ts';
import { confirmed, said } from '../../helpers/on-page.ts';
import { visitor } from '../../helpers/page-visitor.ts';
import { agreeing } from '../../helpers/people.ts';
import { OPEN, reviewCompany } from '../../helpers/review-company.ts';

const opened = z.object({ review_id: z.string() });
const items = z.object({
  items: z.array(
    z.object({ item_id: z.string(), email: z.string(), standing: z.string(), decided: z.array(z.string()) }),
  ),
});

/** Somebody at this machine who has nothing but the role of a reviewer. */
function reviewer(world: World, name: string): Deps {
  return { ...world, actor: { name, authenticated: false, via: 'page' }, roles: ['reviewer'] };
}

async function reviewed() {
  const world = await reviewCompany();
  const { call } = await connect(world, agreeing());
  const { review_id: reviewId } = opened.parse((await call('open_access_review', OPEN)).structured);
  const shown = async () =>
    items.parse((await call('get_access_review', { review_id: reviewId, limit: 200 })).structured).items;
  return { world, reviewId, shown };
}

/** The fields of one account. */
function itemOf(page: Page, email: string) {
  return page.locator('fieldset.item', { hasText: email }).first();
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show what would be recorded' }).click();
}

describe.skipIf(noBrowser !== null)('access reviews on the page', () => {
  test.each([true, false])('a manager decides their items, with script %s', async (javaScriptEnabled) => {
    const { world, reviewId, shown } = await reviewed();
    const served = await servedPage(reviewer(world, 'mia@acme.com'));
    const page = await visitPage(served, '/reviews', { javaScriptEnabled });
    expect(await page.locator('nav[aria-label=Places] a').allTextContents()).toEqual(['Decisions', 'Reviews']);
    await page.getByRole('link', { name: 'Q4 2026' }).click();
    expect(await page.locator('fieldset.item').count()).toBe(3);
    expect(await said(page)).not.toMatch(/ghost@|sue@|fred@/);
    await itemOf(page, 'ana@acme.com').getByLabel('Decision').selectOption('keep');
    await itemOf(page, 'leo@acme.com').getByLabel('Decision').selectOption('revoke');
    await itemOf(page, 'leo@acme.com').getByLabel('Why').fill('He left on the tenth');
    await send(page);
    const question = await said(page);
    expect(question).toContain('ana@acme.com');
    expect(question).toContain('He left on the tenth');
    expect(question).not.toContain('adam@acme.com');
    expect(await ledgerKinds(world)).not.toContain('review.decided');
    const answer = await confirmed(page);
    expect(answer).toContain('Decided: 2 items');
    const entry = (await ledgerOf(world)).find(({ kind }) => kind === 'review.decided');
    expect(entry).toMatchObject({
      actor: { name: 'mia@acme.com', authenticated: false, via: 'page' },
      payload: { attestation: { level: 'local_page' } },
    });
    expect(JSON.stringify(entry?.payload)).not.toContain('adam');
    await page.getByRole('link', { name: 'The review' }).click();
    expect(await itemOf(page, 'leo@acme.com').innerText()).toContain('revoke access');
    expect((await shown()).find(({ email }) => email === 'adam@acme.com')?.standing).toBe('undecided');
    expect(served.logged).toEqual([]);
    expect(page.url()).toContain(reviewId);
  });

  test.each(['/findings', '/accounts', '/work', '/plans/new', '/reads'])(
    'whoever only reviews is shown nothing at %s',
    async (path) => {
      const { world } = await reviewed();
      const served = await servedPage(reviewer(world, 'mia@acme.com'));
      const page = await visitPage(served, path);
      expect(await said(page)).not.toMatch(/@acme\.com/);
    },
  );

  test('whoever only reviews is shown no review in which nothing is theirs', async () => {
    const { world, reviewId } = await reviewed();
    const served = await servedPage(reviewer(world, 'ana@acme.com'));
    const page = await visitPage(served, '/reviews');
    expect(await said(page)).toContain('Nothing is put to you');
    const base = new URL(page.url()).pathname.replace(/\/reviews$/, '');
    for (const path of [`/reviews/${reviewId}`, `/reviews/${reviewId}/worksheet?reviewer=mia@acme.com&as=csv`]) {
      const answer = await page.request.get(`${served.origin}${base}${path}`);
      expect([answer.status(), await answer.text()]).toEqual([403, expect.not.stringContaining('leo@acme.com')]);
    }
  });

  test.each([
    ['no row', async () => undefined, 'Nothing was chosen in any row'],
    [
      'a reason without a decision',
      async (page: Page) => itemOf(page, 'leo@acme.com').getByLabel('Why').fill('left'),
      'its decision is missing',
    ],
    [
      'a revoke without a reason',
      async (page: Page) => itemOf(page, 'leo@acme.com').getByLabel('Decision').selectOption('revoke'),
      'needs a rationale',
    ],
  ])('%s is answered, and nothing is recorded', async (_what, fill, answer) => {
    const { world, reviewId } = await reviewed();
    const page = await visitPage(await servedPage(reviewer(world, 'mia@acme.com')), `/reviews/${reviewId}`);
    await fill(page);
    await send(page);
    expect(await said(page)).toContain(answer);
    expect(await ledgerKinds(world)).not.toContain('review.decided');
  });

  test('a row that can not be taken is said beside those that can', async () => {
    const { world, reviewId } = await reviewed();
    const page = await visitPage(await servedPage(reviewer(world, 'mia@acme.com')), `/reviews/${reviewId}`);
    await itemOf(page, 'ana@acme.com').getByLabel('Decision').selectOption('keep');
    await itemOf(page, 'leo@acme.com').getByLabel('Decision').selectOption('revoke');
    await send(page);
    expect(await said(page)).toMatch(/NOT taken: 1 item[\s\S]*A revoke needs a rationale/);
    expect(await confirmed(page)).toMatch(/NOT taken: A revoke needs a rationale/);
  });

  test('two people have to agree on a privileged role', async () => {
    const { world, reviewId, shown } = await reviewed();
    for (const [name, state] of [
      ['mia@acme.com', 'undecided'],
      ['sec@acme.com', 'decided'],
    ] as const) {
      const page = await visitPage(await servedPage(reviewer(world, name)), `/reviews/${reviewId}`);
      await itemOf(page, 'adam@acme.com').getByLabel('Decision').selectOption('keep');
      await send(page);
      await confirmed(page);
      expect((await shown()).find(({ email }) => email === 'adam@acme.com')?.standing).toBe(state);
    }
  });

  test('a sheet is the one that the command writes, and what comes back is shown line by line', async () => {
    const { world, reviewId, shown } = await reviewed();
    const page = await visitPage(await servedPage(reviewer(world, 'mia@acme.com')), `/reviews/${reviewId}`);
    const downloads = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV for mia@acme.com' }).click();
    const download = await downloads;
    const content = await readFile(await download.path(), 'utf8');
    const folder = `${world.home}/sheets`;
    const [written] = await writeSheets(world, reviewId, folder, 'mia@acme.com');
    const name = written?.files.find((file) => file.endsWith('.csv')) ?? '';
    expect(download.suggestedFilename()).toBe(name);
    expect(content).toBe(await readFile(`${folder}/${name}`, 'utf8'));
    const filled = content
      .split('\n')
      .map((line) => (line.includes('leo@acme.com') ? line.replace(/,,,,(\r?)$/, ',revoke,He left,,$1') : line))
      .join('\n');
    expect(filled).not.toBe(content);
    await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(filled) });
    await page.getByRole('button', { name: 'Read it' }).click();
    const question = await said(page);
    expect(question).toMatch(/leo@acme\.com .*revoke/);
    expect(question).toContain('2 lines of the sheet are left undecided');
    expect(await ledgerKinds(world)).not.toContain('review.decided');
    expect(await confirmed(page)).toContain('Decided: 1 item');
    expect((await shown()).find(({ email }) => email === 'leo@acme.com')?.decided[0]).toContain('by mia@acme.com');
  });

  test('a review is opened, handed to another owner and closed', async () => {
    const world = await reviewCompany();
    const page = await visitPage(await servedPage(world), '/reviews/new');
    await page.getByLabel('Name', { exact: false }).first().fill('Q1 2027');
    await page.getByLabel('Due').fill('2027-01-31');
    await page.getByLabel('Whom nobody else reviews').fill('fred@acme.com');
    await page.getByLabel('Second reviewer').fill('sec@acme.com');
    await page.getByLabel('Privileged roles').fill('Sales Manager\nAdmin');
    await page.getByRole('button', { name: 'Show what it would hold' }).click();
    expect(await said(page)).toMatch(/7 items, 2 privileged/);
    expect(await ledgerKinds(world)).not.toContain('review.opened');
    await confirmed(page);
    await page.getByRole('link', { name: 'The review' }).click();
    await page.getByText('Change who answers for the application').click();
    await page.getByLabel('Owner').fill('ana@acme.com');
    await page.locator('form', { hasText: 'Deputy' }).getByLabel('Why').fill('She runs it');
    await page.getByRole('button', { name: 'Change it' }).click();
    expect(await confirmed(page)).toContain('ana@acme.com');
    await page.getByRole('link', { name: 'The review' }).click();
    await page.getByText('Close this review').click();
    await page.getByLabel('Items that are undecided').selectOption('not_reviewed');
    await page.getByRole('button', { name: 'Close it' }).click();
    expect(await said(page)).toContain('become not_reviewed');
    await confirmed(page);
    await page.getByRole('link', { name: 'The review' }).click();
    expect(await said(page)).toMatch(/closed.*[\s\S]*7, which never counts as kept/);
    expect((await ledgerKinds(world)).filter((kind) => kind.startsWith('review.'))).toEqual([
      'review.opened',
      'review.owner_changed',
      'review.closed',
    ]);
    expect(await page.locator('form.act').count()).toBe(0);
  });

  test('a population that is not proven complete is refused, and its gaps stay on every page', async () => {
    const world = await reviewCompany({ stated: null });
    const page = await visitPage(await servedPage(world), '/reviews/new');
    const open = async (reason: string) => {
      await page.getByLabel('Name', { exact: false }).first().fill('Q1 2027');
      await page.getByLabel('Due').fill('2027-01-31');
      await page.getByLabel('Whom nobody else reviews').fill('fred@acme.com');
      await page.getByLabel('Why an incomplete population is accepted').fill(reason);
      await page.getByRole('button', { name: 'Show what it would hold' }).click();
    };
    await open('');
    expect(await said(page)).toContain('Nothing was opened');
    await page.goto(page.url().replace(/\/decisions\/.*$/, '/reviews/new'));
    await open('The list of users comes next week');
    await confirmed(page);
    await page.getByRole('link', { name: 'The review' }).click();
    for (const query of ['', '?state=undecided', '?changed_only=true']) {
      await page.goto(page.url().replace(/\?.*$/, '') + query);
      expect(await said(page)).toContain('not proven complete');
      expect(await said(page)).toContain('The list of users comes next week');
    }
  });
});

test('a list that goes on from what is over begins again, still filtered', async () => {
  const { world, reviewId } = await reviewed();
  const { base, get } = await visitor(await servedPage(world));
  const begun: Record<string, unknown> = {};
  const lists = ['/work?state=ready', '/accounts?team=East', `/reviews/${reviewId}?state=undecided&changed_only=true`];
  for (const list of lists) {
    const answer = await get(`${list}&cursor=over`);
    begun[list] = [answer.status, answer.headers.get('location'), (await get(list)).status];
  }
  expect(begun).toEqual(
    Object.fromEntries(lists.map((list) => [list, [303, `${new URL(base).pathname}${list}`, 200]])),
  );
});
