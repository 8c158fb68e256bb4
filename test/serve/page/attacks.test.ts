import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { browser, noBrowser } from '../../helpers/browser.ts';
import { NOW } from '../../helpers/files.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { pageServer } from '../../helpers/page-server.ts';
import { answerOf, callOf } from '../../helpers/shared.ts';
import { type WebVisitor, webVisitor } from '../../helpers/web-visitor.ts';

const CLAIM = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T10:00:00Z' };
const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** What Olga's assistant prepared waits for a person, and she has the link. */
async function waiting(roles: Readonly<Record<string, readonly string[]>> = {}) {
  const server = await pageServer();
  for (const [login, held] of Object.entries({ olga: ['operator'], ...roles })) server.issuer.roles.set(login, held);
  const { issuer, origin, world } = server;
  const assistant = await server.client(await issuer.token('olga'));
  const answer = await assistant.callTool({ name: 'record_manual_deactivation', arguments: CLAIM });
  const link = new RegExp(`${origin}/decisions/[\\w-]+`).exec(JSON.stringify(answer))?.[0] ?? '';
  const entries = async () => (await ledgerOf(world)).length;
  const records = () => world.store.read((reader) => reader.records());
  return {
    ...server,
    link,
    records,
    entries,
    before: await entries(),
    /** Somebody who followed the link and signed in. */
    async opened(login: string) {
      const visitor = webVisitor();
      return { visitor, shown: await visitor.signIn(link, login) };
    },
  };
}

describe('a link is opened', () => {
  test.each<[string, string, readonly string[], number]>([
    ['by whoever prepared it', 'olga', ['operator'], 200],
    ['by whoever prepared it and only reads now', 'olga', ['viewer'], 200],
    ['by somebody else with the role', 'oscar', ['operator'], 200],
    ['by somebody who only reads', 'vic', ['viewer'], 403],
    ['by somebody who approves', 'ada', ['approver'], 403],
    ['by somebody who only reviews', 'rita', ['reviewer'], 403],
    ['by somebody without a role', 'noah', [], 403],
  ])('%s', async (_what, login, roles, status) => {
    const { opened, issuer } = await waiting();
    issuer.roles.set(login, roles);
    const { shown } = await opened(login);
    expect(shown.status).toBe(status);
    expect(shown.text.includes('leo@acme.com')).toBe(status === 200);
    expect(shown.text.includes('Mara')).toBe(status === 200);
  });

  test('by somebody who did not sign in: nothing is shown to them', async () => {
    const { link } = await waiting();
    const response = await webVisitor().once(link);
    expect([response.status, await response.text()]).toEqual([303, '']);
  });

  test('an address that was made up is answered as that of somebody else is', async () => {
    const { opened, origin, issuer, link } = await waiting();
    issuer.roles.set('vic', ['viewer']);
    const { visitor, shown } = await opened('vic');
    const madeUp = await visitor.get(`${origin}/decisions/${'x'.repeat(link.length - origin.length - 11)}`);
    expect([madeUp.status, madeUp.text]).toEqual([shown.status, shown.text]);
  });

  test('late: a day is the longest that one waits', async () => {
    const { opened, world } = await waiting();
    world.at(later(24 * 60 - 1));
    expect((await opened('olga')).shown.status).toBe(200);
    world.at(later(24 * 60 + 1));
    const { shown } = await opened('olga');
    expect(shown.status).toBe(403);
    expect(shown.text).not.toContain('leo@acme.com');
  });

  test('twice, and sent twice: it is recorded once, as hers', async () => {
    const { opened, link, records, world } = await waiting();
    const { visitor, shown } = await opened('olga');
    const again = await visitor.get(link);
    const answers = await Promise.all(
      [shown, again, again].map(({ hidden }) => visitor.post(link, { ...hidden, answer: 'yes' })),
    );
    for (const { text } of answers) expect(text).toMatch(/Done|carried out/);
    expect(await records()).toMatchObject([{ attestation: { level: 'signed_in_page' } }]);
    const entries = (await ledgerOf(world)).filter((entry) => entry.kind === 'deactivation.recorded');
    expect(entries.map((entry) => entry.actor)).toEqual([
      { name: 'olga@acme.com (olga)', authenticated: true, via: 'page' },
    ]);
  });
});

