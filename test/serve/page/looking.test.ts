import { describe, expect, test } from 'vitest';
import type { Role } from '../../../src/model/actor.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { testWorld } from '../../helpers/deps.ts';
import { HOSTILE, hostileCompany } from '../../helpers/hostile-company.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { servedPage, visitPage } from '../../helpers/local-page.ts';
import { visitor } from '../../helpers/page-visitor.ts';
import { REVIEW_NOW, reviewCompany } from '../../helpers/review-company.ts';
import { faultsSeen, watch } from '../../helpers/screenshots.ts';

const PLACES = [
  '/',
  '/findings',
  '/findings?findings=ok&findings=leaver_active&limit=1',
  '/accounts',
  '/accounts/2002',
  '/accounts/2005',
  '/reads',
  '/find?what=',
  '/find?what=acme',
  '/findings?limit=999',
];

describe.skipIf(noBrowser !== null)('the page in a browser', () => {
  test('nothing keeps anybody from using it, in light, in the dark and on a narrow screen; it asks nobody else', async () => {
    const served = await servedPage(await reviewCompany());
    const page = await visitPage(served);
    watch(page, `${served.origin}/`);
    const base = page.url().replace(/\/$/, '');
    const faults: string[] = [];
    for (const [at, place] of PLACES.entries()) {
      await page.goto(`${base}${place}`);
      faults.push(...(await faultsSeen(page, `looking-${at}${/^[\w/]*/.exec(place)?.[0].replaceAll('/', '-')}`)));
    }
    expect(faults).toEqual([]);
    expect(served.logged).toEqual([]);
  });

  test('names with markup and turning signs stay text', async () => {
    const served = await servedPage(await hostileCompany());
    const page = await visitPage(served);
    watch(page, `${served.origin}/`);
    const base = page.url().replace(/\/$/, '');
    const { name, email, role } = HOSTILE;
    const seen: Record<string, unknown> = {};
    for (const place of ['/', '/findings', '/accounts', '/reads', `/find?what=${encodeURIComponent(name)}`]) {
      await page.goto(`${base}${place}`);
      seen[place] = [
        await page.locator('main img, main script, main i, main b, main form[action*="elsewhere"]').count(),
        (await page.content()).includes('\u202e'),
      ];
    }
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((place) => [place, [0, false]])));
    await page.goto(`${base}/find?what=${encodeURIComponent(email)}`);
    expect(page.url()).toContain(`${base}/accounts/`);
    expect(await page.title()).toBe(`${email} – Clari identity`);
    expect(await page.textContent('main')).toContain(name);
    expect(await page.textContent('main')).toContain(role);
    await page.getByLabel('Reason').first().fill('nobody');
    await page.getByRole('button', { name: 'Nobody owns it' }).click();
    expect(await page.textContent('h1')).toBe('Decide who owns an account');
    expect(await page.locator('main pre').textContent()).toContain('Nobody owns account');
  });

  test('without scripts, filters and pages are those of the tool', async () => {
    const world = await testWorld(REVIEW_NOW);
    const people = Array.from(
      { length: 60 },
      (_, at) => `id${at},Person ${at},p${at}@acme.com,Rep,${at < 5 ? 'East' : 'West'},Active,`,
    );
    const head = 'Clari User ID,Name,Email,Role,Team,Status,Last Login';
    const load = (lines: readonly string[], asOf: string) =>
      world.load('users.csv', [head, ...lines].join('\n'), { asOf, completeness: 'complete' });
    await load(people, '2026-11-20T09:00:00.000Z');
    const page = await visitPage(await servedPage(world), '/accounts', { javaScriptEnabled: false });
    expect(await page.textContent('main')).toContain('50 of 60 shown.');
    await page.getByRole('link', { name: 'Next page' }).click();
    expect(await page.textContent('main')).toContain('10 of 60 shown, after an earlier page.');
    const second = page.url();
    await page.getByRole('link', { name: 'First page' }).click();
    await page.getByLabel('Team').fill('East');
    await page.getByLabel('Finding').selectOption('inconclusive');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await page.textContent('main')).toContain('5 of 5 shown.');
    expect(await page.getByLabel('Team').inputValue()).toBe('East');
    // What a page went on from is over: the list begins again, without gaps.
    await load(people.slice(1), '2026-11-20T10:00:00.000Z');
    await page.goto(second);
    expect(page.url()).not.toContain('cursor');
    expect(await page.textContent('main')).toContain('50 of');
  });

  test('a finding is shown with what it rests on and how sure it is, and leads to its account', async () => {
    const page = await visitPage(await servedPage(await reviewCompany()));
    await page.getByRole('link', { name: '1 leaver active' }).click();
    expect(new URL(page.url()).search).toBe('?findings=leaver_active');
    const row = page.locator('tbody').filter({ hasText: 'leo@acme.com' }).filter({ hasText: 'Evidence' });
    await row.getByText('Evidence').click();
    const text = (await row.textContent()) ?? '';
    for (const said of [
      'identity deactivated',
      '99 %',
      '2026-11-10 08:00 UTC',
      'late',
      'is deactivated ("DEPROVISIONED")',
    ])
      expect(text).toContain(said);
    await row.getByRole('link', { name: 'leo@acme.com' }).click();
    expect(await page.textContent('h1')).toBe('leo@acme.com');
    for (const said of ['Belongs to: leo@acme.com', '35.5 bits of evidence', 'Used after that'])
      expect(await page.textContent('main')).toContain(said);
  });
});

