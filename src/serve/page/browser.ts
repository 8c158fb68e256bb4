import { spawn } from 'node:child_process';

/** How a page is shown to the person at this machine. */
export type Browser =
  | { readonly kind: 'none' }
  /** What the desktop opens addresses with. */
  | { readonly kind: 'desktop' }
  | { readonly kind: 'program'; readonly path: string };

/** Whether somebody sits in front of a desktop here: not behind SSH, not in a container, not in a pipeline. */
export function hasDesktop(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): boolean {
  if (env['SSH_CONNECTION'] !== undefined || env['CI'] !== undefined) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

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
