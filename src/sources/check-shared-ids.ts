import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import { splitAddresses } from './cells/email.ts';
import { quoted } from './cells/text.ts';
import type { Columns } from './csv/columns.ts';
import type { SamePair } from './repeats/repeats.ts';
import type { Table } from './table/table.ts';

const WORD = /[\p{L}\p{N}]+/gu;
/** This many different addresses under one id cannot belong to one person. */
const MANY = 3;

interface Person {
  readonly line: number;
  readonly id: string;
  readonly addresses: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/**
 * Refuses a file in which one id stands for several people, because they would be merged into one. Only rows whose ids
 * repeat are read a second time.
 */
export async function checkSharedIds(
  fileName: string,
  table: Table,
  columns: Columns,
  pairs: readonly SamePair[],
): Promise<void> {
  const idAt = columns.index('id') === -1 ? columns.index('crm_id') : columns.index('id');
  if (pairs.length === 0 || idAt === -1) return;
  const people = await peopleOn(new Set(pairs.flatMap(({ line, first }) => [line, first])), table, columns, idAt);
  const byFirst = new Map<number, Person[]>();
  for (const { line, first } of pairs) {
    const [a, b] = [people.get(first), people.get(line)];
    if (a === undefined || b === undefined) continue;
    if (arePeople(a, b)) throw shared(fileName, columns, idAt, a, b);
    const group = byFirst.get(first) ?? [a];
    byFirst.set(first, [...group, b]);
    if (group.length + 1 >= MANY && group.every((one) => areApart(one.addresses, b.addresses)) && areAllApart(group)) {
      throw shared(fileName, columns, idAt, a, b);
    }
  }
}

/** Whether two rows are different people: neither their addresses nor their names are related. */
function arePeople(a: Person, b: Person): boolean {
  if (!areApart(a.addresses, b.addresses) || a.names.size === 0 || b.names.size === 0) return false;
  const [few, many] = a.names.size <= b.names.size ? [a.names, b.names] : [b.names, a.names];
  return ![...few].every((name) => many.has(name));
}

function areApart(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((address) => b.has(address));
}

function areAllApart(people: readonly Person[]): boolean {
  return people.every((one, at) => people.slice(at + 1).every((other) => areApart(one.addresses, other.addresses)));
}

/** Reads the rows of these lines again, up to the last of them. */
async function peopleOn(
  lines: ReadonlySet<number>,
  table: Table,
  columns: Columns,
  idAt: number,
): Promise<ReadonlyMap<number, Person>> {
  const last = Math.max(...lines);
  const people = new Map<number, Person>();
  const take = (row: { readonly line: number; readonly cells: readonly string[] }) => {
    if (lines.has(row.line)) people.set(row.line, personOf(row.line, row.cells, columns, idAt));
  };
  const walk = table.walk({ forms: null });
  for await (const rows of walk.pieces()) {
    for (const row of rows) take(row);
    if ((rows.at(-1)?.line ?? 0) >= last) return people;
  }
  if (walk.end.unterminated !== null) take(walk.end.unterminated);
  return people;
}

function personOf(line: number, cells: readonly string[], columns: Columns, idAt: number): Person {
  const textOf = (fields: readonly string[]) =>
    fields.flatMap((field) => columns.all(field).map((index) => cells[index] ?? ''));
  const names = textOf(['name', 'given_name', 'family_name']).join(' ').normalize('NFKC').toLowerCase();
  return {
    line,
    id: cells[idAt] ?? '',
    addresses: new Set(textOf(['email', 'login']).flatMap((text) => splitAddresses(text).addresses)),
    names: new Set(names.match(WORD) ?? []),
  };
}

function shared(fileName: string, columns: Columns, idAt: number, a: Person, b: Person): ClariIdentityError {
  const field = columns.index('id') === idAt ? 'id' : 'crm_id';
  const header = columns.headers[idAt] ?? '';
  const email = columns.has('email') ? columns.header('email') : columns.header('login');
  return new ClariIdentityError(
    'ERR_ID_SHARED',
    `${bare(fileName)}: ${quoted(header)} is ${quoted(a.id)} on line ${a.line} and on line ${b.line}, and these are different people: their addresses${a.names.size > 0 && b.names.size > 0 ? ' and names' : ''} have nothing in common. As one id they would be one person.`,
    `If ${quoted(header)} is no id of a person, name the column that is: --map ${field}=HEADER; where the address is the id, --map ${field}=${quoted(email)} --map email=${quoted(email)}. If one row is wrong, correct it. Then import ${bare(fileName)} again.`,
  );
}
