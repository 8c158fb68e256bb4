import type { MatchRecord } from '../../model/match-record.ts';
import type { ComparedBy } from './match-fields.ts';
import { TextColumn } from './text-column.ts';

/** A row with where it stands; where the list has no ids, the line is the id. */
export interface MatchRow extends MatchRecord {
  readonly line: number;
}

const NONE: readonly string[] = [];
/** No address has one. */
const BETWEEN = '\n';

/** A list for `match`, field by field: of a million rows no more is kept than their text. A row is made when asked for. */
export class MatchList implements Iterable<MatchRow> {
  readonly #id = new TextColumn();
  readonly #columns: Columns;
  /** Null: nobody has any so far. */
  #otherEmails: TextColumn | null = null;
  #lines = new Uint32Array(1_024);
  #length = 0;

  /** `fed`: the fields that have a value anywhere. */
  constructor(fed: (field: TextField) => boolean) {
    const column = (field: TextField) => (fed(field) ? new TextColumn() : null);
    this.#columns = {
      email: column('email'),
      login: column('login'),
      name: column('name'),
      givenName: column('givenName'),
      familyName: column('familyName'),
      employeeId: column('employeeId'),
      crmId: column('crmId'),
      managerEmail: column('managerEmail'),
      department: column('department'),
      birthDate: column('birthDate'),
      city: column('city'),
    };
  }

  get length(): number {
    return this.#length;
  }

  /** One row: where it stands, its id and further addresses. The fields of it are added to their columns beside. */
  add(line: number, id: string, otherEmails: readonly string[]): void {
    if (this.#length === this.#lines.length) {
      const lines = new Uint32Array(this.#length * 2);
      lines.set(this.#lines);
      this.#lines = lines;
    }
    this.#lines[this.#length] = line;
    this.#length += 1;
    this.#id.add(id);
    if (otherEmails.length > 0) this.#otherEmails ??= blankColumn(this.#length - 1);
    this.#otherEmails?.add(otherEmails.length === 0 ? null : otherEmails.join(BETWEEN));
  }

  /** Where the values of a field go, row by row; null: no column feeds it. */
  column(field: TextField): TextColumn | null {
    return this.#columns[field];
  }

  id(row: number): string {
    return this.#id.at(row) ?? '';
  }

  /** Its fields are read as they are asked for. */
  record(row: number): MatchRecord {
    return new ListedRow(this, this.#columns, row);
  }

  otherEmails(row: number): readonly string[] {
    return this.#otherEmails?.at(row)?.split(BETWEEN) ?? NONE;
  }

  #whole(row: number): MatchRow {
    const { email, login, name, givenName, familyName, employeeId, crmId, managerEmail, department, birthDate, city } =
      this.#columns;
    return {
      line: this.#lines[row] ?? 0,
      id: this.id(row),
      email: valueAt(email, row),
      otherEmails: this.otherEmails(row),
      login: valueAt(login, row),
      name: valueAt(name, row),
      givenName: valueAt(givenName, row),
      familyName: valueAt(familyName, row),
      employeeId: valueAt(employeeId, row),
      crmId: valueAt(crmId, row),
      managerEmail: valueAt(managerEmail, row),
      department: valueAt(department, row),
      birthDate: valueAt(birthDate, row),
      city: valueAt(city, row),
    };
  }

  *[Symbol.iterator](): Generator<MatchRow, void, void> {
    for (let row = 0; row < this.#length; row += 1) yield this.#whole(row);
  }

  /** Whether a row has something that the other list has as well. */
  isComparable(row: number, common: ReadonlySet<ComparedBy>): boolean {
    const has = (...fields: readonly TextField[]) =>
      fields.some((field) => valueAt(this.#columns[field], row) !== null);
    return (
      (common.has('address') && (has('email', 'login') || this.otherEmails(row).length > 0)) ||
      (common.has('employee_id') && has('employeeId')) ||
      (common.has('crm_id') && has('crmId')) ||
      (common.has('name') && has('name', 'givenName', 'familyName'))
    );
  }
}

type Columns = Readonly<Record<TextField, TextColumn | null>>;

/** One row of a list, of which hardly any field is asked for. */
class ListedRow implements MatchRecord {
  readonly #list: MatchList;
  readonly #columns: Columns;
  readonly #row: number;

  constructor(list: MatchList, columns: Columns, row: number) {
    this.#list = list;
    this.#columns = columns;
    this.#row = row;
  }

  get id() {
    return this.#list.id(this.#row);
  }

  get otherEmails() {
    return this.#list.otherEmails(this.#row);
  }

  get email() {
    return valueAt(this.#columns.email, this.#row);
  }

  get login() {
    return valueAt(this.#columns.login, this.#row);
  }

  get name() {
    return valueAt(this.#columns.name, this.#row);
  }

  get givenName() {
    return valueAt(this.#columns.givenName, this.#row);
  }

  get familyName() {
    return valueAt(this.#columns.familyName, this.#row);
  }

  get employeeId() {
    return valueAt(this.#columns.employeeId, this.#row);
  }

  get crmId() {
    return valueAt(this.#columns.crmId, this.#row);
  }

  get managerEmail() {
    return valueAt(this.#columns.managerEmail, this.#row);
  }

  get department() {
    return valueAt(this.#columns.department, this.#row);
  }

  get birthDate() {
    return valueAt(this.#columns.birthDate, this.#row);
  }

  get city() {
    return valueAt(this.#columns.city, this.#row);
  }
}

function blankColumn(rows: number): TextColumn {
  const column = new TextColumn();
  for (let row = 0; row < rows; row += 1) column.add(null);
  return column;
}

export type TextField = Exclude<keyof MatchRecord, 'id' | 'otherEmails'>;

function valueAt(column: TextColumn | null, row: number): string | null {
  return column === null ? null : column.at(row);
}
