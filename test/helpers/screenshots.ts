import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, onTestFinished } from 'vitest';
import { barriersOf } from './accessible.ts';

const FOLDER = join('.cache', 'screenshots');

const VIEWS = [
  ['light', 320],
  ['light', 1280],
  ['dark', 320],
  ['dark', 1280],
] as const;

/** Further down a picture shows more of the same. */
const TALLEST = 6_000;

let taken = 0;

afterAll(() => {
  if (taken > 0) process.stdout.write(`${taken} screenshots lie in ${FOLDER}\n`);
});

/** Looks at a page in light and dark, on a narrow and on a wide screen, and leaves it as it was. `view`: `dark-320`. */
async function inEveryView(page: Page, look: (view: string) => Promise<void>): Promise<void> {
  const size = page.viewportSize();
  const isDark = await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
  for (const [colorScheme, width] of VIEWS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await look(`${colorScheme}-${width}`);
  }
  await page.emulateMedia({ colorScheme: isDark === true ? 'dark' : 'light' });
  if (size !== null) await page.setViewportSize(size);
}

/** Takes screenshots of what a page shows now, for people: `.cache/screenshots/NAME-THEME-WIDTH.png`. */
export async function seen(page: Page, name: string): Promise<void> {
  await inEveryView(page, async (view) => {
    const width = page.viewportSize()?.width ?? 0;
    // What is out of sight may not be drawn: all of it is brought into sight.
    await page.setViewportSize({ width, height: TALLEST });
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    const height = Number(await page.evaluate('document.documentElement.getBoundingClientRect().height'));
    const clip = { x: 0, y: 0, width, height: Math.min(Math.ceil(height), TALLEST) };
    await page.screenshot({ path: join(FOLDER, `${name}-${view}.png`), clip, animations: 'disabled' });
    taken += 1;
  });
}

/** What keeps anybody from using the page in any of its views, each with a screenshot. Leaves it with all of it opened. */
export async function faultsSeen(page: Page, name: string): Promise<readonly string[]> {
  await seen(page, name);
  const faults: string[] = [];
  await inEveryView(page, async (view) => {
    for (const barrier of await barriersOf(page)) faults.push(`${name} ${view}: ${barrier}`);
  });
  return faults;
}

/** Fails the test if its page has a script error, or asks for anything whose address does not begin so. */
export function watch(page: Page, home: string): void {
  const found: string[] = [];
  const asked = (url: string) => {
    if (!url.startsWith(home)) found.push(`request to ${url}`);
  };
  page.context().on('request', (request) => asked(request.url()));
  page.on('websocket', (socket) => asked(socket.url()));
  page.on('pageerror', (error) => found.push(error.message));
  page.on('console', (message) => {
    // A refusal is what some pages are tested for.
    if (!message.text().includes('the server responded with a status of')) found.push(message.text());
  });
  onTestFinished(() => expect(found).toEqual([]));
}
