import { describe, expect, test } from 'vitest';
import { noBrowser } from '../../helpers/browser.ts';
import { servedPage, visitPage } from '../../helpers/local-page.ts';
import { reviewCompany } from '../../helpers/review-company.ts';

describe.skipIf(noBrowser !== null)('the page on this machine', () => {
  test('opens by the link of this machine', async () => {
    const served = await servedPage(await reviewCompany());
    const page = await visitPage(served);
    expect(await page.textContent('h1')).toBe('Overview');
    // The link is not in the address any more, nor in what a copied address would hand on.
    expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/$/);
    expect(served.logged).toEqual([]);
  });
});
