import { ClariIdentityError } from '../../model/errors.ts';
import type { SqlValue } from '../driver.ts';

/** One package takes undefined for null, another throws; one takes a bigint back as a rounded number. */
export function checkValues(values: readonly unknown[]): void {
  for (const value of values) {
    if (value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) continue;
    throw notOurs(`a value of type ${typeof value}`);
  }
}

/** One package gives text back only up to a NUL, another refuses it. What is searched for may have one: it just is not there. */
export function checkStored(values: readonly SqlValue[]): void {
  let withNul = false;
  // One pass for both, since every cell of every row comes through here.
  for (const value of values) {
    if (typeof value === 'string') withNul ||= value.includes('\0');
    else if (value !== null && !Number.isFinite(value)) checkValues(values);
  }
  if (withNul) throw notOurs('text with a NUL');
}

function notOurs(what: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_INTERNAL',
    `The store was offered ${what}.`,
    'Nothing was changed. Report it with the version of this program.',
  );
}
