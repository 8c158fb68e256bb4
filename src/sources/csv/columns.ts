import { ClariIdentityError } from '../../model/errors.ts';
import type { Sense } from '../../model/snapshot.ts';
import { DATE_ORDER, DATE_ORDERS, type DateOrder, ORDER_WORDS } from '../cells/date-order.ts';
import { quoted, quotedList } from '../cells/text.ts';
import type { FieldSpec, KindFields } from '../kinds/field-spec.ts';
import { readStatement, type SenseStatement, stateNamed } from '../senses/statements.ts';
import { findStatusColumns, NO_STATUS_COLUMNS, type StatusColumns } from '../senses/status-columns.ts';
import type { CellForm } from './cell-form.ts';
import { headerKey } from './header.ts';
import type { Layout } from './layout.ts';
import { valuesOf } from './layout.ts';

/** Which column feeds which field. */
export class Columns {
  readonly #at: ReadonlyMap<string, readonly number[]>;
  readonly #forms: readonly CellForm[];
  readonly headers: readonly string[];
  /** Sentences on choices that were made between headers. */
  readonly why: readonly string[];
  /** What speaks of whether somebody is active, where the kind asks for it. */
  readonly status: StatusColumns;
  /** Columns that a person named. */
  readonly stated: ReadonlySet<number>;
  /** How the file writes its dates, as a person stated it; null: nobody did. */
  readonly dateOrder: DateOrder | null;

