import type { Page } from 'playwright-core';

/** Agrees to what the page asks, as a person does who types the phrase that it shows. What it said afterwards. */
export async function confirmed(page: Page): Promise<string> {
  await settled(page);
  const phrase = await page.textContent('form.act label code');
  await page.fill('input[name=phrase]', phrase ?? '');
  await page.click('button[value=yes]');
  return said(page);
}

/** What the page says, as a reader sees it who waits until it is through. */
export async function said(page: Page): Promise<string> {
  await settled(page);
  return page.innerText('main');
}

/** Work that takes longer shows its progress, and loads again by itself. */
async function settled(page: Page): Promise<void> {
  await page.locator('progress').waitFor({ state: 'detached', timeout: 120_000 });
}
