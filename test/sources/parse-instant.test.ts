import { describe, expect, test } from 'vitest';
import { ClariIdentityError } from '../../src/model/errors.ts';
import { readIso } from '../../src/model/iso.ts';
import { parseInstant } from '../../src/model/parse-instant.ts';

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
    ['', 'not written in ISO'],
  ])('%s is refused: %s', (text, why) => {
    expect(() => parseInstant(text)).toThrow(ClariIdentityError);
    expect(() => parseInstant(text)).toThrow(why);
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
