import { openInBrowser } from './browser.ts';
import type { Browser } from './desktop.ts';
import { type LocalPage, type LocalPageOptions, startLocalPage } from './local-page.ts';
import { offering, type PersonsPage } from './offer.ts';

/** A row of calls opens the page once: the others are listed on it. */
const OPENS_EVERY_MS = 20_000;

export interface OnThisMachine {
  page(): Promise<PersonsPage>;
  stop(): Promise<void>;
}

/** The page of a stdio server: started when a tool first needs a person, and shown in the browser of this machine. */
export function onThisMachine(options: LocalPageOptions, browser: Browser): OnThisMachine {
  let starting: Promise<LocalPage> | undefined;
  let openedAt = Number.NEGATIVE_INFINITY;
  const show = async (path: string) => {
    starting ??= startLocalPage(options);
    const { link } = await starting;
    if (options.now() - openedAt < OPENS_EVERY_MS) return { link: null };
    if (!(await openInBrowser(browser, link(path)))) return null;
    openedAt = options.now();
    return { link: null };
  };
  return {
    async page() {
      starting ??= startLocalPage(options);
      return offering((await starting).desk, show);
    },
    async stop() {
      await (await starting)?.stop();
    },
  };
}
