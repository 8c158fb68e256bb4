import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';

const EXECUTABLE = process.env['CLARI_IDENTITY_TEST_BROWSER'] ?? '/usr/bin/chromium';

/** Why tests of pages cannot run here; null: they can. The continuous integration installs the browser. */
export const noBrowser: string | null = existsSync(EXECUTABLE)
  ? null
  : `no browser at ${EXECUTABLE}: install chromium, or name one with CLARI_IDENTITY_TEST_BROWSER`;

let starting: Promise<Browser> | undefined;

/** Started once for all tests of a file, because its start takes longer than most of them. */
function started(): Promise<Browser> {
  starting ??= chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    ],
  });
  return starting;
}

afterAll(async () => {
  await (await starting)?.close();
});

/** A real headless browser, with cookies and a cache of its own. */
export async function browser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await (await started()).newContext(options);
  // Ends what hangs, on a machine that is busy with other things too.
  context.setDefaultTimeout(120_000);
  onTestFinished(() => context.close());
  return context;
}
