import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { browser, noBrowser } from '../helpers/browser.ts';
import { OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { watch } from '../helpers/screenshots.ts';
import { figureIn, recordsOf, trapsIn } from '../views/pictures/parts.ts';

const HOSTILE =
  '1009,<img src=x onerror="document.title=1"> & "Co" </script><script>document.title=2</script>,evil@acme.com,Rep,East,Active';

/** The review of the two-file story, with one account whose name is an attack, as the command writes it. */
async function reviewed() {
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const columns = USERS.split('\n')[0]?.split(',') ?? [];
  const hostile =
    columns.length === HOSTILE.split(',').length ? HOSTILE : `${HOSTILE}${','.repeat(columns.length - 6)}`;
  const users = await one.file('users.csv', `${USERS.trimEnd()}\n${hostile}\n`);
  const okta = await one.file('okta.csv', OKTA);
  const stated = ['--as-of', hoursAgo(3), '--complete'];
  expect((await one.run('import', users, ...stated)).stderr).toBe('');
  expect((await one.run('import', okta, ...stated, '--directory', 'okta')).stderr).toBe('');
  const path = join(one.home, 'review.html');
  const run = await one.run('review', '--html', path);
  expect(run.code).toBe(0);
  return { ...one, path, url: pathToFileURL(path).href };
}

describe.skipIf(noBrowser !== null)(
  `the review page in a browser${noBrowser === null ? '' : ` (${noBrowser})`}`,
  () => {
    test('asks the network for nothing, and runs nothing that a name smuggles in', async () => {
      const { url } = await reviewed();
      const context = await browser();
      const page = await context.newPage();
      watch(page, url);
      await page.goto(url);
      expect(await page.title()).toBe('Clari access review');
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('body').innerText()).toContain('<img src=x onerror=');
    });

    test('is whole without a script: findings, evidence, deadlines and coverage', async () => {
      const { url } = await reviewed();
      const context = await browser({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(url);
      const text = await page.locator('body').innerText();
      for (const part of [
        'leo@acme.com',
        'leaver active',
        'identity deactivated',
        'Next:',
        'Deadline',
        'clari-users',
        'directory:okta',
        'Cannot prove',
      ])
        expect(text).toContain(part);
    });

    test('sorts by any column with it, each account together with its evidence', async () => {
      const { url } = await reviewed();
      const context = await browser();
      const page = await context.newPage();
      await page.goto(url);
      // What is out of sight is not laid out, and has no inner text until a frame later.
      const accounts = () => page.locator('#accounts tbody tr:first-child td:first-child strong').allTextContents();
      const before = await accounts();
      const head = page.getByRole('button', { name: 'Account', exact: true });
      await head.click();
      const ascending = await accounts();
      expect(ascending).toEqual([...before].sort());
      await head.click();
      expect(await accounts()).toEqual([...ascending].reverse());
      expect(await page.locator('#accounts th', { has: head }).getAttribute('aria-sort')).toBe('descending');
      await head.click();
      expect(await accounts()).toEqual(before);
      expect(await page.locator('#accounts th[aria-sort]').count()).toBe(0);
      const leo = page.locator('#accounts tbody', { hasText: 'leo@acme.com' }).first();
      expect(await leo.textContent()).toContain('Next:');
    });

    test('prints: every account on paper, black on white however dark the screen is', async () => {
      const { url } = await reviewed();
      const context = await browser({ colorScheme: 'dark' });
      const page = await context.newPage();
      await page.goto(url);
      const accounts = () => page.locator('#accounts').innerText();
      const words = async () => new Set((await accounts()).match(/[\w@.]+/g));
      // What is out of sight on the screen is not laid out.
      await page.setViewportSize({ width: 1280, height: 8_000 });
      await expect.poll(async () => (await words()).size).toBeGreaterThan(100);
      const shown = await words();
      await page.emulateMedia({ media: 'print' });
      expect(await words()).toEqual(shown);
      const colours = await page.evaluate(
        '(({color,backgroundColor})=>[color,backgroundColor])(getComputedStyle(document.documentElement))',
      );
      expect(colours).toEqual(['rgb(17, 17, 17)', 'rgb(255, 255, 255)']);
      expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    });
  },
);

test('its pictures count the accounts that it lists', async () => {
  const { path } = await reviewed();
  const document = await readFile(path, 'utf8');
  const [, total = ''] = /<caption>(\d+) accounts, most pressing first/.exec(document) ?? [];
  const drawn = (id: string) => figureIn(document, id) ?? { markup: '' };
  const sum = (id: string, head: string) => recordsOf(drawn(id)).reduce((all, one) => all + Number(one[head]), 0);
  expect(Number(total)).toBeGreaterThan(2);
  expect([sum('by-team', 'All'), sum('by-reason', 'Accounts')]).toEqual([Number(total), Number(total)]);
  expect(recordsOf(drawn('over-time')).map((one) => one['Account'])).toContain('leo@acme.com 1002');
  expect(['over-time', 'by-team', 'by-reason'].flatMap((id) => trapsIn(drawn(id)))).toEqual([]);
});

test('the page is readable by its owner alone', async () => {
  const { path } = await reviewed();
  const { stat } = await import('node:fs/promises');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).not.toMatch(/(src|href)="https?:/);
});

test('a page that cannot be written is said so, with exit 1', async () => {
  const { run, home } = await reviewed();
  const failed = await run('review', '--html', join(home, 'no-such-folder', 'review.html'));
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('ERR_FILE_WRITE');
});
