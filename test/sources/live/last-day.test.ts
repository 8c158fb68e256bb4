import { describe, expect, test } from 'vitest';
import { carriedOver, lastDayIn, withLastDay } from '../../../src/sources/live/last-day.ts';
import { identityRow } from '../../helpers/model-builders.ts';

const NOW = '2026-11-24T12:00:00.000Z';

describe('when a last day is', () => {
  const cases: readonly [string, string, string | null, boolean][] = [
    ['a day', '2026-10-02', '2026-10-02T00:00:00.000Z', true],
    ['a day as midnight', '2026-10-02T00:00:00Z', '2026-10-02T00:00:00.000Z', true],
    ['a moment', '2026-10-02T17:00:00+02:00', '2026-10-02T15:00:00.000Z', false],
    ['a time without an offset: its day', '2026-10-02T17:00:00', '2026-10-02T00:00:00.000Z', true],
    ['the German form', '31.10.2026', '2026-10-31T00:00:00.000Z', true],
    ['blank', ' ', null, false],
    ['Graph’s word for none', '0001-01-01T00:00:00Z', null, false],
    ['the first day of an epoch', '1970-01-01T00:00:00Z', null, false],
    ['the first day of another', '1601-01-01', null, false],
    ['never', '9999-12-31T23:59:59Z', null, false],
    ['zero', '0', null, false],
    ['a count of Active Directory that means never', '9223372036854775807', null, false],
    ['one of two days', '03/04/2026', null, false],
    ['a word', 'tbd', null, false],
  ];
  for (const [name, text, at, dateOnly] of cases)
    test(name, () => {
      expect(lastDayIn('endDate', text)).toEqual(at === null ? null : { header: 'endDate', on: { at, dateOnly } });
    });
});

describe('what it makes of a status', () => {
  const day = (text: string) => lastDayIn('endDate', text);
  const nothing = (status: string) => ({ status, contradiction: null, leavesOn: null });

  test('over, of somebody who can sign in: neither of the two holds', () => {
    expect(withLastDay('active', day('2026-11-20'), NOW)).toEqual({
      status: 'unknown',
      contradiction: 'endDate 2026-11-20',
      leavesOn: null,
    });
  });

  test('ahead: it is reported, and ends nothing', () => {
    expect(withLastDay('active', day('2026-12-31'), NOW)).toEqual({
      status: 'active',
      contradiction: null,
      leavesOn: { at: '2026-12-31T00:00:00.000Z', dateOnly: true },
    });
  });

  test('the day itself is not over while it lasts somewhere', () => {
    expect(withLastDay('active', day('2026-11-24'), NOW).status).toBe('active');
    expect(withLastDay('active', day('2026-11-23'), '2026-11-24T11:00:00.000Z').status).toBe('active');
    expect(withLastDay('active', day('2026-11-23'), NOW).status).toBe('unknown');
  });

  test.each(['deactivated', 'deleted', 'suspended'] as const)('nothing of somebody who is %s', (status) => {
    expect(withLastDay(status, day('2026-11-20'), NOW)).toEqual(nothing(status));
    expect(withLastDay(status, day('2026-12-20'), NOW)).toEqual(nothing(status));
  });

  test('a row that is carried over is weighed anew: its day passed meanwhile', () => {
    const row = identityRow({ leavesOn: { at: '2026-11-20T00:00:00.000Z', dateOnly: true } });
    expect(carriedOver(row, '2026-11-20T12:00:00.000Z')).toEqual(row);
    expect(carriedOver(row, NOW)).toMatchObject({
      status: 'unknown',
      contradiction: '"last day" 2026-11-20',
      leavesOn: null,
    });
  });
});
