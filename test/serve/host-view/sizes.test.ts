import { describe, expect, test } from 'vitest';
import { noBrowser } from '../../helpers/browser.ts';
import { testWorld, type World } from '../../helpers/deps.ts';
import { OKTA } from '../../helpers/files.ts';
import { expectQuiet, follow, hosted, link, opened } from '../../helpers/in-view.ts';

/** A company with so many accounts that nobody owns, and one that somebody does. */
async function companyOf(orphans: number): Promise<World> {
  const world = await testWorld('2026-11-20T12:00:00.000Z');
  const users = [
    'Clari User ID,Name,Email,Role,Team,Status,Last Login',
    '1001,Ana Active,ana@acme.com,Sales Rep,East,Active,2026-11-18T09:00:00Z',
    ...Array.from(
      { length: orphans },
      (_, at) => `p${at},Given${at} Family${at},p${at}@acme.com,Rep,T${at % 40},Active,`,
    ),
  ].join('\n');
  const asOf = '2026-11-20T09:00:00.000Z';
  await world.load('users.csv', users, { asOf, completeness: 'complete' });
  await world.load('okta.csv', OKTA.split('\n').slice(0, 2).join('\n'), {
    asOf,
    completeness: 'complete',
    directory: 'okta',
  });
  return world;
}

const SIZES = [
  ['none', 0, 'No account matches.', 0],
  ['one', 1, '1 of 1 shown.', 1],
  ['10,000', 10_000, '50 of 10000 shown.', 50],
] as const;

describe.skipIf(noBrowser !== null)('the view of findings', () => {
  test.each(SIZES)('shows %s', async (_name, orphans, says, rows) => {
    const { host } = await hosted(await companyOf(orphans));
    const { frame } = await opened(host, 'find_orphaned_accounts');
    const listed = frame.getByRole('region', { name: 'Findings', exact: true }).locator('tbody a');
    expect(await frame.locator('main').innerText()).toContain(says);
    expect(await listed.count()).toBe(rows);
    if (orphans > rows) {
      await follow(frame, () => link(frame, 'Next page').click(), 'Findings');
      await frame.getByText('after an earlier page').waitFor();
      expect(await listed.count()).toBe(rows);
    }
    expectQuiet(host);
  });
});
