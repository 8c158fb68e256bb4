import { describe, expect, test } from 'vitest';
import type { ForecastObservation, OpportunityObservation } from '../../src/model/observation.ts';
import { handover, type OwnerNames } from '../../src/plan/handover.ts';

const OWNER: OwnerNames = {
  crmIds: ['0055f000001AbCdEFG'],
  emails: ['ana@acme.com'],
  names: ['Ana Lee'],
  nameIsTheirsAlone: true,
};
const FROM = { fileName: 'report.csv', asOf: '2026-11-20T08:00:00.000Z', complete: true, stale: false };

function opportunity(over: Partial<OpportunityObservation>): OpportunityObservation {
  return {
    line: 2,
    key: 'opp:1',
    opportunityId: '0064x00000MaqIE',
    name: 'Deal',
    accountName: 'Data Pulse',
    ownerId: null,
    ownerName: null,
    ownerEmail: null,
    stage: 'Proposal',
    forecastCategory: null,
    amountRaw: '1000',
    amount: 1000,
    currency: 'USD',
    closeDate: null,
    closed: false,
    ...over,
  };
}

const NONE = { rows: [], from: null, dropped: 0 };
const of = (rows: readonly OpportunityObservation[], owner: OwnerNames = OWNER) =>
  handover(owner, { rows, from: FROM, dropped: 0 }, NONE);

describe('whose an opportunity is', () => {
  test.each([
    ['the 18-character id', { ownerId: '0055f000001AbCdEFG' }, 1],
    ['its 15-character form', { ownerId: '0055f000001AbCd' }, 1],
    ['an id that differs in case alone', { ownerId: '0055f000001abcd' }, 0],
    ['another id under the same name', { ownerId: '0055f000001ZZZZ', ownerName: 'Ana Lee' }, 0],
    ['the e-mail', { ownerEmail: 'ana@acme.com' }, 1],
    ['another e-mail under the same name', { ownerEmail: 'ana.lee@acme.com', ownerName: 'Ana Lee' }, 0],
    ['the name, which nobody else bears', { ownerName: 'ana lee ' }, 1],
    ['another name', { ownerName: 'Ana Leroy' }, 0],
    ['nobody', {}, 0],
  ])('%s', (_what, over, count) => {
    expect(of([opportunity(over)]).opportunities).toHaveLength(count);
  });

  test('a name that two people bear is nobody’s: counted, not taken', () => {
    const shared = of([opportunity({ ownerName: 'Ana Lee' })], { ...OWNER, nameIsTheirsAlone: false });
    expect(shared.opportunities).toEqual([]);
    expect(shared.ambiguousOwnerRows).toBe(1);
  });
});

test('totals never cross currencies; blanks are counted, negatives add up, a repeated row counts once', () => {
  const mine = { ownerEmail: 'ana@acme.com' };
  const result = of([
    opportunity({ ...mine, key: 'opp:1', amount: 0.1 }),
    opportunity({ ...mine, key: 'opp:2', amount: 0.2 }),
    opportunity({ ...mine, key: 'opp:2', amount: 0.2 }),
    opportunity({ ...mine, key: 'opp:3', amount: -50, currency: 'EUR' }),
    opportunity({ ...mine, key: 'opp:4', amount: null, amountRaw: null, currency: 'EUR' }),
    opportunity({ ...mine, key: 'opp:5', amount: 7, currency: null }),
  ]);
  expect(result.totals).toEqual([
    { currency: 'EUR', amount: -50, opportunities: 2, withoutAmount: 1 },
    { currency: 'USD', amount: 0.3, opportunities: 2, withoutAmount: 0 },
    { currency: null, amount: 7, opportunities: 1, withoutAmount: 0 },
  ]);
});

test('of weekly forecast values the last one of a kind stays', () => {
  const row = (line: number, dataType: string, valueRaw: string): ForecastObservation => ({
    line,
    key: 'id:1',
    email: 'ana@acme.com',
    crmId: null,
    field: 'Net Commit',
    period: 'FY27 Q2',
    dataType,
    valueRaw,
    value: null,
    currency: null,
  });
  const rows = [row(2, 'Forecast Value', '10'), row(3, 'Forecast Value', '12'), row(4, 'Quota Value', '99')];
  expect(
    handover(OWNER, NONE, { rows, from: FROM, dropped: 0 }).forecasts.map((one) => [one.dataType, one.valueRaw]),
  ).toEqual([
    ['Forecast Value', '12'],
    ['Quota Value', '99'],
  ]);
});
