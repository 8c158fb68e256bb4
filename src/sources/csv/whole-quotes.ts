import Papa from 'papaparse';
import type { Delimiter } from './delimiters.ts';

const parsers = new Map<Delimiter, Papa.Parser>();

/**
 * Splits a row that stands whole in one pair of quotation marks, `"a,b,""c"""`, as a spreadsheet writes a row that was
 * in its first column. Returns a row of more than one cell, or one without a delimiter inside, unchanged.
 */
export function insideOf(cells: readonly string[], delimiter: Delimiter): readonly string[] {
  const [only = ''] = cells;
  if (cells.length !== 1 || !only.includes(delimiter)) return cells;
  const { data, errors }: ParsedCell = parserFor(delimiter).parse(only, 0, false);
  const [inside] = data;
  return data.length === 1 && errors.length === 0 && inside !== undefined ? inside : cells;
}

interface ParsedCell {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly unknown[];
}

function parserFor(delimiter: Delimiter): Papa.Parser {
  const known = parsers.get(delimiter);
  if (known !== undefined) return known;
  const parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', header: false });
  parsers.set(delimiter, parser);
  return parser;
}
