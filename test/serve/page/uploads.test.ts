import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { World } from '../../helpers/deps.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { servedPage } from '../../helpers/local-page.ts';
import { type Visitor, visitor } from '../../helpers/page-visitor.ts';
import { REVIEWED_USERS, reviewCompany } from '../../helpers/review-company.ts';

const STATED = { 'as_of~utc': '2026-11-20T11:00', complete: 'true' };

async function kept({ home }: World): Promise<readonly string[]> {
  return readdir(join(home, 'uploads')).catch(() => []);
}

/** Sends a file; the address that it is shown at, or what was answered instead. */
async function upload(
  { post, formToken, base }: Visitor,
  content: string = REVIEWED_USERS,
  name = 'later.csv',
): Promise<{ readonly place: string; readonly answer: Response }> {
  const body = new FormData();
  body.set('form_token', formToken);
  body.set('file', new File([content], name));
  for (const [field, value] of Object.entries(STATED)) body.set(field, value);
  const answer = await post('/reads/uploads', body);
  const place = (answer.headers.get('location') ?? '').slice(new URL(base).pathname.length);
  return { place, answer };
}

const idOf = (place: string) => place.split('/').at(-1) ?? '';

async function asked(one: Visitor, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ form_token: one.formToken, tool: 'import_clari_export', ...STATED, ...fields });
  const answer = await one.post('/decisions', body);
  const place = (answer.headers.get('location') ?? '').slice(new URL(one.base).pathname.length);
  const text = place === '' ? await answer.text() : await (await one.get(place)).text();
  return { place, text };
}

describe('a file that is sent to the page', () => {
  test('is removed when its import is declined', async () => {
    const world = await reviewCompany();
    const one = await visitor(await servedPage(world));
    const { place } = await upload(one);
    expect(await kept(world)).toEqual([idOf(place)]);
    const { place: decision, text } = await asked(one, { upload: idOf(place) });
    const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(text) ?? [];
    await one.post(decision, new URLSearchParams({ form_token: one.formToken, ticket, answer: 'no' }));
    await expect.poll(() => kept(world)).toEqual([]);
    expect((await one.get(place)).status).toBe(403);
  });

  test('is removed when the page ends, and what a killed page left when the next is used', async () => {
    const world = await reviewCompany();
    const served = await servedPage(world);
    await upload(await visitor(served));
    expect(await kept(world)).toHaveLength(1);
    await served.stop();
    expect(await kept(world)).toEqual([]);
    for (const [name, hours] of [
      ['old', 2],
      ['young', 0],
    ] as const) {
      const folder = join(world.home, 'uploads', name);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'users.csv'), REVIEWED_USERS);
      const then = new Date(Date.now() - hours * 3_600_000);
      await utimes(folder, then, then);
    }
    await visitor(await servedPage(world));
    await expect.poll(() => kept(world)).toEqual(['young']);
  });

  test('the fifth of one person takes the place of the first', async () => {
    const world = await reviewCompany();
    const one = await visitor(await servedPage(world));
    const places: string[] = [];
    for (let at = 0; at < 5; at += 1) places.push((await upload(one)).place);
    const statuses = await Promise.all(places.map(async (place) => (await one.get(place)).status));
    expect(statuses).toEqual([403, 200, 200, 200, 200]);
    expect(await kept(world)).toHaveLength(4);
  });

  test('is not kept where it is too large, empty, from another site, or sent by a viewer', async () => {
    const world = await reviewCompany();
    const served = await servedPage(world);
    const one = await visitor(served);
    const viewer = await visitor(await servedPage({ ...world, roles: ['viewer'] }));
    const statuses = [
      (await upload(one, 'x'.repeat(33_000_000))).answer.status,
      (await upload(one, '')).answer.status,
      (await upload({ ...one, formToken: 'another' })).answer.status,
      (await upload(viewer)).answer.status,
    ];
    expect(statuses).toEqual([413, 400, 403, 403]);
    expect(await kept(world)).toEqual([]);
  });

  test('a form cannot name another file than the one that was sent', async () => {
    const world = await reviewCompany();
    const one = await visitor(await servedPage(world));
    const before = await ledgerOf(world);
    const { place } = await upload(one);
    const secret = join(world.home, 'uploads', idOf(place), '..', '..', 'store.sqlite');
    expect((await asked(one, { path: secret })).text).toContain('no import folder is configured');
    expect((await asked(one, { path: secret, upload: idOf(place) })).text).toContain('later.csv');
    expect((await asked(one, { upload: '../../etc' })).text).toContain('not kept any more');
    expect(await ledgerOf(world)).toEqual(before);
  });

  test('a file that cannot be read is reported, and can be stated otherwise', async () => {
    const world = await reviewCompany();
    const one = await visitor(await servedPage(world));
    const { place } = await upload(one, 'a,b\n1,2');
    const text = await (await one.get(place)).text();
    expect(text).toContain('Next:');
    expect(text).toContain('Show again how it is read');
    expect(text).not.toContain(world.home);
  });
});