test('without sessions a plan is approved on the page, and only there', async () => {
  const { issuer, origin, post, world } = await pageServer({ stateless: true });
  issuer.roles.set('olga', ['operator']);
  issuer.roles.set('ada', ['approver']);
  const call = async (login: string, name: string, args: Readonly<Record<string, unknown>>) => {
    const headers = { authorization: `Bearer ${await issuer.token(login)}` };
    return JSON.stringify(await answerOf(await post(callOf(name, args), headers)));
  };
  const drafted = await call('olga', 'draft_offboarding_plan', { account: 'leo@acme.com' });
  const [, plan_id] = /"plan_id":"([^"]+)"/.exec(drafted) ?? [];
  const [, plan_hash] = /"plan_hash":"([^"]+)"/.exec(drafted) ?? [];
  const asked = await call('ada', 'approve_offboarding_plan', { plan_id, plan_hash });
  const link = new RegExp(`${origin}/decisions/[\\w-]+`).exec(asked)?.[0] ?? asked;
  const approved = async () => (await ledgerOf(world)).filter(({ kind }) => kind === 'plan.approved').length;
  expect(await approved()).toBe(0);
  const ada = webVisitor();
  const shown = await ada.signIn(link, 'ada');
  expect((await ada.post(link, { ...shown.hidden, answer: 'yes' })).text).toContain('Done.');
  expect(await approved()).toBe(1);
});

describe('a form that is not of this page records nothing', () => {
  const evil = 'https://evil.example';
  test.each<
    [
      string,
      { readonly headers?: Readonly<Record<string, string>>; readonly fields?: Readonly<Record<string, string>> },
    ]
  >([
    ['from another site', { headers: { origin: evil, 'sec-fetch-site': 'cross-site' } }],
    ['from a neighbouring site', { headers: { origin: 'http://evil.127.0.0.1', 'sec-fetch-site': 'same-site' } }],
    ['from a page without an origin', { headers: { origin: 'null', 'sec-fetch-site': 'cross-site' } }],
    ['from a browser that says nothing of where it comes from', { headers: { origin: '', 'sec-fetch-site': '' } }],
    ['without the token of the form', { fields: { form_token: '' } }],
    ['with a made-up token', { fields: { form_token: 'x'.repeat(22) } }],
    ['with the ticket of another question', { fields: { ticket: 'x'.repeat(22) } }],
    ['without a ticket', { fields: { ticket: '' } }],
    ['as JSON', { headers: { 'content-type': 'application/json' } }],
    ['as plain text', { headers: { 'content-type': 'text/plain' } }],
  ])('%s', async (_what, { headers = {}, fields = {} }) => {
    const { opened, link, entries, before, records } = await waiting();
    const { visitor, shown } = await opened('olga');
    await visitor.post(link, { ...shown.hidden, ...fields, answer: 'yes' }, headers);
    expect(await records()).toEqual([]);
    expect(await entries()).toBe(before);
    await visitor.post(link, { ...shown.hidden, answer: 'yes' });
    expect(await records()).toHaveLength(1);
  });

  test('with the token of another visit of the same person', async () => {
    const { opened, link, records } = await waiting();
    const [one, other] = [await opened('olga'), await opened('olga')];
    const answer = await one.visitor.post(link, {
      ...one.shown.hidden,
      form_token: other.shown.hidden['form_token'] ?? '',
      answer: 'yes',
    });
    expect([answer.status, await records()]).toEqual([403, []]);
  });
});

