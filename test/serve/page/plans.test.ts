import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../../helpers/acme.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { connect } from '../../helpers/connect.ts';
import type { World } from '../../helpers/deps.ts';
import { USERS } from '../../helpers/files.ts';
import { ledgerKinds, ledgerOf } from '../../helpers/ledger.ts';
import { servedPage, visitPage } from '../../helpers/local-page.ts';
import { confirmed, said } from '../../helpers/on-page.ts';
import { agreeing } from '../../helpers/people.ts';

const drafted = z.object({ plan_id: z.string() });

async function planned(world?: World) {
  const company = world ?? (await acme());
  const { call } = await connect(company, agreeing());
  const { plan_id: planId } = drafted.parse(
    (await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured,
  );
  return { world: company, planId, call };
}

async function levels(world: World, kind: string): Promise<unknown> {
  return (await ledgerOf(world)).filter((one) => one.kind === kind).map(({ payload }) => payload);
}

describe.skipIf(noBrowser !== null)('work and plans on the page', () => {
  test.each([true, false])('from what waits to the record, with script %s', async (javaScriptEnabled) => {
    const { world, planId } = await planned();
    const served = await servedPage(world);
    const page = await visitPage(served, '/work', { javaScriptEnabled });
    await page.locator(`a[href$="/plans/${planId}"]`).click();
    expect(await page.textContent('h1')).toBe('Closing leo@acme.com');
    await page.getByRole('button', { name: 'Approve this plan' }).click();
    expect(await ledgerKinds(world)).not.toContain('plan.approved');
    expect(await confirmed(page)).toContain('Done.');
    expect(await levels(world, 'plan.approved')).toMatchObject([{ attestation: { level: 'local_page' } }]);
    await page.getByRole('link', { name: 'The plan' }).click();
    expect(await said(page)).toMatch(/approved.*\n?.*on this machine's page/s);
    const ready = page.locator('ol.steps > li', { hasText: 'can be done now' }).first();
    await ready.getByText('Record that it was done').click();
    expect(await ready.getByLabel('Who did it').inputValue()).toBe('tester');
    await ready.getByLabel('When it was done').fill(world.clock().slice(0, 16));
    await ready.getByLabel('Evidence').fill(`list.png;${'a'.repeat(64)}`);
    await ready.getByRole('button', { name: /^Record/ }).click();
    expect(await said(page)).toContain('1 evidence item');
    await confirmed(page);
    expect(await levels(world, 'step.recorded')).toMatchObject([
      { performed_by: 'tester', evidence: [{ name: 'list.png' }], attestation: { level: 'local_page' } },
    ]);
    expect(served.logged).toEqual([]);
  });

  test('the deactivation is recorded on its step, and a record is taken back', async () => {
    const { world, planId } = await planned();
    const page = await visitPage(await servedPage(world), `/plans/${planId}`);
    const step = page
      .locator('ol.steps > li', { has: page.locator('input[value=record_manual_deactivation]') })
      .first();
    await step.getByText('Record that it was done').click();
    await step.getByLabel('When it was done').fill(world.clock().slice(0, 16));
    await step.getByLabel('Why it was done before its turn').fill('It was urgent');
    await step.getByRole('button', { name: 'Record the deactivation' }).click();
    expect(await said(page)).toContain('leo@acme.com');
    await confirmed(page);
    expect(await levels(world, 'deactivation.recorded')).toMatchObject([
      { plan_id: planId, attestation: { level: 'local_page' } },
    ]);
    await page.getByRole('link', { name: 'What else waits' }).click();
    await page.getByText('Take this record back').click();
    await page.getByLabel('Why it is taken back').fill('It was somebody else');
    await page.getByRole('button', { name: 'Take it back' }).click();
    expect(await confirmed(page)).toContain('Withdrawn');
    expect(await ledgerKinds(world)).toContain('record.withdrawn');
  });

  test('a plan is cancelled with a reason, once', async () => {
    const { world, planId } = await planned();
    const page = await visitPage(await servedPage(world), `/plans/${planId}`);
    await page.getByText('Cancel this plan').click();
    await page.getByLabel('Why it is cancelled').fill('He stays');
    await page.getByRole('button', { name: 'Cancel it' }).click();
    expect(await ledgerKinds(world)).not.toContain('plan.cancelled');
    expect(await confirmed(page)).toContain('He stays');
    expect(await levels(world, 'plan.cancelled')).toMatchObject([
      { reason: 'He stays', attestation: { level: 'local_page' } },
    ]);
    await page.getByRole('link', { name: 'The plan' }).click();
    expect(await said(page)).toContain('cancelled');
    expect(await page.locator('main form[action$="/decisions"]').count()).toBe(0);
  });

  test('a plan whose facts changed is drafted anew instead of approved', async () => {
    const { world, planId } = await planned();
    await world.load('users.csv', USERS.replace('leo@acme.com,Manager', 'leo@acme.com,Director'), {
      asOf: '2026-11-20T10:00:00.000Z',
      completeness: 'complete',
    });
    const page = await visitPage(await servedPage(world), `/plans/${planId}`);
    expect(await said(page)).toContain('changed since it was drafted');
    expect(await page.getByRole('button', { name: 'Approve this plan' }).count()).toBe(0);
    await page.getByRole('button', { name: /Draft it anew/ }).click();
    await page.getByRole('link', { name: 'The plan' }).click();
    expect(await page.getByRole('button', { name: 'Approve this plan' }).count()).toBe(1);
  });

  test.each([
    [
      'Draft the worklist',
      { Changes: 'ana@acme.com;Manager;\nnobody@acme.com;Manager' },
      /Role changes of 1 account[\s\S]*Set aside[\s\S]*nobody@acme\.com/,
    ],
    ['Draft the plan', { 'Work address': 'new@acme.com', 'Clari role': 'Manager' }, /Clari for new@acme\.com/],
  ])('%s', async (button, fields, shown) => {
    const world = await acme();
    const page = await visitPage(await servedPage(world), '/plans/new');
    const [label = ''] = Object.keys(fields);
    const form = page.locator('form.act', { has: page.getByLabel(label) });
    for (const [name, value] of Object.entries(fields)) await form.getByLabel(name).fill(value);
    await form.getByRole('button', { name: button }).click();
    await page.getByRole('link', { name: 'The plan' }).click();
    expect(await said(page)).toMatch(shown);
    expect(await ledgerKinds(world)).toContain('plan.drafted');
    expect(await ledgerKinds(world)).not.toContain('plan.approved');
  });

  test('a line that is no change is named, and nothing is drafted', async () => {
    const world = await acme();
    const page = await visitPage(await servedPage(world), '/plans/new');
    await page.getByLabel('Changes').fill('ana@acme.com;Manager;East;more');
    await page.getByRole('button', { name: 'Draft the worklist' }).click();
    expect(await said(page)).toContain('has more cells than account;role;team');
    expect(await ledgerKinds(world)).not.toContain('plan.drafted');
  });

  test('what waits is filtered on the server, each line with the place where it is done', async () => {
    const { world, planId } = await planned();
    const page = await visitPage(await servedPage(world), '/work');
    const all = await page.locator('tbody').count();
    await page.getByLabel(/^State/).selectOption('drafted');
    await page.waitForURL(/state=drafted/);
    expect(await page.locator('tbody').count()).toBeLessThan(all);
    expect(await page.locator('tbody a').first().getAttribute('href')).toContain(`/plans/${planId}`);
    await page.goto(page.url().replace(/\?.*$/, '?account=leo%40acme.com'));
    expect(await said(page)).toContain(planId);
    await page.goto(page.url().replace(/\?.*$/, '?state=nonsense'));
    expect(await said(page)).toContain('Nothing was done');
  });

  test('whoever only looks is shown no form', async () => {
    const { world, planId } = await planned();
    const viewer: World = { ...world, roles: ['viewer'] };
    const page = await visitPage(await servedPage(viewer), `/plans/${planId}`);
    expect(await page.locator('main form[method=post]').count()).toBe(0);
    for (const path of ['/work', '/plans/new', '/reviews']) {
      await page.goto(page.url().replace(/(\/[\w-]{22})\/.*$/, `$1${path}`));
      expect(await page.locator('main form[method=post]').count()).toBe(0);
    }
  });
});
