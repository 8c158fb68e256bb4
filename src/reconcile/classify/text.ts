import { quote } from '../../model/foreign.ts';
import type { Instant } from '../../model/time.ts';

/** An instant as people read it. */
export function when(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

const LONGEST = 80;

/** A cell of an export inside our own sentence: marked as foreign, capped, and with no quotation mark that ends it early. */
export function quoted(cell: string): string {
  return quote(cell, { longest: LONGEST });
}

export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
