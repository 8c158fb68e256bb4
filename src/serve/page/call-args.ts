import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Tool } from '../../tool.ts';

/** What is used of a JSON schema. */
const schemaShape = z.looseObject({
  type: z.unknown(),
  required: z.array(z.string()).optional(),
  enum: z.unknown().optional(),
  get properties() {
    return z.record(z.string(), schemaShape).optional();
  },
  get items() {
    return schemaShape.optional();
  },
});
type Schema = z.infer<typeof schemaShape>;

/** A time that is typed without a zone is in UTC, which the form says beside it. */
const UTC = '~utc';
/** Says which row of a list it is. A row in which nobody entered anything else is not given. */
const ROW = '~row';

interface Tree {
  [name: string]: unknown;
}

/** The rows of one list, by their number in the form. */
type Rows = Map<number, { readonly args: Tree; chosen: boolean }>;

/**
 * The arguments of a tool from the fields of a form, which bear their names: `reviewers.second` lies in an object,
 * `items.3.decision` in row 3 of a list, `items.3.item_id~row` names that row, `performed_at~utc` is a time in UTC. A list
 * may come as lines, or as a field that is there several times; the cells of rows are then separated by semicolons.
 * Records are lines of `name=value`. Empty fields are not given.
 */
export function callArgs(tool: Tool, fields: Iterable<readonly [string, string]>): Readonly<Record<string, unknown>> {
  const schema = schemaShape.parse(z.toJSONSchema(tool.inputSchema, { io: 'input', unrepresentable: 'any' }));
  const args: Tree = {};
  const lists = new Map<string, Rows>();
  for (const [name, value] of fields) {
    if (value.trim() === '') continue;
    const mark = [UTC, ROW].find((one) => name.endsWith(one)) ?? '';
    const path = name.slice(0, name.length - mark.length).split('.');
    const said = mark === UTC ? inUtc(value) : value;
    const [first = '', at = '', ...inner] = path;
    const list = own(schema, first);
    if (list?.type !== 'array' || path.length === 1) {
      put(args, path, said, schema);
      continue;
    }
    if (list.items === undefined || inner.length === 0 || !/^\d{1,9}$/.test(at)) throw unknownField(path);
    const rows: Rows = lists.get(first) ?? new Map();
    lists.set(first, rows);
    const row = rows.get(Number(at)) ?? { args: {}, chosen: false };
    rows.set(Number(at), row);
    put(row.args, inner, said, list.items);
    if (mark !== ROW) row.chosen = true;
  }
  for (const [name, rows] of lists) args[name] = chosenOf(rows, own(schema, name)?.items?.required ?? []);
  return args;
}

/** The rows in which somebody entered something, in the order of the form. */
function chosenOf(rows: Rows, required: readonly string[]): readonly Tree[] {
  const chosen = [...rows].filter(([, row]) => row.chosen).toSorted(([one], [other]) => one - other);
  if (chosen.length === 0)
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      'Nothing was chosen in any row. Nothing was done.',
      'Go back, choose in at least one row, and send the form again.',
    );
  for (const [at, { args }] of chosen) {
    const missing = required.find((one) => !(one in args));
    if (missing !== undefined)
      throw new ClariIdentityError(
        'ERR_ARGUMENT',
        `Row ${at} was filled in, and its ${missing.replaceAll('_', ' ')} is missing. Nothing was done.`,
        'Go back and choose it, or empty the rest of that row.',
      );
  }
  return chosen.map(([, { args }]) => args);
}

function put(into: Tree, path: readonly string[], value: string, schema: Schema): void {
  const [name = '', ...rest] = path;
  const field = own(schema, name);
  if (field === undefined) throw unknownField(path);
  const known = into[name];
  if (rest.length > 0) {
    if (field.type !== 'object' || field.properties === undefined) throw unknownField(path);
    const inner: Tree = isTree(known) ? known : {};
    into[name] = inner;
    put(inner, rest, value, field);
    return;
  }
  const said = typed(value, field);
  into[name] = Array.isArray(known) && Array.isArray(said) ? [...known, ...said] : said;
}

function own({ properties }: Schema, name: string): Schema | undefined {
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typed(value: string, field: Schema): unknown {
  switch (field.type) {
    case 'boolean':
      return value === 'true';
    case 'integer':
    case 'number':
      return Number(value);
    case 'array':
      // Words of a fixed list hold no spaces; what people name, such as roles, may hold anything but a line.
      if (field.items?.enum !== undefined) return value.split(/[\s,;]+/).filter((one) => one !== '');
      return linesOf(value).map((line) => (field.items?.properties === undefined ? line : rowOf(line, field.items)));
    case 'object':
      return Object.fromEntries(
        linesOf(value).map((line) => {
          const at = line.indexOf('=');
          if (at < 1) throw badLine(line, 'has no sign of equality: it is to be NAME=VALUE');
          return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
        }),
      );
    default:
      return value;
  }
}

function linesOf(value: string): readonly string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** `account;role;team`, in the order in which the tool names them. */
function rowOf(line: string, { properties = {}, required = [] }: Schema): Tree {
  const names = Object.keys(properties);
  const cells = line.split(';').map((cell) => cell.trim());
  if (cells.length > names.length) throw badLine(line, `has more cells than ${names.join(';')}`);
  const row = Object.fromEntries(
    names.flatMap((name, at) => (cells[at] === undefined || cells[at] === '' ? [] : [[name, cells[at]]])),
  );
  const missing = required.find((one) => !(one in row));
  if (missing !== undefined) throw badLine(line, `lacks ${missing}: it is to be ${names.join(';')}`);
  return row;
}

function inUtc(value: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(value) ? `${value}Z` : value;
}

function badLine(line: string, why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `The line ${quote(line)} ${why}. Nothing was done.`,
    'Go back, correct that line, and send the form again.',
  );
}

function unknownField(path: readonly string[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `The form has a field that this decision does not take: ${bare(path.join('.'))}. Nothing was done.`,
    'Go back, load the page again, and send its form.',
  );
}
