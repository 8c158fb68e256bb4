import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { browser, noBrowser } from '../helpers/browser.ts';
import { packed } from './packed.ts';

const story = await packed();

test.skipIf(noBrowser !== null)(
  `an auditor reads the pack in a browser, without network and without script${noBrowser === null ? '' : ` (${noBrowser})`}`,
  async () => {
    const context = await browser({ javaScriptEnabled: false, viewport: { width: 1300, height: 1600 } });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const url = pathToFileURL(join(story.folder, 'index.html')).href;
    await page.goto(url);
    expect(asked).toEqual([url]);
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
    expect((await page.screenshot({ fullPage: true })).length).toBeGreaterThan(10_000);
  },
);
