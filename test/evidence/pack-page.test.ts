import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { browser, noBrowser } from '../helpers/browser.ts';
import { seen, watch } from '../helpers/screenshots.ts';
import { packed } from './packed.ts';

const story = await packed();

test.skipIf(noBrowser !== null)(
  `an auditor reads the pack in a browser, without network and without script${noBrowser === null ? '' : ` (${noBrowser})`}`,
  async () => {
    const context = await browser({ javaScriptEnabled: false, viewport: { width: 1300, height: 1600 } });
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
    await seen(page, 'evidence-pack');
  },
);
