import { spawn } from 'node:child_process';
import type { Browser } from './desktop.ts';

/** Opens an address in a browser; false if none could be started. The address is a secret: no failure names it. */
export async function openInBrowser(browser: Browser, address: string): Promise<boolean> {
  try {
    if (browser.kind === 'none') return false;
    if (browser.kind === 'desktop') {
      const { default: open } = await import('open');
      await open(address);
      return true;
    }
    const child = spawn(browser.path, [address], { detached: true, stdio: 'ignore' });
    child.unref();
    return await new Promise((resolve) => {
      child.once('spawn', () => resolve(true));
      child.once('error', () => resolve(false));
    });
  } catch {
    return false;
  }
}