test.each<[string, readonly string[], RegExp]>([
  ['one of several', ['viewer'], /needs the role|may not|role/i],
  ['the last one', [], /none of the roles/],
])(
  'a role is taken away while the page is open (%s): what is then decided is not recorded',
  async (_what, left, says) => {
    const { opened, link, issuer, world, records, entries, before } = await waiting();
    const { visitor, shown } = await opened('olga');
    issuer.roles.set('olga', left);
    world.at(later(6));
    const answer = await visitor.post(link, { ...shown.hidden, answer: 'yes' });
    expect(answer.text).toMatch(says);
    expect(answer.text).not.toContain('Done.');
    expect(await records()).toEqual([]);
    expect(await entries()).toBe(before);
  },
);

test('somebody who only reviews sees nothing of accounts that were not put to them', async () => {
  const { origin, issuer } = await waiting();
  issuer.roles.set('rita', ['reviewer']);
  const rita = webVisitor();
  await rita.signIn(`${origin}/`, 'rita');
  for (const path of PLACES)
    expect((await rita.get(`${origin}${path}`)).text, path).not.toMatch(/leo@acme.com|ghost@acme.com/);
});

/** Every address of the page, for whoever may see it. */
const PLACES = [
  '/',
  '/findings',
  '/accounts',
  '/accounts/1002',
  '/work',
  '/plans/x',
  '/reviews',
  '/reviews/x',
  '/reads',
];

test('nothing is decided by looking: no address changes the ledger', async () => {
  const { opened, origin, link, entries } = await waiting({ olga: ['operator', 'approver'] });
  const { visitor, shown } = await opened('olga');
  for (const path of PLACES) await visitor.get(`${origin}${path}`);
  const before = await entries();
  const asked = new URLSearchParams({ ...shown.hidden, answer: 'yes', tool: 'record_manual_deactivation', ...CLAIM });
  for (const path of [...PLACES, link.slice(origin.length), '/sign-out', '/sign-in', '/signed-in']) {
    for (const method of ['GET', 'HEAD']) await (await visitor.once(`${origin}${path}?${asked}`, { method })).text();
  }
  expect(await entries()).toBe(before);
  expect((await visitor.get(link)).text).toContain('Confirm');
});

describe('no page is shown inside another', () => {
  test.each<[string, (of: { origin: string; link: string; visitor: WebVisitor }) => Promise<Response>]>([
    ['a decision', ({ link, visitor }) => visitor.once(link)],
    ['a page that needs signing in', ({ link }) => webVisitor().once(link)],
    ['the way to the issuer', ({ origin, visitor }) => visitor.once(`${origin}/sign-in`)],
    ['a sign-in that went wrong', ({ origin, visitor }) => visitor.once(`${origin}/signed-in?state=x`)],
    ['an address that is none', ({ origin, visitor }) => visitor.once(`${origin}/nothing`)],
    ['a form that is refused', ({ link, visitor }) => visitor.once(link, { method: 'POST' })],
  ])('%s says so', async (_what, ask) => {
    const { opened, link, origin } = await waiting();
    const { visitor } = await opened('olga');
    const { headers } = await ask({ origin, link, visitor });
    expect(headers.get('x-frame-options')).toBe('DENY');
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.skipIf(noBrowser !== null)(
    'a browser shows nothing of it in a frame, even to somebody who is signed in',
    async () => {
      const { link, origin } = await waiting();
      const context = await browser();
      const page = await context.newPage();
      await page.goto(link);
      await page.getByLabel('Login').fill('olga');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('leo@acme.com').first().waitFor();
      // Of the same site, so that the browser sends its cookies along.
      const trap = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(`<p>Win a prize</p><iframe src="${link}" width="800" height="600"></iframe>`);
      });
      await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => new Promise<void>((resolve) => trap.close(() => resolve())));
      onTestFinished(() => trap.closeAllConnections());
      await page.goto(`http://127.0.0.1:${portOf(trap.address())}/`);
      await page.waitForLoadState('networkidle');
      const texts = await Promise.all(page.frames().map((frame) => frame.locator('body').innerText()));
      expect(texts.join()).toContain('Win a prize');
      expect(texts.join()).not.toMatch(/leo@acme.com|Confirm/);
      expect(page.frames().map((frame) => frame.url())).not.toContain(link);
      expect(origin).toContain('127.0.0.1');
    },
  );
});

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('no port');
}
