import { readIso } from '../../model/iso.ts';
import type { Instant } from '../../model/time.ts';
import { readId } from '../cells/ids.ts';
import { textOrNull } from '../cells/text.ts';

/** What lies at a path of an answer; undefined where the path ends early. Answers are data: nothing of them is trusted. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    here = Object.hasOwn(here, key) ? Reflect.get(here, key) : undefined;
  }
  return here;
}

/** Text or a number as clean text; null for anything else and for blanks. */
export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, ...path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' ? textOrNull(found) : null;
}

/** As it came, for readers of addresses and words that clean for themselves. */
export function rawAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function idAt(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' ? readId(found).id : null;
}

export function instantAt(value: unknown, ...path: readonly string[]): Instant | null {
  const found = at(value, ...path);
  if (found instanceof Date) return Number.isNaN(found.getTime()) ? null : found.toISOString();
  const reading = typeof found === 'string' ? readIso(found) : null;
  return reading?.kind === 'instant' ? reading.at : null;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function entriesAt(value: unknown, ...path: readonly string[]): readonly (readonly [string, unknown])[] {
  const found = at(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries(found) : [];
}
