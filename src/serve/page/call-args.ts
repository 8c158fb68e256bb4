import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Tool } from '../../tool.ts';

/** What is used of a JSON schema. */
const schemaShape = z.looseObject({
  type: z.unknown(),
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

/**
 * The arguments of a tool from the fields of a form, which bear their names: `items.0.decision` lies in a list,
 * `performed_at~utc` is a time in UTC, `mapping=` lines of `name=value`. Empty fields are not given.
 */
export function callArgs(tool: Tool, fields: Iterable<readonly [string, string]>): Readonly<Record<string, unknown>> {
  const schema = schemaShape.parse(z.toJSONSchema(tool.inputSchema, { io: 'input', unrepresentable: 'any' }));
  const args: Tree = {};
  for (const [name, value] of fields) {
    if (value.trim() === '') continue;
    const [path = '', utc] = name.endsWith(UTC) ? [name.slice(0, -UTC.length), true] : [name, false];
    put(args, path.split('.'), utc ? inUtc(value) : value, schema);
  }
  return args;
}

interface Tree {
  [name: string]: unknown;
}

function put(into: Tree, path: readonly string[], value: string, schema: Schema): void {
  const [name = '', ...rest] = path;
  const field = schema.properties?.[name];
  if (field === undefined) throw unknownField(path);
  if (rest.length === 0) {
    into[name] = typed(value, field);
    return;
  }
  const [at = '', ...inner] = rest;
  if (field.type !== 'array' || field.items === undefined || !/^\d{1,3}$/.test(at)) throw unknownField(path);
  const known = into[name];
  const list: unknown[] = Array.isArray(known) ? known : [];
  into[name] = list;
  const index = Number(at);
  // Rows without a decision leave holes, which are closed when the next one is put.
  const found = list.find((one): one is Row => isRow(one) && one[ROW] === index);
  const row: Row = found ?? { [ROW]: index };
  if (found === undefined) list.push(row);
  put(row, inner, value, field.items);
}

/** The number of the row in the form, which no argument is named by. */
const ROW = Symbol('row');

interface Row extends Tree {
  readonly [ROW]: number;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && ROW in value;
}

function typed(value: string, field: Schema): unknown {
  switch (field.type) {
    case 'boolean':
      return value === 'true';
    case 'integer':
    case 'number':
      return Number(value);
    case 'array':
      return value.split(/[\s,;]+/).filter((one) => one !== '');
    case 'object':
      return Object.fromEntries(
        value.split(/\r?\n/).flatMap((line) => {
          const at = line.indexOf('=');
          return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
        }),
      );
    default:
      return value;
  }
}

function inUtc(value: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(value) ? `${value}Z` : value;
}

function unknownField(path: readonly string[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `The form has a field that this decision does not take: ${bare(path.join('.'))}. Nothing was done.`,
    'Go back, load the page again, and send its form.',
  );
}
