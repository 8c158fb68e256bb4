import { describe, expect, test } from 'vitest';
import type { AccountObservation } from '../../../src/model/observation.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { accountById, accountsOf, users } from './feed.ts';

type Row = Partial<AccountObservation>;

interface Case {
  readonly name: string;
  readonly old: Row;
  readonly fresh: Row;
  readonly over?: Partial<Snapshot>;
  readonly renamed: boolean;
}

const CASES: readonly Case[] = [
  {
    name: 'the same name in another order',
    old: { exportId: 'u1', name: 'Jo Doe' },
    fresh: { exportId: 'u2', name: 'DOE, Jo' },
    renamed: true,
  },
  {
    name: 'the same name in another spelling',
    old: { exportId: 'u1', name: 'Jürgen Müller' },
    fresh: { exportId: 'u2', name: 'Juergen Mueller' },
    renamed: true,
  },
  {
    name: 'the same CRM id',
    old: { exportId: 'u1', crmId: '0055g000001AbCd' },
    fresh: { exportId: 'u2', crmId: '0055g000001AbCdAAK' },
    renamed: true,
  },
  {
    name: 'the same employee id',
    old: { exportId: 'u1', employeeId: 'E7' },
    fresh: { exportId: 'u2', employeeId: 'e7' },
    renamed: true,
  },
  {
    name: 'the same e-mail',
    old: { exportId: 'u1', email: 'jo@acme.com' },
    fresh: { exportId: 'u2', email: 'jo@acme.com' },
    renamed: true,
  },
  {
    name: 'an address that changed, known by the name',
    old: { email: 'jo.doe@acme.com', name: 'Jo Doe' },
    fresh: { email: 'jo.roe@acme.com', name: 'Jo Doe' },
    renamed: true,
  },
  {
    name: 'nothing in common',
    old: { exportId: 'u1', name: 'Jo Doe' },
    fresh: { exportId: 'u2', name: 'Sam Roe' },
    renamed: false,
  },
  {
    name: 'a placeholder for an employee id is nothing in common',
    old: { exportId: 'u1', employeeId: 'N/A' },
    fresh: { exportId: 'u2', employeeId: 'n/a' },
    renamed: false,
  },
  {
    name: 'a list of active accounts had to lack an account that was inactive',
    old: { exportId: 'u1', name: 'Jo Doe', status: 'inactive' },
    fresh: { exportId: 'u2', name: 'Jo Doe' },
    over: { filter: 'active' },
    renamed: false,
  },
  {
    name: 'the other app’s account of the same person is no rename',
    old: { exportId: 'u1', name: 'Jo Doe' },
    fresh: { exportId: 'u2', name: 'Jo Doe', app: 'copilot' },
    renamed: false,
  },
];

const idOf = (row: Row) => row.exportId ?? `clari:${row.email}`;
const stays: Row = { exportId: 'u9', name: 'Stays Here' };

describe('an account that is gone while a look-alike appears', () => {
  test.each(CASES)('$name: maybe renamed $renamed', ({ old, fresh, over, renamed }) => {
    const accounts = accountsOf(users('2026-11-01', [old, stays]), users('2026-11-02', [fresh, stays], over));
    const gone = accountById(accounts, idOf(old));
    expect(gone.status).toBe('absent');
    expect(gone.maybeRenamedTo).toEqual(renamed ? [idOf(fresh)] : []);
  });

  const jo: Row = { exportId: 'u1', name: 'Jo Doe' };
  const double: Row = { exportId: 'u2', name: 'Jo Doe' };

  test('a namesake who was there before is no rename', () => {
    const accounts = accountsOf(users('2026-11-01', [jo, double]), users('2026-11-02', [double]));
    expect(accountById(accounts, 'u1').maybeRenamedTo).toEqual([]);
  });

  test('a namesake who came after the absence is no rename', () => {
    const accounts = accountsOf(
      users('2026-11-01', [jo, stays]),
      users('2026-11-02', [stays]),
      users('2026-11-03', [double, stays]),
    );
    expect(accountById(accounts, 'u1').maybeRenamedTo).toEqual([]);
  });

  test('a namesake in an incomplete read before the absence is one', () => {
    const accounts = accountsOf(
      users('2026-11-01', [jo, stays]),
      users('2026-11-02', [double], { completeness: 'unknown' }),
      users('2026-11-03', [double, stays]),
    );
    expect(accountById(accounts, 'u1').maybeRenamedTo).toEqual(['u2']);
  });

  test('thousands of one name stay cheap, and only some are named', () => {
    const rowsOf = (prefix: string): Row[] =>
      Array.from({ length: 5_000 }, (_, index) => ({ exportId: `${prefix}${index}`, name: 'John Smith' }));
    const accounts = accountsOf(users('2026-11-01', rowsOf('a')), users('2026-11-02', rowsOf('b')));
    expect(accountById(accounts, 'a0').maybeRenamedTo).toHaveLength(10);
  });
});