  constructor(
    headers: readonly string[],
    at: ReadonlyMap<string, readonly number[]>,
    forms: ReadonlyMap<string, CellForm>,
    why: readonly string[],
    { status, stated, dateOrder }: Pick<Columns, 'status' | 'stated' | 'dateOrder'> = {
      status: NO_STATUS_COLUMNS,
      stated: new Set(),
      dateOrder: null,
    },
  ) {
    this.headers = headers;
    this.status = status;
    this.stated = stated;
    this.dateOrder = dateOrder;
    this.#at = at;
    this.#forms = headers.map((_, index) => {
      const [form = 'any', ...others] = [...at].flatMap(([field, indexes]) =>
        indexes.includes(index) ? [forms.get(field) ?? 'text'] : [],
      );
      return others.every((other) => other === form) ? form : 'text';
    });
    this.why = why;
  }

  has(field: string): boolean {
    return this.all(field).length > 0;
  }

  /** Index of the column, or -1, which reads as a blank cell. */
  index(field: string): number {
    return this.all(field)[0] ?? -1;
  }

  all(field: string): readonly number[] {
    return this.#at.get(field) ?? [];
  }

  /** Of every column, in the order of the file. */
  get forms(): readonly CellForm[] {
    return this.headers.map((_, index) => this.formOf(index));
  }

  /** What the cells of a column are in a plain row. A column that feeds fields of several forms is text. */
  formOf(index: number): CellForm {
    return this.#forms[index] ?? 'any';
  }

  header(field: string): string {
    return this.headers[this.index(field)] ?? '';
  }

  /** The fields and their columns, in the order of the fields. */
  get fed(): ReadonlyMap<string, readonly number[]> {
    return this.#at;
  }

  get mapping(): Readonly<Record<string, string>> {
    const pairs = [...this.#at].map(([field, at]) => [field, at.map((index) => this.headers[index] ?? '').join(', ')]);
    return Object.fromEntries(pairs);
  }

  /** Indexes of columns that feed nothing. */
  get unmapped(): readonly number[] {
    const fed = new Set([...this.#at.values()].flat());
    return this.headers.map((_, index) => index).filter((index) => !fed.has(index) && this.headers[index] !== '');
  }
}

/** Binds headers to fields: what the person said first, then aliases in their order. Unknown names are ERR_USAGE. */
export function bindColumns(
  spec: KindFields,
  layout: Layout,
  mapping: Readonly<Record<string, string>>,
  directory = '',
): Columns {
  const { [DATE_ORDER]: order = null, ...fields } = mapping;
  const dateOrder = order === null ? null : dateOrderOf(order);
  const { at, statements, why } = statedColumns(spec, layout, fields);
  if (dateOrder !== null) why.push(`Dates such as 04/05/2026 are read as ${ORDER_WORDS[dateOrder]}, as stated.`);
  const stated = new Set([...at.values()].flat());
  const taken = new Set(stated);
  for (const field of spec.fields) {
    if (at.has(field.name) || (spec.senses !== undefined && field.name === 'status')) continue;
    const found = columnsFor(field, layout).filter((index) => !taken.has(index));
    const used = field.many === true ? found : found.slice(0, 1);
    if (used.length === 0) continue;
    at.set(field.name, used);
    for (const index of used) taken.add(index);
    const others = found.slice(used.length).map((index) => layout.headers[index] ?? '');
    if (others.length > 0) {
      const first = quoted(layout.headers[used[0] ?? -1] ?? '');
      why.push(
        `${field.name} comes from ${first}, not from ${quotedList(others)}; --map ${field.name}=HEADER changes that.`,
      );
    }
  }
  const status = statusOf(spec, { layout, directory, at, statements, taken, why });
  const forms = new Map(spec.fields.map(({ name, form = 'text' }) => [name, form]));
  return new Columns(layout.headers, inFieldOrder(spec.fields, at), forms, why, { status, stated, dateOrder });
}

function dateOrderOf(text: string): DateOrder {
  const order = DATE_ORDERS.find((one) => one === text.trim().toLowerCase());
  if (order !== undefined) return order;
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${quoted(text)} is no order of dates.`,
    `Write ${DATE_ORDERS.map((one) => `${DATE_ORDER}=${one} (${ORDER_WORDS[one]})`).join(' or ')}.`,
  );
}

/** What the person said, field by field; a state with values names no column of its own. */
function statedColumns(spec: KindFields, layout: Layout, mapping: Readonly<Record<string, string>>) {
  const at = new Map<string, readonly number[]>();
  const why: string[] = [];
  const statements: SenseStatement[] = [];
  for (const [field, header] of Object.entries(mapping)) {
    const name = fieldNamed(field, spec);
    const state = spec.senses === undefined ? null : stateNamed(name);
    if (state === null) {
      const index = columnNamed(header, layout);
      at.set(name, [index]);
      why.push(`${name} comes from ${quoted(layout.headers[index] ?? '')}, as stated.`);
      continue;
    }
    const statement = readStatement(state, header, layout);
    statements.push(statement);
    const from = quoted(layout.headers[statement.column] ?? '');
    if (statement.values === null) {
      at.set(name, [statement.column]);
      why.push(`A yes under ${from} means ${state}, as stated.`);
    } else {
      why.push(`Under ${from} ${quotedList(statement.values)} means ${state}, as stated.`);
    }
  }
  return { at, statements, why };
}

/** Finds the columns of a status, and enters them in `at` under the fields that they feed. */
function statusOf(
  spec: Pick<KindFields, 'fields' | 'senses'>,
  bound: {
    readonly layout: Layout;
    readonly directory: string;
    readonly at: Map<string, readonly number[]>;
    readonly statements: readonly SenseStatement[];
    readonly taken: ReadonlySet<number>;
    readonly why: string[];
  },
): StatusColumns {
  const { senses } = spec;
  if (senses === undefined) return NO_STATUS_COLUMNS;
  const { layout, at, why } = bound;
  const status = findStatusColumns({
    ...senses,
    layout,
    directory: bound.directory,
    aliases: spec.fields.find((field) => field.name === 'status')?.aliases ?? [],
    statements: bound.statements,
    statedStatus: at.get('status')?.[0] ?? null,
    taken: bound.taken,
    valuesOf: (index) => valuesOf(layout, index),
  });
  const stated = new Set(bound.statements.filter((one) => one.values === null).map((one) => one.column));
  const add = (field: string, index: number) => {
    if (!stated.has(index)) at.set(field, [...new Set([...(at.get(field) ?? []), index])]);
  };
  if (status.main !== null) add('status', status.main.index);
  for (const { index } of status.beside) add('status', index);
  for (const { index, sense } of status.flags) add(flagField(sense.sense), index);
  for (const index of status.dates) add('leaves_on', index);
  const others = [...status.beside, ...status.flags].map(({ index }) => layout.headers[index] ?? '');
  if (status.main !== null && others.length > 0) {
    why.push(
      `status comes from ${quoted(layout.headers[status.main.index] ?? '')}; an end that ${quotedList(others)} ${others.length === 1 ? 'names' : 'name'} counts beside it.`,
    );
  }
  return status;
}

function flagField(sense: Sense): string {
  if (sense === 'yes_is_deleted') return 'deleted';
  return sense === 'yes_is_suspended' ? 'suspended' : 'inactive';
}

function columnsFor(field: FieldSpec, layout: Layout): readonly number[] {
  const certain = field.aliases.flatMap((alias) => columnsWithKey(alias, layout));
  const doubtful = (field.doubtful ?? []).flatMap(({ alias, fits }) =>
    columnsWithKey(alias, layout).filter((index) => fits(valuesOf(layout, index), layout.keys)),
  );
  return [...new Set([...certain, ...doubtful])];
}

function columnsWithKey(key: string, layout: Layout): readonly number[] {
  return layout.keys.flatMap((one, index) => (one === key ? [index] : []));
}

function fieldNamed(name: string, spec: Pick<KindFields, 'fields' | 'title'>): string {
  const field = spec.fields.find((one) => headerKey(one.name) === headerKey(name));
  if (field !== undefined) return field.name;
  const known = spec.fields.map((one) => one.name).join(', ');
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${quoted(name)} is no field of ${spec.title}.`,
    `The fields are ${known}. Write FIELD=HEADER.`,
  );
}

function columnNamed(header: string, layout: Layout): number {
  const exact = layout.headers.indexOf(header.trim());
  if (exact !== -1) return exact;
  const close = layout.keys.indexOf(headerKey(header));
  if (close !== -1 && headerKey(header) !== '') return close;
  throw new ClariIdentityError(
    'ERR_USAGE',
    `The file has no header ${quoted(header)}.`,
    `Its headers are ${quotedList(layout.headers)}. Write FIELD=HEADER.`,
  );
}

function inFieldOrder(
  fields: readonly FieldSpec[],
  at: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<string, readonly number[]> {
  return new Map(
    fields.flatMap((field) => {
      const columns = at.get(field.name);
      return columns === undefined ? [] : [[field.name, columns] as const];
    }),
  );
}
