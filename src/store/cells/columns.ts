import type { z } from 'zod';
import type { SqlRow } from '../driver.ts';
import { documentCell, integerCell, oneOfCell, oneOfOrNullCell, textCell, textOrNullCell } from './cells.ts';

export function text(row: SqlRow, column: string): string {
  return textCell(row[column], column);
}

export function textOrNull(row: SqlRow, column: string): string | null {
  return textOrNullCell(row[column], column);
}

export function integer(row: SqlRow, column: string): number {
  return integerCell(row[column], column);
}

export function integerOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function flag(row: SqlRow, column: string): boolean {
  return integer(row, column) !== 0;
}

export function oneOf<const Word extends string>(row: SqlRow, column: string, words: readonly Word[]): Word {
  return oneOfCell(row[column], words, column);
}

export function oneOfOrNull<const Word extends string>(
  row: SqlRow,
  column: string,
  words: readonly Word[],
): Word | null {
  return oneOfOrNullCell(row[column], words, column);
}

export function document<T>(row: SqlRow, column: string, schema: z.ZodType<T>): T {
  return documentCell(row[column], schema, column);
}
