import { expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { NOW, USERS } from '../helpers/files.ts';

const page = z.object({
  users: z.array(z.object({ account_id: z.string() })),
  total: z.number(),
  next_cursor: z.string().nullable(),
});

test('pages of two have every account once', async () => {
  const { call } = await connect(await acme());
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = page.parse(
      (await call('list_clari_users', { limit: 2, ...(cursor === '' ? {} : { cursor }) })).structured,
    );
    expect(answer.total).toBe(7);
    seen.push(...answer.users.map((user) => user.account_id));
    cursor = answer.next_cursor;
  }
  expect([...seen].sort()).toEqual(['1001', '1002', '1003', '1004', '1005', '1006', '1007']);
});

test('an import between two pages that changes a verdict: a clear error, no silent gap', async () => {
  const world = await acme();
  const { call } = await connect(world);
  const first = page.parse((await call('list_clari_users', { limit: 2 })).structured);
  await world.load('users.csv', `${USERS}\n1008,New One,new@acme.com,Sales Rep,East,Active,`, {
    asOf: '2026-11-20T11:00:00.000Z',
    completeness: 'complete',
  });
  const second = await call('list_clari_users', { limit: 2, cursor: first.next_cursor });
  expect(second.isError).toBe(true);
  expect(second.text).toMatch(/ERR_CURSOR_STALE.*\nNext: Call again without/s);
});

test('a cursor of another question is refused, another page size is not', async () => {
  const { call } = await connect(await acme());
  const first = page.parse((await call('list_clari_users', { limit: 2 })).structured);
  const other = await call('list_clari_users', { limit: 2, status: 'active', cursor: first.next_cursor });
  expect(other.text).toContain('ERR_CURSOR_INVALID');
  const larger = page.parse((await call('list_clari_users', { limit: 50, cursor: first.next_cursor })).structured);
  expect(larger.users).toHaveLength(5);
});

test('the same bytes with the same as-of leave the cursor valid', async () => {
  const world = await acme();
  const { call } = await connect(world);
  const first = page.parse((await call('list_clari_users', { limit: 2 })).structured);
  const again = await world.load('users.csv', USERS, { asOf: '2026-11-20T09:00:00.000Z', completeness: 'complete' });
  expect(again.status).toBe('unchanged');
  world.at(NOW);
  expect((await call('list_clari_users', { limit: 2, cursor: first.next_cursor })).isError).toBe(false);
});
