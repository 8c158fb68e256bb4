import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const rules = z.array(z.looseObject({ id: z.string(), nodes: z.array(z.looseObject({ html: z.string() })) }));
const result = z.looseObject({ violations: rules, incomplete: rules });

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations', 'incomplete'],
};

/** What keeps somebody from using the page as it is shown now, with all of it opened: rules that it breaks, or may break. */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  await page.evaluate(axe.source);
  const found = result.parse(await page.evaluate(`axe.run(document, ${JSON.stringify(OPTIONS)})`));
  return [
    ...[...found.violations, ...found.incomplete].map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
    ),
    ...(wide > 0 ? [`${wide} pixels too wide`] : []),
  ];
}
