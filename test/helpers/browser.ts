import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { onTestFinished } from 'vitest';

const EXECUTABLE = process.env['CLARI_IDENTITY_TEST_BROWSER'] ?? '/usr/bin/chromium';

/** Why tests of pages cannot run here; null: they can. The continuous integration installs the browser. */
export const noBrowser: string | null = existsSync(EXECUTABLE)
  ? null
  : `no browser at ${EXECUTABLE}: install chromium, or name one with CLARI_IDENTITY_TEST_BROWSER`;

/** A real headless browser with a profile of its own, that may reach nothing but files. */
export async function browser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const profile = await mkdtemp(join(tmpdir(), 'clari-identity-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    executablePath: EXECUTABLE,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    ],
  });
  // Ends what hangs, on a machine that is busy with other things too.
  context.setDefaultTimeout(120_000);
  onTestFinished(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  });
  return context;
}
