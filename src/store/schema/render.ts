import type { Dialect } from './dialect.ts';
import type { ColumnSpec, Reference, Table } from './table.ts';

/** Statements that make the tables, with their indexes, rules and first rows. */
export function createTables(tables: readonly Table[], dialect: Dialect): string {
  return `${tables.flatMap((table) => statementsOf(table, dialect)).join(';\n')};\n`;
}

/** Statements that give a table that is there columns that were declared later. */
export function addColumns(table: Table, columns: readonly string[], dialect: Dialect): string {
  return Object.entries(table.columns)
    .filter(([name]) => columns.includes(name))
    .map(([name, spec]) => `alter table ${table.name} add column ${name} ${columnOf(table, spec, dialect)};\n`)
    .join('');
}

/** What a table, its columns and its indexes were called before: the former name by the one of now. */
export interface FormerNames {
  readonly name?: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly indexes?: Readonly<Record<string, string>>;
}

/** Statements that rename a table, then its columns in the order given, and make its renamed indexes anew. */
export function renameTable(table: Table, { name: formerName, columns, indexes = {} }: FormerNames): string {
  const { name } = table;
  return [
    ...(formerName === undefined ? [] : [`alter table ${formerName} rename to ${name}`]),
    ...Object.entries(columns).map(([column, former]) => `alter table ${name} rename column ${former} to ${column}`),
    ...Object.values(indexes).map((former) => `drop index ${name}_${former}`),
    ...indexesOf({ ...table, indexes: pick(table.indexes ?? {}, Object.keys(indexes)) }),
  ]
    .map((statement) => `${statement};\n`)
    .join('');
}

function pick<T>(from: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}

function indexesOf({ name, indexes = {} }: Table): readonly string[] {
  return Object.entries(indexes).map(
    ([index, { on, where }]) =>
      `create index ${name}_${index} on ${name} (${on.join(', ')})${where === undefined ? '' : ` where ${where}`}`,
  );
}

function statementsOf(table: Table, dialect: Dialect): readonly string[] {
  const { name } = table;
  return [
    `create table ${name} (\n  ${partsOf(table, dialect).join(',\n  ')}\n)${dialect.tail(table)}`,
    ...indexesOf(table),
    ...(table.rows ?? []).map((row) => `insert into ${name} values (${row.map(literal).join(', ')})`),
    ...(table.appendOnly === true ? dialect.appendOnly(table) : []),
    ...(table.extra === undefined ? [] : [table.extra[dialect.name]]),
  ];
}

function partsOf(table: Table, dialect: Dialect): readonly string[] {
  return [
    ...Object.entries(table.columns).map(([name, spec]) => `${name} ${columnOf(table, spec, dialect)}`),
    ...(table.key === undefined ? [] : [`primary key (${table.key.join(', ')})`]),
    ...(table.unique ?? []).map((columns) => `unique (${columns.join(', ')})`),
    ...(table.checks ?? []).map((check) => `check (${check})`),
    ...(table.references ?? []).map(referenceOf),
  ];
}

function columnOf(table: Table, spec: ColumnSpec, dialect: Dialect): string {
  if (spec === 'serial') return dialect.serial(table);
  const [, type, optional, given] = /^(text|integer|real)(\?)?( default .+)?$/.exec(spec) ?? [];
  if (type !== 'text' && type !== 'integer' && type !== 'real') throw new TypeError(`${table.name}: ${spec}`);
  return `${dialect.types[type]}${optional === undefined ? ' not null' : ''}${given ?? ''}`;
}

function referenceOf({ columns, table, to, cascade }: Reference): string {
  const after = cascade === true ? ' on delete cascade' : '';
  return `foreign key (${columns.join(', ')}) references ${table} (${to.join(', ')})${after}`;
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
