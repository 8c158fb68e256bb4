import type { Locator, Page } from 'playwright-core';

/** How a person works on what is shown. */
export interface Hand {
  press(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
  /** Of a list that unfolds. */
  choose(target: Locator, choice: string): Promise<void>;
  /** A day and a time of day, as `2026-11-20T11:30`. */
  date(target: Locator, when: string): Promise<void>;
}

export function mouse(page: Page): Hand {
  return {
    press: (target) => target.click(),
    async type(target, text) {
      await target.click();
      await page.keyboard.type(text);
    },
    async choose(target, choice) {
      await target.selectOption({ label: choice });
    },
    date: (target, when) => target.fill(when),
  };
}

/** More than any screen here has places to stop at. */
const MOST_STOPS = 200;

/** The keyboard alone: whatever the Tab key does not reach can not be used. */
export function keyboard(page: Page): Hand {
  async function reach(target: Locator): Promise<void> {
    await target.waitFor();
    for (let at = 0; at < MOST_STOPS; at += 1) {
      if (await target.evaluate((one) => one.matches(':focus'))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no Tab reaches ${String(target)}`);
  }
  return {
    async press(target) {
      await reach(target);
      await page.keyboard.press('Enter');
    },
    async type(target, text) {
      await reach(target);
      await page.keyboard.type(text);
    },
    async choose(target, choice) {
      for (let at = 0; at < MOST_STOPS; at += 1) {
        // A list that narrows at once is drawn anew, and has to keep the focus.
        await reach(target);
        if ((await target.locator('option:checked').innerText()) === choice) return;
        await page.keyboard.press('ArrowDown');
      }
      throw new Error(`${choice} can not be chosen`);
    },
    async date(target, when) {
      const [year = '', month = '', day = '', hour = '', minute = ''] = when.split(/[-T:]/);
      await reach(target);
      await page.keyboard.type(`${month}${day}${year}`);
      await page.keyboard.type(`${hour}${minute}AM`);
    },
  };
}
