import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const found = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })) }),
  ),
});

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What keeps people from using a page: by the rules of axe-core, and what is cut off on a narrow screen. */
export async function hindrances(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] });
  const { violations } = found.parse(await page.evaluate(`axe.run(document, ${options})`));
  const isWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`)),
    ...(isWide === true ? [`wider than the screen: ${page.url()}`] : []),
  ];
}

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
