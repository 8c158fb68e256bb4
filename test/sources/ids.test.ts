import { describe, expect, test } from 'vitest';
import { isTypeName, isUsualId, readId } from '../../src/sources/cells/ids.ts';

describe('what a cell that should hold an id says', () => {
  test.each([
    ['System.Object[]', 'name of a type'],
    ['System.String[]', 'name of a type'],
    ['System.Int32', 'name of a type'],
    ['System.Collections.Generic.List`1[System.String]', 'name of a type'],
    ['Microsoft.ActiveDirectory.Management.ADPropertyValueCollection', 'name of a type'],
    ['Deserialized.Microsoft.Exchange.Data.ProxyAddressCollection', 'name of a type'],
    ['[object Object]', 'name of a type'],
    ['@{Id=7}', 'name of a type'],
    ['#REF!', 'error of a spreadsheet'],
    ['#NAME?', 'error of a spreadsheet'],
    ['#VALUE!', 'error of a spreadsheet'],
    ['#DIV/0!', 'error of a spreadsheet'],
    ['#BEZUG!', 'error of a spreadsheet'],
    ['#NV', 'error of a spreadsheet'],
    ['#VALEUR!', 'error of a spreadsheet'],
    ['#####', 'error of a spreadsheet'],
    ['Err:502', 'error of a spreadsheet'],
    ['see HR', 'where there is none'],
    ['siehe HR', 'where there is none'],
    ['xxx', 'where there is none'],
    ['NaN', 'where there is none'],
    ['k.A.', 'where there is none'],
    ['1,23457E+19', 'shortened by a spreadsheet'],
    ['1.23E+17', 'shortened by a spreadsheet'],
    ['1,23456789012346E+019', 'shortened by a spreadsheet'],
    ['="0000"', 'only zeros'],
  ])('%s is no id: it %s', (raw, why) => {
    expect(isUsualId(raw)).toBe(false);
    expect(readId(raw)).toMatchObject({ id: null, why: expect.stringContaining(why) });
  });

  test.each([
    ['="00777"', '00777'],
    ["'00777", '00777'],
    ["'00777'", '00777'],
    ['"00777"', '00777'],
    ['=" 00777 "', '00777'],
  ])('%s stands for %s, behind a mark', (raw, id) => {
    expect(readId(raw)).toEqual({ id, why: null, isMarked: true });
  });

  test.each([
    ['\u00a000777\u00a0', '00777'],
    ['\ufeff00777', '00777'],
    ['system.admin', 'system.admin'],
    ['Microsoft', 'Microsoft'],
    ['#123', '#123'],
    ['E-17', 'E-17'],
    ['x7', 'x7'],
    ["o'neil", "o'neil"],
  ])('%j is the id %s as it stands', (raw, id) => {
    expect(readId(raw)).toEqual({ id, why: null, isMarked: false });
  });

  test.each(['', '  ', 'n/a', '#N/A', '=""', "'", '="n/a"'])('%j says nothing', (raw) => {
    expect(readId(raw)).toMatchObject({ id: null, why: null });
  });

  test.each(['Ada System', 'system.string', 'Microsoft 365', 'a@b.co', ''])('%j is not the name of a type', (raw) => {
    expect(isTypeName(raw)).toBe(false);
  });
});
