import { csvCell } from '../csv-cell.ts';

const QUOTED = /[\r\n",\ufeff]|^ | $/;
const BREAKS = /[\r\n\u0085\u2028\u2029]+/g;

export const IDS_AS_THEY_ARE =
  'Ids and addresses in it are exactly what the receiver compares, so open it with a text editor and not with a spreadsheet.';

/** A line of cells as they are: an id stays the id that the receiver knows, even if a spreadsheet would run it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** A text that people read: on one line, and no formula in a spreadsheet. */
export function humanCell(text: string | null, longest = 400): string {
  if (text === null) return '';
  const line = text.replace(BREAKS, ' ');
  return csvCell(line.length > longest ? `${line.slice(0, longest)}…` : line);
}
