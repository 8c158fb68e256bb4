import type { Delimiter } from './delimiters.ts';

/**
 * Whether the quotation that is still open at the end of a file is only a mark that somebody did not double. It is, if
 * the lines that it swallowed are whole rows by themselves; otherwise the file was cut off. `cell`: which cell the mark
 * opens, from 0.
 */
export function isBareQuote(text: string, cell: number, columns: number, delimiter: Delimiter): boolean {
  if (columns < 2) return false;
  const isRow = (line: string) => line.split(delimiter).length === columns;
  const [first = '', ...later] = text.split('\n');
  const filled = later.filter((line) => line.trim() !== '');
  if (filled.length > 0 && filled.filter(isRow).length * 2 >= filled.length) return true;
  // The last cell of a row may span many lines, so for that cell its first line proves nothing.
  const ends = later.length > 0 || first.indexOf('"') !== first.lastIndexOf('"');
  return filled.length === 0 && ends && cell < columns - 1 && isRow(first);
}
