import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { browser, noBrowser } from '../helpers/browser.ts';
import { reviewStory } from '../helpers/review-story.ts';
import { faultsSeen, watch } from '../helpers/screenshots.ts';
import { packed } from './packed.ts';

const story = await packed();

test.skipIf(noBrowser !== null)(
  `an auditor reads the pack in a browser, without network and without script${noBrowser === null ? '' : ` (${noBrowser})`}`,
  async () => {
    const context = await browser({ javaScriptEnabled: false });
    const page = await context.newPage();
    const url = pathToFileURL(join(story.folder, 'index.html')).href;
    watch(page, url);
    await page.goto(url);
    const text = await page.locator('body').innerText();
    for (const part of [
      ...['What it does not prove', 'Population', 'Leavers', 'Recorded deactivations', 'Exemptions and decided links'],
      ...[
        'Links that changed with their evidence',
        'Plans and approvals',
        'Who did what',
        'Imported reads',
        'Coverage',
        'Signed heads',
        'confirmed',
        story.head.hash,
      ],
    ])
      expect(text).toContain(part);
  },
);

test.skipIf(noBrowser !== null)(
  'with a script its leavers are filtered and grouped, and its tables fit a narrow screen',
  async () => {
    const page = await (await browser()).newPage();
    const url = pathToFileURL(join(story.folder, 'index.html')).href;
    watch(page, url);
    await page.goto(`${url}#finding=inactive`);
    const status = page.getByRole('status');
    const leavers = page.locator('#leaver-accounts tbody:visible');
    expect(await status.textContent()).toBe('2 of 3 shown: finding inactive.');
    expect(await leavers.count()).toBe(2);
    await page.getByRole('combobox', { name: 'Claim', exact: true }).selectOption('confirmed');
    await expect.poll(() => status.textContent()).toBe('1 of 3 shown: finding inactive; claim confirmed.');
    // What is below the window has no inner text: it is not drawn yet.
    expect((await leavers.allTextContents()).join()).toContain('leo@acme.com');
    await page.getByRole('button', { name: 'No filter' }).click();
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('Claim');
    await expect.poll(() => page.locator('#leaver-accounts h3').allTextContents()).toEqual(['none: 2', 'confirmed: 1']);
    expect(await page.getByRole('button', { name: 'Open all evidence' }).count()).toBe(0);
    expect(await faultsSeen(page, 'evidence-pack')).toEqual([]);
  },
);

test.skipIf(noBrowser !== null)('access reviews are readable by everybody, on a narrow screen as well', async () => {
  const { world } = await reviewStory();
  const folder = join(world.home, 'pack');
  await exportPack(world, { folder, since: null, until: null, framework: 'nist-800-53', version: '0.0.0' });
  const page = await (await browser()).newPage();
  const url = pathToFileURL(join(folder, 'index.html')).href;
  watch(page, url);
  await page.goto(url);
  expect(await page.getByRole('region', { name: 'Decisions of' }).innerText()).toContain('He left');
  expect(await page.getByRole('region', { name: 'NIST SP 800-53 AC-6(7)' }).innerText()).toContain('Access reviews');
  expect(await faultsSeen(page, 'evidence-pack-review')).toEqual([]);
});
