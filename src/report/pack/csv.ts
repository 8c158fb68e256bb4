import Papa from 'papaparse';
import type { z } from 'zod';
import { csvCell } from '../csv-cell.ts';

type Cell = string | number | boolean | null | readonly string[];

/** The head line of a table: its column names, in the order of the shape. */
export function csvHead(shape: z.ZodObject): string {
  return line(Object.keys(shape.shape));
}

/** One row; no spreadsheet runs a cell of it as a formula. Lists are one cell, `; ` between their items. */
export function csvRow(shape: z.ZodObject, row: Readonly<Record<string, Cell>>): string {
  return line(Object.keys(shape.shape).map((name) => csvCell(textOf(row[name] ?? null))));
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.join('; ') : String(cell);
}

function line(cells: readonly string[]): string {
  return `${Papa.unparse([[...cells]], { newline: '\r\n' })}\r\n`;
}
