import { describe, expect, test } from 'vitest';
import { ClariIdentityError } from '../../src/model/errors.ts';
import { readIso } from '../../src/model/iso.ts';
import { parseInstant } from '../../src/model/parse-instant.ts';
import { timeZone } from '../../src/model/time-zone.ts';

describe('a time that a person states', () => {
  test.each([
    ['2026-03-05', '2026-03-05T00:00:00.000Z'],
    ['2026-03-05T14:30:00Z', '2026-03-05T14:30:00.000Z'],
    ['2026-03-05T14:30:00.250Z', '2026-03-05T14:30:00.250Z'],
    ['2026-03-05T14:30Z', '2026-03-05T14:30:00.000Z'],
    ['2026-03-05 14:30:00Z', '2026-03-05T14:30:00.000Z'],
    ['2026-03-05T14:30:00+01:00', '2026-03-05T13:30:00.000Z'],
    ['2026-03-05T14:30:00-0800', '2026-03-05T22:30:00.000Z'],
    ['2026-03-05T00:30:00+14', '2026-03-04T10:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    [' 2026-03-05 ', '2026-03-05T00:00:00.000Z'],
    ['20261128T090000Z', '2026-11-28T09:00:00.000Z'],
    ['20261128T100000+0100', '2026-11-28T09:00:00.000Z'],
    ['20261128', '2026-11-28T00:00:00.000Z'],
    ['20141026045227.0Z', '2014-10-26T04:52:27.000Z'],
    ['9999-12-31', '9999-12-31T00:00:00.000Z'],
    ['2026-03-05T14:30:00.123456Z', '2026-03-05T14:30:00.123Z'],
  ])('%s is %s', (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });

  test.each([
    ['2026-03-05T14:30:00', 'no offset'],
    ['2026-03-05 14:30', 'no offset'],
    ['2026-02-30', 'no such date'],
    ['2026-02-30T00:00:00Z', 'no such date'],
    ['2025-02-29T00:00:00Z', 'no such date'],
    ['2026-13-01', 'no such date'],
    ['2026-03-05T25:00:00Z', 'no such date'],
    ['2026-03-05T14:60:00Z', 'no such date'],
    ['2026-03-05T14:30:00+15:00', 'no such date'],
    ['0000-01-01T00:00:00Z', 'no such date'],
    ['yesterday', 'not written in ISO'],
    ['03/05/2026', 'not written in ISO'],
    ['1770000000', 'not written in ISO'],
    ['', 'is empty'],
    ['2026-W48-5', 'weeks of the year'],
    ['2026-332', 'weeks of the year'],
    ['20261332', 'no such date'],
    ['20261128T090000', 'no offset'],
    ['9999-12-31T23:00:00-02:00', 'no such date'],
  ])('%s is refused: %s', (text, why) => {
    expect(() => parseInstant(text)).toThrow(ClariIdentityError);
    expect(() => parseInstant(text)).toThrow(why);
  });

  test.each([
    ['2026-03-05T14:30:00', 'Europe/Berlin', '2026-03-05T13:30:00.000Z'],
    ['2026-07-05 14:30', 'Europe/Berlin', '2026-07-05T12:30:00.000Z'],
    ['2026-07-05 14:30', 'America/New_York', '2026-07-05T18:30:00.000Z'],
    ['2026-07-05 14:30', 'Asia/Kolkata', '2026-07-05T09:00:00.000Z'],
    ['2026-07-05T14:30:00Z', 'Asia/Kolkata', '2026-07-05T14:30:00.000Z'],
    ['2026-03-29 01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29 03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ])('%s on a clock in %s is %s', (text, zone, at) => {
    expect(parseInstant(text, timeZone(zone))).toBe(at);
  });

  test.each([
    ['2026-03-29 02:30', 'Europe/Berlin', 'went forward'],
    ['2026-10-25 02:30', 'Europe/Berlin', 'it is 2026-10-25T00:30:00.000Z or 2026-10-25T01:30:00.000Z'],
    ['2026-11-01 01:30', 'America/New_York', 'twice'],
  ])('%s on a clock in %s is refused: %s', (text, zone, why) => {
    expect(() => parseInstant(text, timeZone(zone))).toThrow(why);
  });

  test.each(['PST', 'Berlin', '', 'Europe/Bielefeld', '+25:00'])('%j is no time zone', (name) => {
    expect(() => timeZone(name)).toThrow('no time zone');
  });

  test('the fast path reads what the slow one reads', () => {
    for (const day of [
      '2026-01-31',
      '2026-04-30',
      '2026-04-31',
      '2000-02-29',
      '1900-02-29',
      '2026-00-10',
      '2026-10-00',
    ]) {
      const [fast, slow] = [readIso(`${day}T10:20:30Z`), readIso(`${day}T10:20:30+00:00`)];
      expect(fast, day).toEqual(slow);
    }
  });
});
