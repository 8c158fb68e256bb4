import { describe, expect, test } from 'vitest';
import { momentReader } from '../../src/sources/moments.ts';
import { NOW } from './reading.ts';

const readMoment = momentReader(NOW);

describe('times in cells', () => {
  test.each([
    ['2026-03-05T14:30:00Z', '2026-03-05T14:30:00.000Z'],
    ['2026-03-05T14:30:00.000+0000', '2026-03-05T14:30:00.000Z'],
    ['2026-03-05 14:30:00 UTC', '2026-03-05T14:30:00.000Z'],
    ['2026/03/05 14:30 +02:00', '2026-03-05T12:30:00.000Z'],
    ['Mar 5, 2026 2:30 PM UTC', '2026-03-05T14:30:00.000Z'],
    ['Mar 5, 2026 12:05 AM GMT', '2026-03-05T00:05:00.000Z'],
    ['Thu, 05 Mar 2026 14:30:00 GMT', '2026-03-05T14:30:00.000Z'],
    ['5 March 2026 at 14:30 GMT+01:00', '2026-03-05T13:30:00.000Z'],
    ['13/05/2026 10:00Z', '2026-05-13T10:00:00.000Z'],
    ['1772721000', '2026-03-05T14:30:00.000Z'],
    ['1772721000000', '2026-03-05T14:30:00.000Z'],
    ['20260305T14:30:00Z', '2026-03-05T14:30:00.000Z'],
  ])('%s is an instant', (text, at) => {
    expect(readMoment(text)).toEqual({ kind: 'moment', moment: { at, dateOnly: false } });
  });

  test.each([
    ['2026-03-05', '2026-03-05'],
    ['2026/03/05', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['Mar 5, 2026', '2026-03-05'],
    ['March 5 2026', '2026-03-05'],
    ['Mar. 5th, 2026', '2026-03-05'],
    ['5 Mar 2026', '2026-03-05'],
    ['05-Mar-2026', '2026-03-05'],
    ['Thursday, 5 March 2026', '2026-03-05'],
    ['03/13/2026', '2026-03-13'],
    ['13/03/2026', '2026-03-13'],
    ['13.03.2026', '2026-03-13'],
    ['05/05/2026', '2026-05-05'],
    ['11/24/2026', '2026-11-24'],
  ])('%s is the day %s, as its earliest instant', (text, day) => {
    expect(readMoment(text)).toEqual({ kind: 'moment', moment: { at: `${day}T00:00:00.000Z`, dateOnly: true } });
  });

  test.each([
    ['03/05/2026', 'month/day or as day/month'],
    ['3-5-2026', 'month/day or as day/month'],
    ['05.03.2026', 'month/day or as day/month'],
    ['03/05/2026 14:30 UTC', 'month/day or as day/month'],
    ['03/05/26', 'year of two digits'],
    ['13/05/26', 'year of two digits'],
    ['5 Mar 26', 'year of two digits'],
    ['2026-03-05T14:30:00', 'without an offset'],
    ['2026-03-05 14:30', 'without an offset'],
    ['03/13/2026 2:30 PM', 'without an offset'],
    ['Mar 5, 2026 2:30 PM', 'without an offset'],
    ['2026-02-30', 'does not exist'],
    ['31/04/2026', 'does not exist'],
    ['13/13/2026', 'does not exist'],
    ['2026-03-05T25:00:00Z', 'does not exist'],
    ['Mar 5, 2026 13:30 PM UTC', 'does not exist'],
    ['2031-01-01', 'in the future'],
    ['2026-11-27T00:00:00Z', 'in the future'],
    ['9999-12-31T00:00:00Z', 'does not exist'],
    ['1904-01-01', 'before 1990'],
    ['45000', "spreadsheet's day number"],
    ['46086.604', "spreadsheet's day number"],
    ['3 days ago', 'not a date'],
    ['5 Maerz 2026', 'not a date'],
    ['2026-03', 'not a date'],
    ['yes', 'not a date'],
  ])('%s is set aside: %s', (text, why) => {
    const reading = readMoment(text);
    expect(reading.kind).toBe('unknown');
    expect(reading.kind === 'unknown' ? reading.why : '').toContain(why);
  });

  test.each(['', '  ', '-', 'never', 'Never logged in', 'N/A', 'null', '0', '0001-01-01T00:00:00Z', '\u200b'])(
    '%j says nothing',
    (text) => {
      expect(readMoment(text)).toEqual({ kind: 'blank' });
    },
  );

  test('tomorrow is still possible, since it has begun somewhere', () => {
    expect(readMoment('2026-11-25').kind).toBe('moment');
    expect(readMoment('2026-11-26').kind).toBe('unknown');
  });
});
