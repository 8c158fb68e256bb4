import { describe, expect, test } from 'vitest';
import type { DeadlineState } from '../../src/model/plan.ts';
import { changedFacts } from '../../src/plan/changed-facts.ts';
import { seatCost } from '../../src/plan/cost.ts';
import { type DeadlineFacts, deadline } from '../../src/plan/deadline.ts';

const HOUR = 3_600_000;
const base: DeadlineFacts = {
  revokedAt: '2026-11-20T08:00:00.000Z',
  basis: 'event',
  slaMs: 24 * HOUR,
  now: '2026-11-20T12:00:00.000Z',
  noDeadline: false,
  settledAt: null,
};
const LATER = '2026-12-01T00:00:00.000Z';
const DUE = '2026-11-21T08:00:00.000Z';

describe('deadline', () => {
  const cases: readonly (readonly [string, Partial<DeadlineFacts>, string | null, DeadlineState])[] = [
    ['open, in time', {}, DUE, 'running'],
    ['open, at the very moment', { now: DUE }, DUE, 'running'],
    ['open, a millisecond after', { now: '2026-11-21T08:00:00.001Z' }, DUE, 'late'],
    ['closed in time', { settledAt: '2026-11-21T07:59:59.999Z', now: '2026-12-01T00:00:00.000Z' }, DUE, 'met'],
    ['closed at the very moment', { settledAt: DUE }, DUE, 'met'],
    ['closed late', { settledAt: '2026-11-21T08:00:00.001Z' }, DUE, 'late'],
    ['closed before access ended', { settledAt: '2026-11-01T00:00:00.000Z' }, DUE, 'met'],
    ['from the status change that is the revocation', { basis: 'status_changed' }, DUE, 'running'],
    ['no time', { revokedAt: null }, null, 'unknown'],
    ['a time that rests on nothing', { basis: 'unknown' }, null, 'unknown'],
    ['no time, though closed', { revokedAt: null, settledAt: DUE }, null, 'unknown'],
    ['nothing was revoked', { revokedAt: null, basis: null }, null, 'none'],
    ['may be leave', { noDeadline: true }, null, 'none'],
    ['may be leave, long ago', { noDeadline: true, now: '2027-11-20T12:00:00.000Z' }, null, 'none'],
    ['seen open after it', { now: LATER, openAt: '2026-11-21T09:00:00.000Z' }, DUE, 'late'],
    ['last seen open before it, nothing since', { now: LATER, openAt: '2026-11-20T09:00:00.000Z' }, DUE, 'unknown'],
    ['never seen open', { now: LATER, openAt: null }, DUE, 'unknown'],
    [
      'seen open before it and closed after it',
      { now: LATER, openAt: '2026-11-20T09:00:00.000Z', settledAt: '2026-11-25T09:00:00.000Z' },
      DUE,
      'unknown',
    ],
    ['seen open before it and closed before it', { openAt: '2026-11-20T09:00:00.000Z', settledAt: DUE }, DUE, 'met'],
    ['a service level of nothing', { slaMs: 0 }, '2026-11-20T08:00:00.000Z', 'late'],
  ];
  test.each(cases)('%s', (_, over, dueAt, state) => {
    expect(deadline({ ...base, ...over })).toEqual({ dueAt, state });
  });

  test('a caller that does not say what the time rests on is taken at its word', () => {
    const { basis: _, ...rest } = base;
    expect(deadline(rest)).toEqual({ dueAt: DUE, state: 'running' });
  });
});

describe('seat cost', () => {
  test.each([
    [365, 1200, 1200],
    [1, 1200, 3.29],
    [10, 1200, 32.88],
    [0, 1200, 0],
    [30, 99.99, 8.22],
  ])('%d days at %d a year are %d', (days, amount, cost) => {
    expect(seatCost(days, { amount, currency: 'EUR' })).toEqual({ amount: cost, currency: 'EUR' });
  });

  test('no price, no cost', () => {
    expect(seatCost(1000, null)).toBeNull();
  });
});

describe('changed facts', () => {
  test.each([
    ['nothing', { a: '1', b: '2' }, { b: '2', a: '1' }, []],
    ['one', { a: '1', b: '2' }, { a: '1', b: '3' }, ['b']],
    ['several, sorted', { b: '1', a: '1' }, { a: '2', b: '2' }, ['a', 'b']],
    ['one that only one plan has', { a: '1', old: '1' }, { a: '1', young: '1' }, ['old', 'young']],
  ])('%s', (_, before, now, names) => {
    expect(changedFacts(before, now)).toEqual(names);
  });
});
