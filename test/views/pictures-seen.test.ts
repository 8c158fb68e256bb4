import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { page as document } from '../../src/views/report-page.ts';
import { barriersOf } from '../helpers/accessible.ts';
import { browser, noBrowser } from '../helpers/browser.ts';
import { everyPicture } from './pictures/company.ts';

interface Seen {
  readonly page: Page;
  /** What it asked for, and what went wrong in it. */
  readonly faults: readonly string[];
}

async function seen(options: BrowserContextOptions): Promise<Seen> {
  const page = await (await browser(options)).newPage();
  const faults: string[] = [];
  page.on('request', (request) => faults.push(request.url()));
  page.on('console', (message) => faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.setContent(document('Pictures', everyPicture()));
  return { page, faults };
}

const numbersOf = async (page: Page, script: string) => String(await page.evaluate(script));

/** Drawn texts below 4.5 to 1 on their ground, and areas and lines that carry meaning below 3 to 1. */
const TOO_FAINT = `JSON.stringify((() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((one) => (one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(document.documentElement).backgroundColor);
  const ratio = (colour) => {
    const [one, other] = [light(colour), ground].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  };
  const texts = [...document.querySelectorAll('figure svg text')].map((one) => [getComputedStyle(one).fill, 4.5]);
  const kinds = ['bad', 'ask', 'fine', 'dim'];
  const inks = kinds.flatMap((kind) => [...document.querySelectorAll('figure .ink-' + kind)]).map((one) => [getComputedStyle(one).fill, 3]);
  const lines = kinds.flatMap((kind) => [...document.querySelectorAll('figure .line-' + kind)]).map((one) => [getComputedStyle(one).stroke, 3]);
  const all = [...texts, ...inks, ...lines];
  if (texts.length < 100 || inks.length < 20 || lines.length < 20) return ['too few were looked at'];
  return all.filter(([colour, least]) => !(ratio(colour) >= least)).map(([colour]) => colour);
})())`;

describe.skipIf(noBrowser !== null)(`pictures in a browser${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  test.each(
    (['light', 'dark'] as const).flatMap((colorScheme) => [320, 1280].map((width) => ({ colorScheme, width }))),
  )('in $colorScheme at $width pixels everybody can use them; nothing is asked for', async ({ colorScheme, width }) => {
    const { page, faults } = await seen({ colorScheme, viewport: { width, height: 800 } });
    expect(await page.locator('figure.picture').count()).toBe(6);
    expect(await barriersOf(page)).toEqual([]);
    expect(JSON.parse(await numbersOf(page, TOO_FAINT))).toEqual([]);
    expect(faults).toEqual([]);
    expect(await page.title()).toBe('Pictures');
    expect(await page.locator('img').count()).toBe(0);
  });

  test('drawn names stay in their places and are seen from their beginning, however wide their letters are', async () => {
    const { page } = await seen({ viewport: { width: 1280, height: 800 } });
    const outside = `[...document.querySelectorAll('#teams .scroll > svg > svg')].filter((one) => getComputedStyle(one).overflow !== 'hidden').length`;
    expect(await numbersOf(page, outside)).toBe('0');
    const headless = `[...document.querySelectorAll('figure .scroll > svg > svg')].filter((one) => one.querySelector('text').getBoundingClientRect().left < one.getBoundingClientRect().left - 1).map((one) => one.textContent).join()`;
    expect(await numbersOf(page, headless)).toBe('');
    const names = `document.querySelectorAll('#teams .scroll > svg > svg').length`;
    expect(await numbersOf(page, names)).toBe('8');
  });

  test('the keyboard goes from an image to its table, and from there to the next image', async () => {
    const { page } = await seen({ viewport: { width: 1280, height: 800 } });
    const stops: string[] = [];
    for (let stop = 0; stop < 5; stop++) {
      await page.keyboard.press('Tab');
      stops.push(await numbersOf(page, `document.activeElement.ariaLabel ?? document.activeElement.textContent`));
      if (stop === 1) await page.keyboard.press('Enter');
    }
    expect(stops.slice(0, 3)).toEqual([
      'Exposure over time',
      'As a table: Exposure over time',
      'Exposure over time, as a table',
    ]);
    expect(stops.slice(3)).toEqual(['Account', 'Access ended']);
  });

  test('on paper the tables are printed without being opened, and no image is cut off', async () => {
    const { page } = await seen({ colorScheme: 'light', viewport: { width: 700, height: 900 } });
    const table = page.locator('#teams table');
    expect(await table.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await table.isVisible()).toBe(true);
    const cut = `[...document.querySelectorAll('figure svg[role=img]')].filter((one) => one.getBoundingClientRect().right > window.innerWidth).length`;
    expect(await numbersOf(page, cut)).toBe('0');
  });
});
