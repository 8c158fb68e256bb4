import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import * as z from 'zod';

const rules = z.array(z.looseObject({ id: z.string(), nodes: z.array(z.looseObject({ html: z.string() })) }));
const result = z.looseObject({ violations: rules, incomplete: rules });

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const CONTRAST = 'color-contrast';

/** What keeps somebody from using the page, or what one of its frames shows, as it is shown now, with all of it opened: rules that it breaks, or may break. */
export async function barriersOf(shown: Page | Frame): Promise<readonly string[]> {
  const page = 'mainFrame' in shown ? shown : shown.page();
  await shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  const wide = Number(await shown.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  await shown.evaluate(axe.source);
  const { violations, incomplete } = await checked(shown, ALL);
  // The colours of what is scrolled away are not seen; they are the same on a wide screen.
  const narrow = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 800 });
  // Of texts that are drawn it says only that it cannot know what lies behind them.
  const colours = await checked(shown, [CONTRAST], "{ exclude: ['svg[role=img]'] }");
  if (narrow !== null) await page.setViewportSize(narrow);
  const found = [
    ...[...violations, ...incomplete].filter(({ id }) => id !== CONTRAST),
    ...colours.violations,
    ...colours.incomplete,
  ];
  return [
    ...found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
    ...(wide > 0 ? [`${wide} pixels too wide`] : []),
  ];
}

async function checked(shown: Page | Frame, runOnly: readonly string[], where = 'document') {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations', 'incomplete'] });
  return result.parse(await shown.evaluate(`axe.run(${where}, ${options})`));
}
