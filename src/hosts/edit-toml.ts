import { isDeepStrictEqual } from 'node:util';
import { parse, patch } from '@decimalturn/toml-patch';
import { ClariIdentityError } from '../model/errors.ts';
import { notMeant } from './edit-json.ts';
import { ENTRY_NAME } from './host.ts';
import { isObject, type Merged } from './merge.ts';

/** Reads TOML; a key or table that stands twice is refused, as TOML wants it. */
export function readToml(text: string): unknown {
  try {
    const document: unknown = parse(text);
    return document;
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_GUARD',
      'The configuration of the host is no TOML. Nothing was changed.',
      'Correct the file; the host cannot read it either.',
      { cause },
    );
  }
}

/**
 * The text with our table as it is to be, and every other line as it was. The library that patches rewrites the spaces in
 * headers of other tables, so it is given no more of the file than our own table wherever that stands by itself.
 */
export function editToml(text: string, merged: Merged): string {
  const ways = merged.standing === 'absent' ? [appended, patched] : [ownPatched, patched];
  for (const way of ways) {
    const edited = attempt(() => way(text, merged));
    if (edited !== null && says(edited, merged) && keepsOthers(text, edited)) return edited;
  }
  throw notMeant();
}

/** Our table as text, behind everything else. */
function appended(text: string, { document }: Merged): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  return text + gap + tomlOf(ourEntry(document)).join(eol) + eol;
}

function ownPatched(text: string, { document }: Merged): string | null {
  const lines = text.split(/(?<=\n)/);
  const isOurs = (line: string) => /^\s*\[\s*mcp_servers\s*\.\s*["']?clari-identity["']?\s*[.\]]/.test(line);
  const start = lines.findIndex(isOurs);
  if (start < 0) return null;
  const next = lines.findIndex((line, at) => at > start && /^\s*\[/.test(line) && !isOurs(line));
  let end = next < 0 ? lines.length : next;
  // Comments above the next header are about that one.
  while (end > start + 1 && /^\s*(#.*)?$/.test((lines[end - 1] ?? '').trimEnd())) end -= 1;
  const own = lines.slice(start, end).join('');
  const wanted = { mcp_servers: { [ENTRY_NAME]: ourEntry(document) } };
  return lines.slice(0, start).join('') + patch(own, wanted) + lines.slice(end).join('');
}

function patched(text: string, { document }: Merged): string {
  return patch(text, document);
}

function ourEntry(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const servers = document['mcp_servers'];
  const entry = isObject(servers) ? servers[ENTRY_NAME] : undefined;
  return isObject(entry) ? entry : {};
}

function attempt(way: () => string | null): string | null {
  try {
    return way();
  } catch {
    return null;
  }
}

function says(text: string, { document }: Merged): boolean {
  return isDeepStrictEqual(attempted(text), plain(document));
}

function attempted(text: string): unknown {
  try {
    return plain(parse(text));
  } catch {
    return undefined;
  }
}

/** Dates of the library carry how they were written, which an untouched line keeps anyway. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return value.toISOString();
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)])) : value;
}

/** A line that is gone was ours, or holds the entries of all servers. */
function keepsOthers(before: string, after: string): boolean {
  const left = after.split('\n');
  return before.split('\n').every((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at >= 0 || line.trim() === '' || isOurLine(before, line);
  });
}

function isOurLine(before: string, line: string): boolean {
  if (line.includes(ENTRY_NAME) || /^\s*mcp_servers\s*=/.test(line)) return true;
  const lines = before.split('\n');
  const header = lines.slice(0, lines.indexOf(line)).findLast((one) => /^\s*\[/.test(one));
  return header?.includes(ENTRY_NAME) === true;
}

/** The entry as it is put into a file of TOML. */
export function tomlOf(entry: Readonly<Record<string, unknown>>): readonly string[] {
  const own = Object.entries(entry).filter(([, value]) => !isObject(value));
  const tables = Object.entries(entry).flatMap(([key, value]) => (isObject(value) ? [{ key, value }] : []));
  return [
    `[mcp_servers.${ENTRY_NAME}]`,
    ...own.map(assigned),
    ...tables.flatMap(({ key, value }) => [
      '',
      `[mcp_servers.${ENTRY_NAME}.${key}]`,
      ...Object.entries(value).map(assigned),
    ]),
  ];
}

/** A text or a list of texts is written in TOML as in JSON, but for one control character. */
function assigned([key, value]: readonly [string, unknown]): string {
  return `${key} = ${JSON.stringify(value, null, 0).replaceAll('\u007f', '\\u007f')}`;
}
