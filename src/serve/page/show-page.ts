import { MINUTE_MS } from '../../model/time.ts';
import { openInBrowser } from './browser.ts';
import type { Browser } from './desktop.ts';
import { type LocalPageOptions, startLocalPage } from './local-page.ts';

const LEFT_AFTER_MS = 30 * MINUTE_MS;
const LOOKS_EVERY_MS = 15_000;

/** Serves the page on loopback for one person, and opens it at a path; ends when they left it, or at the signal. */
export async function showPage(options: LocalPageOptions, browser: Browser, path: string, signal: AbortSignal) {
  const page = await startLocalPage(options);
  const link = page.link(path);
  const opened = await openInBrowser(browser, link);
  const left = new AbortController();
  const close = () => left.abort();
  const over = AbortSignal.any([signal, left.signal]);
  const timer = setInterval(() => {
    if (options.now() - page.lastSeen() > LEFT_AFTER_MS) close();
  }, LOOKS_EVERY_MS);
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      clearInterval(timer);
      resolve(page.stop());
    };
    if (over.aborted) end();
    else over.addEventListener('abort', end, { once: true });
  });
  return { link, opened, closed, close };
}
