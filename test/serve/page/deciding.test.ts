import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { noBrowser } from '../../helpers/browser.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { servedPage, visitPage } from '../../helpers/local-page.ts';
import { REVIEWED_USERS, reviewCompany } from '../../helpers/review-company.ts';

async function send(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
}

/** The form that this button sends. */
function formOf(page: Page, button: string) {
  return page.locator('form').filter({ has: page.getByRole('button', { name: button }) });
}

interface Case {
  readonly name: string;
  readonly place: string;
  fill(page: Page): Promise<void>;
  /** The kind of the entry that is written. */
  readonly kind: string;
  readonly shown: string;
  readonly phrase: string;
}

const CASES: readonly Case[] = [
  {
    name: 'records a deactivation, who did it filled in',
    place: '/accounts/2002',
    async fill(page) {
      const form = formOf(page, 'Show what would be recorded').filter({ has: page.getByLabel('Who did it') });
      expect(await form.getByLabel('Who did it').inputValue()).toBe('tester');
      await form.getByLabel('When it was done').fill('2026-11-20T11:30');
      await form.getByLabel('Ticket').fill('IT-7');
      await form.getByRole('button').click();
    },
    kind: 'deactivation.recorded',
    shown: '2026-11-20',
    phrase: 'record leo',
  },
  {
    name: 'decides that nobody owns an account',
    place: '/accounts/2001',
    async fill(page) {
      await formOf(page, 'Nobody owns it').getByLabel('Reason').fill('a shared login');
      await send(page, 'Nobody owns it');
    },
    kind: 'link.decided',
    shown: 'ok (entitled) becomes orphaned',
    phrase: 'link ana',
  },
  {
    name: 'lets an account stay',
    place: '/accounts/2005',
    async fill(page) {
      const form = page.locator('form').filter({ has: page.getByLabel('Until which day') });
      await form.getByLabel('Reason').fill('a service account');
      await form.getByLabel('Until which day').fill('2027-01-31');
      await form.getByRole('button').click();
    },
    kind: 'exemption.set',
    shown: 'may stay until',
    phrase: 'exempt ghost',
  },
];

async function decide(page: Page, phrase: string): Promise<void> {
  await page.getByLabel('To confirm, type').fill(phrase);
  await send(page, 'Confirm');
}

describe.skipIf(noBrowser !== null)('a decision on the page', () => {
  test.each(
    CASES.flatMap((one) =>
      [true, false].map((scripts) => [one.name, scripts ? 'with' : 'without', one, scripts] as const),
    ),
  )('%s, %s scripts', async (_name, _how, { place, fill, kind, shown, phrase }, javaScriptEnabled) => {
    const world = await reviewCompany();
    const page = await visitPage(await servedPage(world), place, { javaScriptEnabled });
    const before = await ledgerOf(world);
    await fill(page);
    expect(await page.locator('main pre').textContent()).toContain(shown);
    expect(await ledgerOf(world)).toEqual(before);
    await decide(page, phrase);
    expect(await page.textContent('main')).toContain('Done.');
    const written = (await ledgerOf(world)).slice(before.length);
    expect(written[0]).toMatchObject({
      kind,
      actor: { name: 'tester', via: 'page' },
      payload: { attestation: { level: 'local_page' } },
    });
    await page.getByRole('link', { name: 'The account' }).click();
    expect(await page.textContent('main')).toContain('Work on it');
  });

  test('an exemption that stands is ended where it is shown', async () => {
    const world = await reviewCompany();
    const page = await visitPage(await servedPage(world), '/accounts/2005', { javaScriptEnabled: false });
    expect(await page.textContent('main')).not.toContain('End its exemption now');
    await CASES[2]?.fill(page);
    await decide(page, 'exempt ghost');
    await page.getByRole('link', { name: 'The account' }).click();
    const form = page.locator('form').filter({ has: page.locator('input[name=withdraw]') });
    await form.getByLabel('Reason').fill('over');
    await form.getByRole('button').click();
    await decide(page, 'exempt ghost');
    expect((await ledgerOf(world)).at(-1)?.kind).toBe('exemption.withdrawn');
  });

  test('a plan is drafted by its form alone, and linked', async () => {
    const world = await reviewCompany();
    const page = await visitPage(await servedPage(world), '/accounts/2002', { javaScriptEnabled: false });
    await page.getByLabel('Who takes over').fill('ana@acme.com');
    await send(page, 'Draft the plan');
    expect(await page.textContent('main')).toContain('Successor: ana@acme.com');
    expect(await page.getByRole('link', { name: 'The plan' }).getAttribute('href')).toMatch(/\/plans\/plan_\w+$/);
    expect((await ledgerOf(world)).at(-1)?.kind).toBe('plan.drafted');
  });

  test('a file is shown as it is read, put right, asked about, imported, and removed', async () => {
    const world = await reviewCompany();
    const page = await visitPage(await servedPage(world), '/reads', { javaScriptEnabled: false });
    const before = await ledgerOf(world);
    const later = REVIEWED_USERS.replace(
      'Leo Left,leo@acme.com,Sales Rep,East,Active',
      'Leo Left,leo@acme.com,Sales Rep,East,Inactive',
    );
    await page.locator('input[type=file]').setInputFiles({
      name: '../../\u202eusers <b>later.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(later.replace('Name,Email', 'Full,Email')),
    });
    await page.getByLabel('When the export was taken, in UTC').fill('2026-11-20T11:00');
    await page.getByLabel('Is it a full list?').selectOption('true');
    await send(page, 'Show how it is read');
    const main = async () => (await page.textContent('main')) ?? '';
    expect(await main()).toContain('Dry run: nothing was changed.');
    expect(await main()).toContain('8: 8 read, 0 not understood');
    const [id = ''] = await readdir(join(world.home, 'uploads'));
    const [name = ''] = await readdir(join(world.home, 'uploads', id));
    expect(name).toMatch(/^[\w ]+later\.csv$/);
    const modes = await Promise.all(
      [[id], [id, name]].map(async (way) => (await stat(join(world.home, 'uploads', ...way))).mode & 0o777),
    );
    expect(modes).toEqual([0o700, 0o600]);
    await page.getByText('More about the file').click();
    await page.getByLabel('Columns, one a line: FIELD=HEADER').fill('name=Full');
    await send(page, 'Show again how it is read');
    expect(await page.locator('tr').filter({ hasText: 'as you stated' }).textContent()).toContain('Full');
    expect(await ledgerOf(world)).toEqual(before);
    await send(page, 'Import it: show the question');
    expect(await page.locator('main pre').textContent()).toContain('1 changed, 1 no longer active');
    expect(await ledgerOf(world)).toEqual(before);
    await decide(page, 'import clari-users');
    expect(await main()).toContain('Imported as');
    expect((await ledgerOf(world)).slice(before.length).map((entry) => entry.kind)).toContain('snapshot.published');
    expect(await readdir(join(world.home, 'uploads'))).toEqual([]);
  });
});
