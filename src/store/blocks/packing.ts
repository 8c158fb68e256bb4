import { hash } from 'node:crypto';
import { textCell } from '../cells/cells.ts';
import { corrupt } from '../cells/corrupt.ts';
import type { SqlList, SqlValue } from '../driver.ts';

/**
 * What stands between two rows, to be found without reading them: inside of a text a quote has a backslash before it,
 * and one that ends a text is followed by a comma or a bracket, so no cell can look like this.
 */
const BETWEEN = '],"",[';

export function pack(rows: readonly (readonly SqlValue[])[]): string {
  const list: (readonly SqlValue[] | '')[] = [];
  for (const row of rows) {
    if (list.length > 0) list.push('');
    list.push(row);
  }
  return JSON.stringify(list);
}

/** What names a block: two of one hash say the same, of the same kind of rows. */
export function blockHash(of: string, content: string): string {
  return hash('sha256', `${of} ${content}`, 'base64');
}

/** Every row, its line counted from this one. */
export function unpack(content: string, firstLine: number): SqlList[] {
  const rows: SqlList[] = [];
  const list = parsed(content);
  for (let at = 0; at < list.length; at += 2) rows.push(placed(list[at], firstLine));
  return rows;
}

/** The rows at these lines, as far as they are there; the others are passed over unread. */
export function unpackAt(content: string, firstLine: number, lines: ReadonlySet<number>): SqlList[] {
  const rows: SqlList[] = [];
  for (let start = 1; start < content.length && rows.length < lines.size; ) {
    const end = content.indexOf(BETWEEN, start);
    const after = end < 0 ? content.length - 1 : end + 1;
    const line = Number.parseInt(content.slice(start + 1, start + 12), 10);
    if (lines.has(firstLine + line)) rows.push(placed(parsed(content.slice(start, after)), firstLine));
    start = end < 0 ? content.length : end + BETWEEN.length - 1;
  }
  return rows;
}

/** Every row as the text that follows its line, which begins with its key; and the line, counted from the block's first. */
export function rowTexts(content: string, visit: (text: string, line: number) => void): void {
  for (let start = 1; start < content.length - 1; ) {
    const end = content.indexOf(BETWEEN, start);
    const comma = content.indexOf(',', start);
    visit(
      content.slice(comma + 1, end < 0 ? content.length - 1 : end + 1),
      Number.parseInt(content.slice(start + 1, comma), 10),
    );
    start = end < 0 ? content.length : end + BETWEEN.length - 1;
  }
}

/**
 * The first texts of every row behind its line, `width` of them, without reading the rest of it; the line is counted from
 * the block's first. False: one of them is written with a backslash, and whoever asks has to unpack the block.
 */
export function rowBeginnings(
  content: string,
  width: number,
  visit: (line: number, texts: readonly (string | null)[]) => void,
): boolean {
  for (let start = 1; start < content.length - 1; ) {
    const comma = content.indexOf(',', start);
    const texts: (string | null)[] = [];
    let at = comma + 1;
    while (texts.length < width) {
      const isText = content.charCodeAt(at) === QUOTE;
      if (!isText && !content.startsWith('null', at)) return false;
      const close = isText ? content.indexOf('"', at + 1) : at + NULL_LAST;
      const text = isText ? content.slice(at + 1, close) : null;
      if (close < 0 || text?.includes('\\') === true) return false;
      texts.push(text);
      at = close + 2;
    }
    visit(Number.parseInt(content.slice(start + 1, comma), 10), texts);
    const end = content.indexOf(BETWEEN, at - 2);
    start = end < 0 ? content.length : end + BETWEEN.length - 1;
  }
  return true;
}

const QUOTE = 0x22;
/** From the first letter of `null` to its last. */
const NULL_LAST = 3;

/** The key of every row, without reading the rest of it. */
export function keysOf(content: string): readonly string[] {
  const keys: string[] = [];
  for (let start = 1; ; ) {
    const open = content.indexOf('"', start);
    const close = content.indexOf('"', open + 1);
    const key = content.slice(open + 1, close);
    if (open < 0 || key.includes('\\')) return unpack(content, 0).map((cells) => textCell(cells[1], 'content'));
    keys.push(key);
    const end = content.indexOf(BETWEEN, close);
    if (end < 0) return keys;
    start = end + BETWEEN.length - 1;
  }
}

function placed(row: unknown, firstLine: number): SqlList {
  if (!Array.isArray(row) || typeof row[0] !== 'number') throw corrupt('content');
  row[0] += firstLine;
  return row;
}

function parsed(content: string): unknown[] {
  try {
    const value: unknown = JSON.parse(content);
    if (Array.isArray(value)) return value;
  } catch (cause) {
    throw corrupt('content', cause);
  }
  throw corrupt('content');
}
