import { request } from 'node:http';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { browser, noBrowser } from '../../helpers/browser.ts';
import { type ServedPage, servedPage, visitPage } from '../../helpers/local-page.ts';
import { reviewCompany } from '../../helpers/review-company.ts';

const MINUTE = 60_000;

/** A request with exactly these headers, as no browser would send it. */
function send(
  address: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ readonly status: number; readonly headers: Record<string, unknown>; readonly text: string }> {
  return new Promise((done, fail) => {
    const sent = request(address, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.once('error', fail);
    sent.end(body);
  });
}

/** Comes in by a link, and has the cookie, the base and the token of its forms. */
async function comeIn(served: ServedPage, path = '/') {
  const link = served.link(path);
  const entered = await send(link);
  const [cookie = ''] = z.array(z.string()).parse(entered.headers['set-cookie'] ?? ['']);
  const at = new URL(z.string().parse(entered.headers['location']), served.origin);
  const page = await send(at.href, { headers: { cookie: cookie.split(';')[0] ?? '' } });
  const token = /name="form_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  return { link, entered, cookie, base: `${served.origin}/${at.pathname.split('/')[1]}`, page, token };
}

async function ledgerOf(served: Awaited<ReturnType<typeof company>>): Promise<number> {
  return (await served.world.store.read((reader) => reader.lastLedgerEntry()))?.sequence ?? 0;
}

async function company() {
  const world = await reviewCompany();
  let now = Date.now();
  const served = await servedPage(world, () => now);
  const wait = (ms: number) => {
    now += ms;
  };
  return { world, served, wait };
}

test.skipIf(noBrowser !== null)('a browser comes in by the link of this machine', async () => {
  const { served } = await company();
  const page = await visitPage(served);
  expect(await page.textContent('h1')).toBe('Overview');
  // The link is not in the address any more, nor in what a copied address would hand on.
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/$/);
  expect(served.logged).toEqual([]);
});

test('the cookie is kept from scripts, from other sites, and from whatever else listens on this machine', async () => {
  const { served } = await company();
  const { cookie, base } = await comeIn(served);
  expect(cookie).toContain(`Path=${new URL(base).pathname}`);
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Strict');
});

test('no page may be framed, read from a cache, or load anything from elsewhere', async () => {
  const { served } = await company();
  const { page } = await comeIn(served);
  expect(page.headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-store' });
  const policy = z.string().parse(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
});

test('a link that is used twice lets nobody stay', async () => {
  const { served } = await company();
  const { link, cookie, base } = await comeIn(served);
  const again = await send(link);
  expect(again.status).toBe(403);
  expect(again.text).toContain('This link was used before');
  const first = await send(`${base}/`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(first.status).toBe(403);
});

const LATE = 'a link that nobody used in time, one that was never given, and a visit that was left alone';
test(LATE, async () => {
  const { served, wait } = await company();
  const late = served.link('/');
  wait(3 * MINUTE);
  for (const address of [late, `${late}x`, late.replace(/token=.*/, '')])
    expect(await send(address)).toMatchObject({ status: 403 });
  const { cookie, base } = await comeIn(served);
  wait(31 * MINUTE);
  expect(await send(`${base}/`, { headers: { cookie: cookie.split(';')[0] ?? '' } })).toMatchObject({ status: 403 });
});

test('what was sent from elsewhere, by nobody, or with the token of another visit decides nothing', async () => {
  const one = await company();
  const { served } = one;
  const { cookie: full, base, token } = await comeIn(served);
  const other = await comeIn(served);
  const cookie = full.split(';')[0] ?? '';
  const origin = served.origin;
  const body = (form: string) =>
    new URLSearchParams({ form_token: form, tool: 'draft_offboarding_plan', account: 'leo@acme.com' }).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const before = await ledgerOf(one);
  const refused: readonly (readonly [string, Record<string, string>, string])[] = [
    ['another origin', { cookie, origin: 'https://evil.example' }, body(token)],
    ['no origin', { cookie }, body(token)],
    ['another site, as the browser says', { cookie, 'sec-fetch-site': 'cross-site' }, body(token)],
    ['an origin that is null', { cookie, origin: 'null' }, body(token)],
    ['no cookie', { origin }, body(token)],
    ['no token', { cookie, origin }, body('')],
    ['the token of another visit', { cookie, origin }, body(other.token)],
    ['another name in Host', { cookie, origin: 'http://evil.example', host: 'evil.example' }, body(token)],
  ];
  for (const [name, headers, text] of refused) {
    const answer = await send(`${base}/decisions`, { method: 'POST', headers: { ...type, ...headers }, body: text });
    expect(answer.status, name).toBe(403);
  }
  expect(await ledgerOf(one)).toBe(before);
  const own = await send(`${base}/decisions`, {
    method: 'POST',
    headers: { ...type, cookie, origin },
    body: body(token),
  });
  expect(own.status).toBe(303);
  expect(await ledgerOf(one)).toBe(before + 1);
});

test('without the path that only visitors know there is nothing', async () => {
  const { served } = await company();
  for (const path of ['/', '/findings', '/enter', '/decisions'])
    expect(await send(`${served.origin}${path}`)).toMatchObject({ status: 404 });
});

test.skipIf(noBrowser !== null)('a page of another site can not show it in a frame', async () => {
  const { served } = await company();
  const context = await browser();
  const page = await context.newPage();
  await page.goto(served.link('/'));
  const inside = page.url();
  await page.setContent(`<iframe src="${inside}" width="600" height="400"></iframe>`);
  await expect.poll(() => page.frames().length).toBe(2);
  const framed = page.frames()[1];
  await framed?.waitForLoadState().catch(() => undefined);
  expect(await framed?.textContent('body').catch(() => '')).not.toContain('accounts evaluated');
});

test('a page that can not be shown because the store is away is no mistake of the reader', async () => {
  const { served, world } = await company();
  const { base, cookie } = await comeIn(served);
  await world.store.close();
  const shown = await send(`${base}/work`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(shown.status).toBe(503);
});
