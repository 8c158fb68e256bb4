import type { z } from 'zod';
import { ClariIdentityError } from '../model/errors.ts';
import type { SqlRow } from './driver.ts';

/** What a stored value that can't be one of ours is answered with. */
export function corrupt(what: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_CORRUPT',
    `The store holds something that this program never writes (${what}).`,
    'Restore the database file from a backup, or move it away and import the files again.',
    { cause },
  );
}

export function text(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw corrupt(column);
  return value;
}

export function textOrNull(row: SqlRow, column: string): string | null {
  const value = row[column];
  if (value === null) return null;
  if (typeof value !== 'string') throw corrupt(column);
  return value;
}

/** Drivers differ beyond 2^53: one rounds, the other throws. Neither is a number that we wrote. */
export function integer(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw corrupt(column);
  return value;
}

export function integerOrNull(row: SqlRow, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function numberOrNull(row: SqlRow, column: string): number | null {
  const value = row[column];
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw corrupt(column);
  return value;
}

export function flag(row: SqlRow, column: string): boolean {
  return integer(row, column) !== 0;
}

export function oneOf<const Word extends string>(row: SqlRow, column: string, words: readonly Word[]): Word {
  const value = row[column];
  const found = words.find((word) => word === value);
  if (found === undefined) throw corrupt(column);
  return found;
}

export function oneOfOrNull<const Word extends string>(
  row: SqlRow,
  column: string,
  words: readonly Word[],
): Word | null {
  return row[column] === null ? null : oneOf(row, column, words);
}

export function jsonText(row: SqlRow, column: string): unknown {
  try {
    return JSON.parse(text(row, column));
  } catch (cause) {
    throw corrupt(column, cause);
  }
}

export function document<T>(row: SqlRow, column: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonText(row, column));
  if (!parsed.success) throw corrupt(column, parsed.error);
  return parsed.data;
}
