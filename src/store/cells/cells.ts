import type { z } from 'zod';
import { APP_ID, type App } from '../../model/app-profile.ts';
import { corrupt } from './corrupt.ts';

// One value of a row, checked; `column` says in the message which one. Rows by name have the same in `columns.ts`.

/** A column that rows of an earlier version lack. */
export function laterCell(value: unknown): unknown {
  return value === undefined ? null : value;
}

export function textCell(value: unknown, column: string): string {
  if (typeof value !== 'string') throw corrupt(column);
  return value;
}

export function textOrNullCell(value: unknown, column: string): string | null {
  if (value !== null && typeof value !== 'string') throw corrupt(column);
  return value;
}

/** An id of an application, whether it is in use or not. */
export function appCell(value: unknown): App {
  const id = textCell(value, 'app');
  if (!APP_ID.test(id)) throw corrupt('app');
  return id;
}

/** Drivers differ beyond 2^53: one rounds, the other throws. Neither is a number that we wrote. */
export function integerCell(value: unknown, column: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw corrupt(column);
  return value;
}

export function numberOrNullCell(value: unknown, column: string): number | null {
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw corrupt(column);
  return value;
}

export function oneOfCell<const Word extends string>(value: unknown, words: readonly Word[], column: string): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw corrupt(column);
  return found;
}

export function oneOfOrNullCell<const Word extends string>(
  value: unknown,
  words: readonly Word[],
  column: string,
): Word | null {
  return value === null ? null : oneOfCell(value, words, column);
}

export function jsonCell(value: unknown, column: string): unknown {
  try {
    return JSON.parse(textCell(value, column));
  } catch (cause) {
    throw corrupt(column, cause);
  }
}

export function documentCell<T>(value: unknown, schema: z.ZodType<T>, column: string): T {
  const parsed = schema.safeParse(jsonCell(value, column));
  if (!parsed.success) throw corrupt(column, parsed.error);
  return parsed.data;
}
