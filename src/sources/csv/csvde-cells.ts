import { isUtf8 } from 'node:buffer';

const HEX = /^X'((?:[0-9a-f]{2})*)'$/i;
const GUID_BYTES = 16;
const INVISIBLE = /\p{Cc}/u;
/** An escaped separator: part of the value, not a separator. */
const ESCAPED = /\\;/g;

/**
 * Decodes the cells of a csvde export; null if the headers are not those of csvde. `X'…'` is text in UTF-8, or the
 * sixteen bytes of an objectGUID; `\;` in a single value is a semicolon. Other cells stay unchanged.
 */
export function csvdeCells(keys: readonly string[]): ((cells: readonly string[]) => readonly string[]) | null {
  if (keys[0] !== 'dn' || !keys.includes('objectclass')) return null;
  const guid = keys.indexOf('objectguid');
  return (cells) =>
    cells.some((cell) => cell.startsWith("X'") || cell.includes('\\;'))
      ? cells.map((cell, index) => cellValue(cell, index === guid))
      : cells;
}

function cellValue(cell: string, isGuid: boolean): string {
  const hex = HEX.exec(cell)?.[1];
  if (hex === undefined) return /(?<!\\);/.test(cell) ? cell : cell.replace(ESCAPED, ';');
  const bytes = Buffer.from(hex, 'hex');
  if (isGuid && bytes.length === GUID_BYTES) return guidOf(bytes);
  const text = bytes.toString('utf8');
  return isUtf8(bytes) && !INVISIBLE.test(text) ? text : cell;
}

/** As PowerShell and Entra ID write it: its first three parts are stored with the lowest byte first. */
function guidOf(bytes: Buffer): string {
  const part = (from: number, to: number) => bytes.subarray(from, to).toString('hex');
  const turned = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).reverse().toString('hex');
  return [turned(0, 4), turned(4, 6), turned(6, 8), part(8, 10), part(10, 16)].join('-');
}
