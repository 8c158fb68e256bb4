import { describe, expect, test } from 'vitest';
import { timeZone } from '../../src/model/time-zone.ts';
import { isNever, momentReader } from '../../src/sources/cells/moments.ts';
import { NOW } from './reading.ts';

const readMoment = momentReader(NOW);
const inBerlin = momentReader(NOW, { zone: timeZone('Europe/Berlin') });

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
    ['20260305T143000Z', '2026-03-05T14:30:00.000Z'],
    ['20260305T1530+0100', '2026-03-05T14:30:00.000Z'],
    ['20260305143000.0Z', '2026-03-05T14:30:00.000Z'],
    ['20260305143000Z', '2026-03-05T14:30:00.000Z'],
    ['134171946000000000', '2026-03-05T14:30:00.000Z'],
    ['134171946000000120', '2026-03-05T14:30:00.000Z'],
  ])('%s, as directories and logs write it, is an instant', (text, at) => {
    expect(readMoment(text)).toEqual({ kind: 'moment', moment: { at, dateOnly: false } });
  });

  test.each([
    ['2026-03-05T14:30:00', '2026-03-05', 'has no offset'],
    ['2026-03-05 14:30', '2026-03-05', 'has no offset'],
    ['20260305143000', '2026-03-05', 'has no offset'],
    ['2026/03/05 07:55:13', '2026-03-05', 'has no offset'],
    ['03/13/2026 2:30 PM', '2026-03-13', 'has no offset'],
    ['3/13/2026 12:00:00 AM', '2026-03-13', 'has no offset'],
    ['31.10.2026 14:05', '2026-10-31', 'has no offset'],
    ['Mar 5, 2026 2:30 PM', '2026-03-05', 'has no offset'],
    ['03/13/2026 2:30 PM PDT', '2026-03-13', 'by letters'],
    ['2026-03-05 23:59 CET', '2026-03-05', 'by letters'],
    ['46326', '2026-10-31', 'day number'],
    ['46086.604', '2026-03-05', 'has no offset'],
    ['46086,604', '2026-03-05', 'has no offset'],
  ])('of %s the day %s is kept, and reported', (text, day, note) => {
    expect(readMoment(text)).toEqual({
      kind: 'moment',
      moment: { at: `${day}T00:00:00.000Z`, dateOnly: true },
      note: expect.stringContaining(note),
    });
  });

  test.each([
    ['31.10.2026 14:05', '2026-10-31T13:05:00.000Z'],
    ['2026-07-01 14:05', '2026-07-01T12:05:00.000Z'],
    ['2026-07-01T00:30:00', '2026-06-30T22:30:00.000Z'],
    ['46086.5', '2026-03-05T11:00:00.000Z'],
    ['2026-07-01T14:05:00Z', '2026-07-01T14:05:00.000Z'],
  ])('%s on a clock in Berlin is %s', (text, at) => {
    expect(inBerlin(text)).toEqual({ kind: 'moment', moment: { at, dateOnly: false } });
  });

  test.each([
    ['2026-03-29 02:30', '2026-03-29', 'showed never'],
    ['2026-10-25 02:30', '2026-10-25', 'showed twice'],
    ['2026-10-25 02:30 CEST', '2026-10-25', 'by letters'],
  ])('%s in Berlin keeps its day', (text, day, note) => {
    expect(inBerlin(text)).toEqual({
      kind: 'moment',
      moment: { at: `${day}T00:00:00.000Z`, dateOnly: true },
      note: expect.stringContaining(note),
    });
  });

  test.each([
    ...['0', '-1', '9223372036854775807', '9223372036854770000', '9,22337E+18', '9.22337203685478E+018'],
    ...['1601-01-01', '1601-01-01T00:00:00Z', '01.01.1601 01:00', '12/31/1600 4:00:00 PM', '16010101000000.0Z'],
    ...['1899-12-30', '1900-01-00', '00.01.1900', '1/0/1900', '1900-01-01', '1904-01-01', '1753-01-01 00:00:00'],
    ...['1970-01-01', '1970-01-01T00:00:00Z', '1970-01-01 01:00:00', '12/31/1969 4:00 PM', '1970-01-01T01:00:00+01:00'],
    ...['0000-00-00', '0000-00-00 00:00:00', '00/00/0000', '00.00.0000', '00000000', '0001-01-01T00:00:00Z'],
    ...[
      '01/01/0001 00:00:00',
      '9999-12-31',
      '9999-12-31T00:00:00Z',
      '31.12.9999',
      '99991231',
      '2999-12-31',
      '12/31/2099',
    ],
  ])('%s stands for no date', (text) => {
    expect(readMoment(text)).toEqual({ kind: 'never' });
    expect(inBerlin(text)).toEqual({ kind: 'never' });
    expect(isNever(text)).toBe(true);
  });

  test.each([
    '',
    'n/a',
    '2026-03-05',
    '2031-01-01',
    '1970-01-02',
    '1970-01-01T00:00:01Z',
    'soon',
    '31/10/0026',
    '01012026',
  ])('%j does not stand for no date', (text) => {
    expect(isNever(text)).toBe(false);
  });

  test('dates to come are read where they are asked for', () => {
    const read = momentReader(NOW, { ahead: true });
    expect(read('2031-01-01')).toMatchObject({ kind: 'moment', moment: { at: '2031-01-01T00:00:00.000Z' } });
    expect(read('9999-12-31')).toEqual({ kind: 'never' });
    expect(readMoment('2031-01-01')).toMatchObject({ kind: 'unknown' });
  });

  test.each([
    ['03/05/2026', 'month/day or as day/month'],
    ['3-5-2026', 'month/day or as day/month'],
    ['05.03.2026', 'month/day or as day/month'],
    ['03/05/2026 14:30 UTC', 'month/day or as day/month'],
    ['03/05/26', 'year of two digits'],
    ['13/05/26', 'year of two digits'],
    ['5 Mar 26', 'year of two digits'],
    ['2026-02-30', 'does not exist'],
    ['31/04/2026', 'does not exist'],
    ['13/13/2026', 'does not exist'],
    ['2026-03-05T25:00:00Z', 'does not exist'],
    ['Mar 5, 2026 13:30 PM UTC', 'does not exist'],
    ['2031-01-01', 'in the future'],
    ['2026-11-27T00:00:00Z', 'in the future'],
    ['1904-01-02', 'before 1990'],
    ['12345', 'before 1990'],
    ['2026-W48-5', 'weeks or days of the year'],
    ['2026W485', 'weeks or days of the year'],
    ['2026-332', 'weeks or days of the year'],
    ['31/10/0026', 'does not exist'],
    ['3 days ago', 'not a date'],
    ['5 Brumaire 2026', 'not a date'],
    ['2026-03', 'not a date'],
    ['yes', 'not a date'],
  ])('%s is set aside: %s', (text, why) => {
    const reading = readMoment(text);
    expect(reading.kind).toBe('unknown');
    expect(reading.kind === 'unknown' ? reading.why : '').toContain(why);
  });

  test.each(['', '  ', '-', 'never', 'Never logged in', 'N/A', 'null', 'NaT', '\u200b'])('%j says nothing', (text) => {
    expect(readMoment(text)).toEqual({ kind: 'blank' });
  });

  test('tomorrow is still possible, since it has begun somewhere', () => {
    expect(readMoment('2026-11-25').kind).toBe('moment');
    expect(readMoment('2026-11-26').kind).toBe('unknown');
  });
});
