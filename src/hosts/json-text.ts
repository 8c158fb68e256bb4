import { createScanner, type Edit, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

export const READING = { allowTrailingComma: true, disallowComments: false, allowEmptyContent: false };

// The numbers that jsonc-parser gives its tokens; its enum has no values where modules are compiled one by one.
const COMMA = 5;
const LINE_BREAK = 14;
const END = 17;

interface Style {
  readonly eol: string;
  /** One level. */
  readonly unit: string;
}

/**
 * The edits after which a value stands at a path. The library's own `modify` lays out the value before it anew, which is
 * somebody else's.
 */
export function putAt(text: string, path: readonly string[], value: unknown): readonly Edit[] {
  const root = parseTree(text, [], READING);
  const present = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  if (present !== undefined)
    return [{ offset: present.offset, length: present.length, content: JSON.stringify(value) }];
  // The deepest object that is there already takes what is missing, in one piece.
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const holder = root === undefined ? undefined : findNodeAtLocation(root, path.slice(0, depth));
    if (holder?.type !== 'object') continue;
    const [key = '', ...inner] = path.slice(depth);
    return insertInto(
      text,
      holder,
      key,
      inner.reduceRight<unknown>((held, name) => ({ [name]: held }), value),
    );
  }
  return [];
}

/** The edits after which a list ends with a value. */
export function appendTo(text: string, path: readonly string[], value: unknown): readonly Edit[] {
  const root = parseTree(text, [], READING);
  const holder = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  return holder?.type === 'array' ? insertInto(text, holder, null, value) : [];
}

function insertInto(text: string, holder: Node, key: string | null, value: unknown): readonly Edit[] {
  const style = styleOf(text);
  const base = indentAt(text, holder.offset);
  const last = holder.children?.at(-1);
  if (last === undefined) {
    const start = holder.offset + 1;
    const isBlank = text.slice(start, holder.offset + holder.length - 1).trim() === '';
    const indent = base + style.unit;
    const ours = `${style.eol}${indent}${written(key, value, indent, style)}`;
    return isBlank
      ? [{ offset: start, length: holder.length - 2, content: `${ours}${style.eol}${base}` }]
      : [{ offset: start, length: 0, content: ours }];
  }
  const { at, hasComma } = afterLast(text, last.offset + last.length, holder.offset + holder.length - 1);
  const comma: readonly Edit[] = hasComma ? [] : [{ offset: last.offset + last.length, length: 0, content: ',' }];
  const isOneLine = !text.slice(holder.offset, holder.offset + holder.length).includes('\n');
  if (isOneLine) return [...comma, { offset: at, length: 0, content: ` ${written(key, value, null, style)}` }];
  const before = text.slice(text.lastIndexOf('\n', last.offset - 1) + 1, last.offset);
  const indent = before.trim() === '' ? before : base + style.unit;
  return [...comma, { offset: at, length: 0, content: `${style.eol}${indent}${written(key, value, indent, style)}` }];
}

/** Behind the comma and the comments that stand in the line of the last value. */
function afterLast(text: string, start: number, end: number): { readonly at: number; readonly hasComma: boolean } {
  const scanner = createScanner(text.slice(0, end));
  scanner.setPosition(start);
  let at = start;
  let isSameLine = true;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const until = scanner.getTokenOffset() + scanner.getTokenLength();
    if (token === COMMA) return { at: isSameLine ? commentsAfter(text, until, end) : until, hasComma: true };
    if (token === LINE_BREAK) isSameLine = false;
    else if (isSameLine && text.slice(scanner.getTokenOffset(), until).trim() !== '') at = until;
  }
  return { at, hasComma: false };
}

function commentsAfter(text: string, start: number, end: number): number {
  const scanner = createScanner(text.slice(0, end));
  scanner.setPosition(start);
  let at = start;
  for (let token: number = scanner.scan(); token !== END && token !== LINE_BREAK; token = scanner.scan()) {
    const until = scanner.getTokenOffset() + scanner.getTokenLength();
    if (text.slice(scanner.getTokenOffset(), until).trim() !== '') at = until;
  }
  return at;
}

/** In one line if no indentation is given. */
function written(key: string | null, value: unknown, indent: string | null, { unit, eol }: Style): string {
  const name = key === null ? '' : `${JSON.stringify(key)}: `;
  if (indent === null) return name + JSON.stringify(value);
  return name + JSON.stringify(value, null, unit).replaceAll('\n', `${eol}${indent}`);
}

/** Indentation and line ends as the file has them; two spaces where it has none. */
function styleOf(text: string): Style {
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', unit: /\n([ \t]+)["[{\]}]/.exec(text)?.[1] ?? '  ' };
}

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
