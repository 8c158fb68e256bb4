import Papa from 'papaparse';
import { csvCell } from '../csv-cell.ts';
import { WORKSHEET_COLUMNS, type Worksheet } from './worksheet-rows.ts';

/** The sheet as CSV. It begins with a byte-order mark, without which Excel would take UTF-8 for something else. */
export function worksheetCsv({ head, rows }: Worksheet): string {
  const lines = [...head, WORKSHEET_COLUMNS, ...rows].map((cells) => cells.map((cell) => csvCell(String(cell))));
  return `\ufeff${Papa.unparse(lines, { newline: '\r\n' })}\r\n`;
}
