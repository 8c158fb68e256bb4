import { ClariIdentityError } from '../model/errors.ts';
import { bare, quote } from '../model/foreign.ts';

/** Collects repeated `FIELD=HEADER` flags. */
export function collectMapping(
  pair: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const at = pair.indexOf('=');
  if (at < 1 || at === pair.length - 1) {
    throw new ClariIdentityError(
      'ERR_USAGE',
      `${quote(pair)} is not FIELD=HEADER.`,
      'Write for example email="Login Name".',
    );
  }
  const field = pair.slice(0, at).trim();
  if (before[field] !== undefined) {
    throw new ClariIdentityError(
      'ERR_USAGE',
      `${bare(field)} is given twice.`,
      'Give each field once. Several values of one column are written with bars: inactive="Status:Frozen|On hold".',
    );
  }
  return { ...before, [pair.slice(0, at).trim()]: pair.slice(at + 1).trim() };
}
