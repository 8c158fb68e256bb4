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

/** A row as a file with these columns has it, whichever version wrote that. */
export function csvRowOf(columns: readonly string[], row: Readonly<Record<string, unknown>>): string {
  return line(columns.map((name) => csvCell(textOf(cellOf(row[name])))));
}

/** The columns of a head line. */
export function columnsOf(head: string): readonly string[] {
  return head.split(',');
}

function cellOf(value: unknown): Cell {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.join('; ') : String(cell);
}

/** What a cell is quoted for. */
const QUOTED = /[\r\n",\ufeff]|^ | $/;

function line(cells: readonly string[]): string {
  if (!cells.some((cell) => QUOTED.test(cell))) return `${cells.join(',')}\r\n`;
  return `${Papa.unparse([[...cells]], { newline: '\r\n' })}\r\n`;
}
