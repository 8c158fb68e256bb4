import { isUtf8 } from 'node:buffer';
import { guidText } from '../cells/guid.ts';

const HEX = /^X'((?:[0-9a-f]{2})*)'$/i;
const INVISIBLE = /\p{Cc}/u;
/** An escaped separator: part of the value, not a separator. */
const ESCAPED = /\\;/g;

/**
 * Decodes the cells of a csvde export: `X'…'` is text in UTF-8, `\;` in a single value is a semicolon. An objectGUID has
 * one form in every file. Null if no header asks for either.
 */
export function csvdeCells(keys: readonly string[]): ((cells: readonly string[]) => readonly string[]) | null {
  const isCsvde = keys[0] === 'dn' && keys.includes('objectclass');
  const guid = keys.indexOf('objectguid');
  if (!isCsvde && guid === -1) return null;
  return (cells) => {
    const id = guidText(cells[guid] ?? '');
    const decoded =
      isCsvde && cells.some((cell) => cell.startsWith("X'") || cell.includes('\\;')) ? cells.map(cellValue) : cells;
    return id === (decoded[guid] ?? '') ? decoded : decoded.with(guid, id);
  };
}

function cellValue(cell: string): string {
  const hex = HEX.exec(cell)?.[1];
  if (hex === undefined) return /(?<!\\);/.test(cell) ? cell : cell.replace(ESCAPED, ';');
  const bytes = Buffer.from(hex, 'hex');
  const text = bytes.toString('utf8');
  return isUtf8(bytes) && !INVISIBLE.test(text) ? text : cell;
}
