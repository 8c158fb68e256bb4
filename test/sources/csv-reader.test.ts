import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { CsvReader, type CsvRow } from '../../src/sources/csv/csv-reader.ts';

function readPieces(pieces: readonly string[], delimiter: ',' | ';' | '\t' = ',') {
  const reader = new CsvReader(delimiter, 'x.csv');
  const rows: CsvRow[] = pieces.flatMap((piece) => [...reader.push(piece)]);
  const { rows: last, end } = reader.end();
  const all = [...rows, ...last, ...(end.unterminated === null ? [] : [end.unterminated])];
  return { rows: all, lines: all.map((row) => row.line), cells: all.map((row) => row.cells), end };
}

describe('records and their physical lines', () => {
  test.each([
    ['LF', 'a,b\nc,d\n', [1, 2]],
    ['CRLF', 'a,b\r\nc,d\r\n', [1, 2]],
    ['CR alone', 'a,b\rc,d\r', [1, 2]],
    ['no break at the end', 'a,b\nc,d', [1, 2]],
    ['blank lines count', 'a,b\n\n\nc,d\n', [1, 2, 3, 4]],
    ['a quoted break', '"a\nb",c\nd,e\n', [1, 3]],
    ['quoted CRLF breaks', '"a\r\n\r\nb",c\r\nd,e\r\n', [1, 4]],
    ['breaks in several cells', '"a\nb","c\nd"\ne,f\n', [1, 4]],
    ['CRLF mixed with LF', 'a,b\r\nc,d\ne,f\r\n', [1, 2, 3]],
    ['CR doubled before LF', 'a,b\r\r\nc,d\r\r\n', [1, 2]],
  ])('%s', (_name, text, lines) => {
    expect(readPieces([text]).lines).toEqual(lines);
  });

  test.each([
    ['doubled quotation marks', '"a ""b""",c\n', ['a "b"', 'c']],
    ['delimiters in quotes', '"a,b",c\n', ['a,b', 'c']],
    ['spaces after a quote', '"a" ,c\n', ['a', 'c']],
    ['quotes inside a bare cell', 'a "b" c,d\n', ['a "b" c', 'd']],
    ['an empty quoted cell', '"",d\n', ['', 'd']],
    ['a quote at the very end', 'a,"b"', ['a', 'b']],
    ['a quoted last cell before CRLF', 'x,"b"\r\n', ['x', 'b']],
  ])('%s', (_name, text, cells) => {
    expect(readPieces([text]).cells[0]).toEqual(cells);
  });

  test('a quotation mark that is not doubled is reported, with the lines that it ran over', () => {
    const { rows } = readPieces(['"Jo "Joe" Smith",x\n"a"b,c\nd,"e"\nf,g\n']);
    expect(rows[0]).toMatchObject({ line: 1, lines: 1, strayQuote: true, cells: ['Jo "Joe" Smith', 'x'] });
    expect(rows[1]).toMatchObject({ line: 2, lines: 2, strayQuote: true });
    expect(rows.at(-1)).toMatchObject({ line: 4, strayQuote: false });
  });

  test('a quotation that never closes is seen at the end', () => {
    expect(readPieces(['a,b\n"c,d\ne,f\n']).end).toMatchObject({
      openText: '"c,d\ne,f\n',
      unterminated: { line: 2, lines: 3 },
    });
  });

  test('half a CRLF at the end is seen', () => {
    expect(readPieces(['a,b\r\nc,d\r']).end.halfBreak).toBe(true);
    expect(readPieces(['a,b\rc,d\r']).end.halfBreak).toBe(false);
  });

  test('a break that is split between two pieces is one break', () => {
    expect(readPieces(['a,b\r', '\nc,d\r', '\n']).cells).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('a line of more than 1 MiB is refused with its number', () => {
    const reader = new CsvReader(',', 'big.csv');
    reader.push('a,b\nc,d\n');
    expect(() => {
      for (let at = 0; at < 40; at += 1) reader.push('x'.repeat(65_536));
    }).toThrow('big.csv, line 3: the line is longer than 1 MiB');
  });

  test('a quotation of more than 1 MiB is refused as one', () => {
    const reader = new CsvReader(',', 'big.csv');
    expect(() => {
      reader.push('a,b\n"');
      for (let at = 0; at < 40; at += 1) reader.push('x,y\n'.repeat(16_384));
    }).toThrow('big.csv, line 2: a quotation that opens here does not close');
  });

  test('pieces of any size give the same records and lines as the whole, whatever is quoted', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '"', ',', '\n', '\r\n', ';', 'é', '🎉'),
      maxLength: 6,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        table,
        fc.array(fc.nat(40), { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        (cells, cuts, newline) => {
          const text = `${Papa.unparse(cells, { newline, quotes: true })}${newline}`;
          const pieces: string[] = [];
          let rest = text;
          for (const cut of cuts) {
            pieces.push(rest.slice(0, cut));
            rest = rest.slice(cut);
          }
          const found = readPieces([...pieces, rest]);
          const expected = cells.map((row) => row.map((one) => one.replaceAll('\r\n', '\n')));
          expect(found.cells).toEqual(expected);
          let line = 1;
          const lines = expected.map((row) => {
            const start = line;
            line += 1 + row.join('').split('\n').length - 1;
            return start;
          });
          expect(found.lines).toEqual(lines);
          expect(found.rows.some((row) => row.strayQuote)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
