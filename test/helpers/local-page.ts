import type { BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Deps } from '../../src/app/deps.ts';
import { resourceTemplates } from '../../src/resources/index.ts';
import { type LocalPage, startLocalPage } from '../../src/serve/page/local-page.ts';
import { tools } from '../../tools/index.ts';
import { browser } from './browser.ts';

export interface ServedPage extends LocalPage {
  /** Faults that it reported. */
  readonly logged: readonly string[];
}

/** The page on loopback over a company, with the clock of the test for links and visits. */
export async function servedPage(deps: Deps, now: () => number = () => Date.now()): Promise<ServedPage> {
  const logged: string[] = [];
  const page = await startLocalPage({
    version: '0.0.0',
    tools,
    templates: resourceTemplates,
    open: async () => deps,
    caller: deps,
    port: 0,
    log: (line) => logged.push(line),
    now,
  });
  onTestFinished(() => page.stop());
  return { ...page, logged };
}

/** A real browser that came in by the link of this machine, at this address. */
export async function visitPage(
  served: Pick<LocalPage, 'link'>,
  path = '/',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser(options);
  const page = await context.newPage();
  await page.goto(served.link(path));
  return page;
}