describe('the page without a browser', () => {
  test.each<readonly [string, string, number, string | null]>([
    ['an e-mail in other letters', 'LEO@acme.com', 303, '/accounts/2002'],
    ['an account id', '2005', 303, '/accounts/2005'],
    ['a part of several', 'acme', 404, null],
    ['nothing', '', 200, null],
    ['what nobody is called', 'zzz', 404, null],
  ])('finds %s', async (_, what, status, place) => {
    const { base, get } = await visitor(await servedPage(await reviewCompany()));
    const answer = await get(`/find?what=${encodeURIComponent(what)}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      status,
      place === null ? null : `${new URL(base).pathname}${place}`,
    ]);
  });

  test('several accounts of one address are listed to choose from', async () => {
    const world = await testWorld(REVIEW_NOW);
    const users =
      'Clari User ID,Name,Email,Role,Team,Status,Last Login\n1,A,x@acme.com,,,Active,\n2,B,x@acme.com,,,Active,';
    await world.load('users.csv', users, { asOf: '2026-11-20T09:00:00.000Z', completeness: 'complete' });
    const { get } = await visitor(await servedPage(world));
    const answer = await get('/find?what=x@acme.com');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('2 accounts are called');
  });

  test.each<readonly [string, readonly Role[], number, number]>([
    ['a reviewer alone is sent on to their reviews, and sees no account', ['reviewer'], 303, 403],
    ['a viewer sees everything and has no form', ['viewer'], 200, 200],
  ])('%s', async (_, roles, overview, account) => {
    const world = await reviewCompany();
    const { base, get, post, formToken } = await visitor(await servedPage({ ...world, roles }));
    const first = await get('/');
    expect([first.status, first.headers.get('location')]).toEqual([
      overview,
      overview === 303 ? `${new URL(base).pathname}/reviews` : null,
    ]);
    const second = await get('/accounts/2002');
    expect(second.status).toBe(account);
    expect(await second.text()).not.toContain('action="/decisions"');
    const before = await ledgerOf(world);
    const sent = new URLSearchParams({
      form_token: formToken,
      tool: 'set_exemption',
      account: '2002',
      reason: 'x',
      until: '2026-12-01',
    });
    expect((await post('/decisions', sent)).status).toBe(403);
    expect(await ledgerOf(world)).toEqual(before);
  });

  test('looking at anything writes nothing', async () => {
    const world = await reviewCompany();
    const { get } = await visitor(await servedPage(world));
    await get('/');
    const before = await ledgerOf(world);
    for (const place of [...PLACES, '/reads/uploads/none', '/decisions/none']) await get(place);
    expect(await ledgerOf(world)).toEqual(before);
  });
});
