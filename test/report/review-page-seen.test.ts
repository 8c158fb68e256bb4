import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { noBrowser } from '../helpers/browser.ts';
import { type FoundPerson, openedReview, reviewOf } from '../helpers/found-people.ts';
import { HOSTILE } from '../helpers/hostile-company.ts';
import { faultsSeen, seen } from '../helpers/screenshots.ts';

const person = (
  name: string,
  fate: FoundPerson['fate'],
  team: string,
  role: string,
  manager?: string,
): FoundPerson => ({
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@acme.com`,
  fate,
  team,
  role,
  ...(manager === undefined ? {} : { manager }),
});

const COMPANY = [
  person('Ann Left', 'left', 'East', 'Sales Rep', 'mia@acme.com'),
  person('Bob Left', 'left', 'West', 'Manager', 'mia@acme.com'),
  person('Cem Left', 'left', 'East', 'Manager', 'max@acme.com'),
  person('Dan Away', 'suspended', 'West', 'Sales Rep', 'max@acme.com'),
  person('Eve Ghost', 'unknown', 'East', 'Sales Rep'),
  person('Fay Ghost', 'unknown', '', 'Sales Rep'),
  person('Gus Moved', 'other_address', 'West', '', 'mia@acme.com'),
];

let made: ReturnType<typeof reviewOf> | undefined;
/** Judged once for all tests. */
function company() {
  made ??= reviewOf(COMPANY);
  return made;
}

const ALL = 'ann bob cem dan eve fay gus';

/** Who is shown, in order, under the heads of their groups. */
async function shown(page: Page): Promise<string> {
  const names = await page.locator('#accounts tbody:visible').evaluateAll((bodies) =>
    bodies.map((body) => {
      const head = body.querySelector('h3')?.textContent;
      return head === undefined || head === null
        ? (body.querySelector('strong')?.textContent ?? '').replace('@acme.com', '')
        : `[${head}]`;
    }),
  );
  return names.join(' ');
}

async function sortedShown(page: Page): Promise<string> {
  return (await shown(page)).split(' ').sort().join(' ');
}

const status = (page: Page) => page.getByRole('status').textContent();
const fragment = (page: Page) => decodeURIComponent(new URL(page.url()).hash.replaceAll('+', ' '));

const choice = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

interface Asked {
  readonly finding?: readonly string[];
  readonly team?: string;
  readonly role?: string;
  readonly text?: string;
}

/** Asks as a person does: by the labels of the fields. */
async function ask(page: Page, { finding = [], team, role, text }: Asked): Promise<void> {
  for (const one of finding) await page.getByRole('checkbox', { name: one }).check();
  if (team !== undefined) await choice(page, 'Team').selectOption({ label: team });
  if (role !== undefined) await choice(page, 'Role').selectOption({ label: role });
  if (text !== undefined) await page.getByRole('searchbox').fill(text);
}

describe.skipIf(noBrowser !== null)(`the findings in a browser${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  test.each<readonly [string, Asked, string, string, string]>([
    ['a finding', { finding: ['orphaned'] }, 'eve fay', 'finding orphaned', '#finding=orphaned'],
    [
      'several findings',
      { finding: ['orphaned', 'needs review'] },
      'eve fay gus',
      'finding orphaned or needs review',
      '#finding=orphaned&finding=needs review',
    ],
    ['a team', { team: 'East (3)' }, 'ann cem eve', 'team East', '#team=East'],
    ['no team', { team: 'none (1)' }, 'fay', 'team none', '#team= '],
    ['a role', { role: 'Manager (2)' }, 'bob cem', 'role Manager', '#role=Manager'],
    ['no role', { role: 'none (1)' }, 'gus', 'role none', '#role= '],
    ['a name in any case', { text: 'GHOST' }, 'eve fay', 'text ghost', '#text=GHOST'],
    ['several words in any order', { text: 'max@  cem' }, 'cem', 'text max@ cem', '#text=max@  cem'],
    ['an account id', { text: 'a3' }, 'dan', 'text a3', '#text=a3'],
    ['what the evidence says', { text: 'DEPROVISIONED' }, 'ann bob cem', 'text deprovisioned', '#text=DEPROVISIONED'],
    ['spaces alone ask for nothing', { text: '   ' }, ALL, '', ''],
    [
      'everything together',
      { finding: ['leaver active'], team: 'West (3)', role: 'Sales Rep (4)', text: 'away' },
      'dan',
      'finding leaver active; team West; role Sales Rep; text away',
      '#finding=leaver active&team=West&role=Sales Rep&text=away',
    ],
    [
      'what nobody is',
      { finding: ['orphaned'], role: 'Manager (2)' },
      '',
      'finding orphaned; role Manager',
      '#finding=orphaned&role=Manager',
    ],
  ])('filters by %s, says so, and a link leads to it', async (_, asked, who, said, link) => {
    const { page, url } = await openedReview(await company());
    await ask(page, asked);
    const count = who === '' ? 0 : who.split(' ').length;
    const sentence = `${count} of 7 shown${said === '' ? '' : `: ${said}`}.`;
    await expect.poll(() => status(page)).toBe(sentence);
    await expect.poll(() => fragment(page)).toBe(link);
    expect(await sortedShown(page)).toBe(who);
    const copied = page.url();
    await page.getByRole('button', { name: 'No filter' }).click();
    await expect.poll(() => status(page)).toBe('7 of 7 shown.');
    expect([await sortedShown(page), page.url()]).toEqual([ALL, url]);
    await page.goto(copied);
    await expect.poll(() => status(page)).toBe(sentence);
    expect(await sortedShown(page)).toBe(who);
  });

  test.each<readonly [string, string, string]>([
    ['Finding', '', '[leaver active: 4] ann bob cem dan [orphaned: 2] eve fay [needs review: 1] gus'],
    ['Team', '', '[East: 3] ann cem eve [West: 3] bob dan gus [none: 1] fay'],
    ['Role', '', '[Sales Rep: 4] ann dan eve fay [Manager: 2] bob cem [none: 1] gus'],
    [
      'Reason',
      '',
      '[identity deactivated: 3] ann bob cem [suspended maybe leave: 1] dan [no identity in any directory: 2] eve fay [candidates not certain: 1] gus',
    ],
    ['Manager', '', '[mia@acme.com: 2] ann bob [max@acme.com: 2] cem dan [none: 3] eve fay gus'],
    ['Team', 'orphaned', '[East: 1 of 3] eve [none: 1] fay'],
  ])('groups by %s with counts %s; sorting keeps the groups', async (by, finding, groups) => {
    const { page } = await openedReview(await company());
    await choice(page, 'Group by').selectOption({ label: by });
    if (finding !== '') await page.getByRole('checkbox', { name: finding }).check();
    await expect.poll(() => shown(page)).toBe(groups);
    const copied = page.url();
    const sort = page.getByRole('button', { name: 'Account' });
    await sort.click();
    expect(await shown(page)).toBe(groups);
    await sort.click();
    const turned = groups
      .replaceAll(/(?<=\] )[^[]+/g, (names) => `${names.trim().split(' ').reverse().join(' ')} `)
      .trim();
    expect(await shown(page)).toBe(turned);
    await sort.click();
    expect(await shown(page)).toBe(groups);
    await page.goto('about:blank');
    await page.goto(copied);
    await expect.poll(() => shown(page)).toBe(groups);
    await choice(page, 'Group by').selectOption({ label: 'no groups' });
    await expect.poll(() => shown(page)).not.toContain('[');
  });

  test('opens and closes the evidence of whom it shows; paper has what the screen has', async () => {
    const { page } = await openedReview(await company());
    const open = () => page.locator('#accounts details[open]').count();
    expect(await open()).toBe(0);
    await page.getByRole('checkbox', { name: 'orphaned' }).check();
    await expect.poll(() => shown(page)).toBe('eve fay');
    await page.getByRole('button', { name: 'Open all evidence' }).click();
    expect(await open()).toBe(2);
    await page.locator('summary', { hasText: 'Evidence for fay@acme.com' }).click();
    expect(await open()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.locator('body').innerText();
    for (const part of ['2 of 7 shown: finding orphaned.', 'eve@acme.com', 'fay@acme.com'])
      expect(paper).toContain(part);
    for (const part of ['No filter', 'Open all evidence']) expect(paper).not.toContain(part);
    expect(await page.locator('#accounts').innerText()).not.toContain('ann@acme.com');
    const evidence = (who: string) =>
      page.locator('#accounts tbody', { hasText: who }).locator('.evidence').innerText();
    expect([await evidence('eve@'), await evidence('fay@')]).toEqual([expect.stringContaining('clari-users'), '']);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'No filter' }).click();
    await expect.poll(() => status(page)).toBe('7 of 7 shown.');
    await page.getByRole('button', { name: 'Open all evidence' }).click();
    expect(await open()).toBe(7);
    await page.getByRole('button', { name: 'Close all evidence' }).click();
    expect(await open()).toBe(0);
  });

  test('without a script it is whole, shows no filters, and paper has the evidence', async () => {
    const { page } = await openedReview(await company(), { javaScriptEnabled: false });
    expect(await sortedShown(page)).toBe(ALL);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('search').count()).toBe(0);
    await page.locator('#accounts summary').first().click();
    expect(await page.locator('#accounts .evidence').first().isVisible()).toBe(true);
    const last = page.locator('#accounts .evidence').last();
    expect(await last.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await last.isVisible()).toBe(true);
  });

  test('with the keyboard alone: what has the focus follows what is seen', async () => {
    const { page } = await openedReview(await company());
    const stops: string[] = [];
    // From below the pictures.
    await page.locator('#findings').click();
    for (let at = 0; at < 19; at += 1) {
      await page.keyboard.press('Tab');
      stops.push(
        String(
          await page.evaluate(
            '(one=>one.labels?.[0]?.firstChild.textContent.trim()||one.labels?.[0]?.textContent.trim()||one.textContent)(document.activeElement)',
          ),
        ),
      );
    }
    expect(stops).toEqual([
      ...[
        'leaver active (4)',
        'orphaned (2)',
        'needs review (1)',
        'Team',
        'Role',
        'Text, also in the evidence',
        'Group by',
      ],
      ...['No filter', 'Open all evidence', 'Close all evidence'],
      ...['Account', 'Finding', 'Team', 'Role', 'Access ended', 'Used after', 'Deadline', 'Confidence'],
      'Evidence for ann@acme.com',
    ]);
    await page.keyboard.press('Enter');
    expect(await page.locator('#accounts details[open]').count()).toBe(1);
    for (let at = 0; at < 7; at += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('columnheader', { name: 'Finding' }).getAttribute('aria-sort')).toBe('descending');
    for (let at = 0; at < 10; at += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => shown(page)).toBe('eve fay');
    for (let at = 0; at < 4; at += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('eve');
    await expect.poll(() => shown(page)).toBe('eve');
    await page.keyboard.press('Enter');
    for (let at = 0; at < 2; at += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => status(page)).toBe('7 of 7 shown.');
  });

  test('an anchor within the page changes no filter; a fragment that nobody wrote asks for nothing', async () => {
    const { page, url } = await openedReview(await company());
    await page.goto(`${url}#team=East`);
    await expect.poll(() => sortedShown(page)).toBe('ann cem eve');
    await page.goto(`${url}#coverage`);
    expect(await sortedShown(page)).toBe('ann cem eve');
    await page.goto(`${url}#team=Nowhere&group=nothing&finding=%00&elsewhere=1&text=`);
    await expect.poll(() => status(page)).toBe('7 of 7 shown.');
    expect(await sortedShown(page)).toBe(ALL);
  });

  test.each<readonly [string, readonly FoundPerson[], number, string]>([
    ['none', [], 0, 'None.'],
    ['one', COMPANY.slice(0, 1), 1, '1 account, most pressing first.'],
    ['several', COMPANY, 7, '7 accounts, most pressing first.'],
  ])('%s: nothing keeps anybody from using the page', async (name, people, count, said) => {
    const { page } = await openedReview(await reviewOf(people));
    expect(await page.getByRole('search').count()).toBe(count === 0 ? 0 : 1);
    expect(await page.locator('body').innerText()).toContain(said);
    if (count > 0) {
      await choice(page, 'Group by').selectOption({ label: 'Finding' });
      await expect.poll(() => shown(page)).toContain(`[leaver active: ${count === 1 ? 1 : 4}]`);
    }
    expect(await faultsSeen(page, `review-${name}`)).toEqual([]);
  });

  test('markup and turning signs stay text, in filters and groups as well', async () => {
    const { name, turned, role } = HOSTILE;
    const data = await reviewOf([
      { email: 'eve@acme.com', name, role, team: name, fate: 'left', manager: 'mia@acme.com' },
      { email: 'tom@acme.com', name: turned, role: turned, team: turned, fate: 'unknown' },
    ]);
    const { page, url } = await openedReview(data);
    await choice(page, 'Group by').selectOption({ label: 'Team' });
    await choice(page, 'Team').selectOption({ label: `${name} (1)` });
    await expect.poll(() => shown(page)).toBe(`[${name}: 1] eve`);
    expect(await page.getByRole('status').textContent()).toBe(`1 of 2 shown: team ${name}.`);
    await choice(page, 'Team').selectOption({ label: 'any' });
    await choice(page, 'Role').selectOption({ label: `${role} (1)` });
    await expect.poll(() => status(page)).toBe(`1 of 2 shown: role ${role}.`);
    await page.goto(`${url}#text=${encodeURIComponent(name)}&team=${encodeURIComponent(name)}`);
    await expect.poll(() => status(page)).toContain('1 of 2 shown');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('body script').count()).toBe(1);
    expect(await page.locator('form').count()).toBe(1);
    expect(await page.content()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(await page.title()).toBe('Clari access review');
    expect(await faultsSeen(page, 'review-hostile')).toEqual([]);
  });

  test('10,000 of more: the most pressing ones, filtered, grouped and sorted', async () => {
    const data = await reviewOf(
      Array.from({ length: 10_010 }, (_, at) => ({
        email: `p${at}@acme.com`,
        name: `Given${at} Family${at}`,
        role: at % 2 === 0 ? 'Sales Rep' : 'Manager',
        team: `Team ${at % 40}`,
        fate: at < 6_000 ? 'left' : 'unknown',
      })),
    );
    const { page } = await openedReview(data);
    expect(await page.locator('#accounts caption').textContent()).toBe(
      'The 10000 most pressing of 10010; the evidence pack lists all.',
    );
    await page.getByRole('checkbox', { name: 'leaver active' }).check();
    await expect.poll(() => status(page)).toBe('6000 of 10000 shown: finding leaver active.');
    await choice(page, 'Team').selectOption('Team 7');
    await page.getByRole('searchbox').fill('p7');
    await expect.poll(() => status(page)).toMatch(/^3 of 10000 shown/);
    expect(await sortedShown(page)).toBe('p7 p727 p767');
    await seen(page, 'review-10000');
  });
});
