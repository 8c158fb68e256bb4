import { describe, expect, test } from 'vitest';
import { salesloftServer, salesloftUser } from '../../helpers/salesloft-service.ts';
import type { Reply } from '../../helpers/scripted-server.ts';
import { readSalesloft } from './reading.ts';

const USERS = Array.from({ length: 6 }, (_, at) =>
  salesloftUser(101 + at, `U${at} Person`, { team_admin: at === 0, active: at !== 5 }),
);
/** Twenty seconds before a minute begins. */
const DATE = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 40_000).toUTCString();
const NEXT_MINUTE = 21;

const company = () => salesloftServer({ users: USERS, pageSize: 2 });
const left = (units: number, cost = 1) => ({
  'x-ratelimit-remaining-minute': String(units),
  'x-ratelimit-endpoint-cost': String(cost),
});
const seconds = (waits: readonly number[]) => waits.map((ms) => Math.round(ms / 1_000));
/** So much of a wait that is counted from the clock of the test may differ. */
const near = (wait: number | undefined) => expect(Math.abs((wait ?? 0) - NEXT_MINUTE)).toBeLessThanOrEqual(1);

describe('the limit of the team is kept, and a part of it is left to others', () => {
  const cases: readonly [string, number, number, boolean][] = [
    ['plenty is left', 500, 1, false],
    ['just enough is left', 61, 1, false],
    ['a tenth is left', 60, 1, true],
    ['a deep page costs more than is left', 68, 9, true],
    ['nothing is left', 0, 31, true],
  ];
  for (const [name, units, cost, waits] of cases)
    test(name, async () => {
      const server = await company();
      server.fault(1, 1, (call) => ({ ...server.usual(call), headers: { ...left(units, cost), date: DATE } }));
      const read = await readSalesloft(server, { tuning: { nowMs: clock() } });
      expect(read.end.completeness).toBe('complete');
      expect(read.waits).toHaveLength(waits ? 1 : 0);
      if (waits) near(seconds(read.waits)[0]);
    });

  test('it is one limit for all calls: after /me the list waits too', async () => {
    const server = await company();
    server.fault(0, 1, () => ({ json: { data: USERS[0] }, headers: { ...left(3), date: DATE } }));
    const { waits } = await readSalesloft(server, { tuning: { nowMs: clock() } });
    expect(waits).toHaveLength(1);
  });

  test('headers that are no numbers say nothing', async () => {
    const server = await company();
    server.fault(1, 1, (call) => ({
      ...server.usual(call),
      headers: { 'x-ratelimit-remaining-minute': 'soon', 'x-ratelimit-endpoint-cost': '-1' },
    }));
    expect((await readSalesloft(server)).waits).toEqual([]);
  });
});

describe('a limit that other integrations use up', () => {
  const busy: Reply = { status: 429, json: { error: 'outside-words' }, headers: { date: DATE } };

  test('is waited for until the next minute of their clock', async () => {
    const server = await company();
    server.fault(2, 1, () => busy);
    const { end, waits } = await readSalesloft(server, { tuning: { nowMs: clock() } });
    expect(end.completeness).toBe('complete');
    expect(waits).toHaveLength(1);
    near(seconds(waits)[0]);
  });

  test('is waited for as long as it is asked to, where it says so', async () => {
    const server = await company();
    server.fault(2, 1, () => ({ ...busy, headers: { 'retry-after': '7' } }));
    expect(seconds((await readSalesloft(server)).waits)).toEqual([7]);
  });

  test('is not waited for without end: the read fails, and says why', async () => {
    const server = await company();
    server.fault(2, 99, () => busy);
    await expect(readSalesloft(server, { tuning: { nowMs: clock() } })).rejects.toMatchObject({
      code: 'ERR_SOURCE_BUSY',
      message: expect.stringContaining('its rate limit is used up, also by others'),
    });
    expect(server.calls.filter(({ query }) => query.get('page') === '2')).toHaveLength(5);
  });

  test('a list that gets one page a minute stops after an hour, and is partial', async () => {
    const users = Array.from({ length: 300 }, (_, at) =>
      salesloftUser(at + 1, `U${at} Person`, { team_admin: at === 0 }),
    );
    const server = await salesloftServer({ users, me: 1, pageSize: 2 });
    let now = Math.floor(Date.now() / 60_000) * 60_000;
    const waits: number[] = [];
    for (let page = 1; page <= 150; page += 1)
      server.fault(page, 1, (call) => ({
        ...server.usual(call),
        headers: { ...left(2), date: new Date(now).toUTCString() },
      }));
    const { accounts, end, gaps } = await readSalesloft(server, {
      tuning: {
        nowMs: () => now,
        sleep: async (ms) => {
          waits.push(ms);
          now += ms;
        },
      },
    });
    expect([end.completeness, gaps]).toEqual(['partial', ['page_failed']]);
    expect(accounts.length).toBeGreaterThan(100);
    expect(waits.length).toBeLessThan(65);
  });
});

/** A clock of its own, which stands still but for waits that nobody makes. */
function clock(): () => number {
  const now = Date.parse(DATE);
  return () => now;
}
