import { knownValues } from '../cells/known-values.ts';
import { quotedList } from '../cells/text.ts';
import type { AboutApp, RowContext, RowReader } from '../kinds/kind-spec.ts';
import { around } from '../kinds/readers/around.ts';
import type { Notes } from '../notes/notes.ts';
import { isAbout } from './app-name.ts';

const NAMES_MAX = 20;

/** Finds rows that are about another application by what the row itself names, and says once which ones. */
export class OtherApplications {
  readonly #app: AboutApp;
  readonly #notes: Notes;
  readonly #at: number;
  readonly #instanceAt: number;
  readonly #consequence: string;
  readonly #names = new Set<string>();
  readonly #byInstance: (instance: string) => (application: string) => boolean;
  readonly #say = (count: number): string =>
    `${count === 1 ? '1 row is' : `${count} rows are`} about another application than ${this.#app.name} (${quotedList([...this.#names], 8)}): ${this.#consequence}`;

  /** `consequence`: what becomes of such rows. */
  constructor({ app, columns, notes }: Pick<RowContext, 'app' | 'columns' | 'notes'>, consequence = 'skipped.') {
    this.#app = app;
    this.#notes = notes;
    this.#consequence = consequence;
    this.#at = columns.index('application');
    this.#instanceAt = columns.index('instance');
    this.#byInstance = knownValues((instance) => knownValues((application) => isAbout(app, application, instance)));
  }

  /** Whether a row is to be skipped. */
  skips(row: readonly string[], line: number): boolean {
    if (this.#at === -1 && this.#instanceAt === -1) return false;
    const application = this.#at === -1 ? '' : (row[this.#at] ?? '');
    const instance = this.#instanceAt === -1 ? '' : (row[this.#instanceAt] ?? '');
    if (this.#byInstance(instance)(application)) return false;
    if (this.#names.size < NAMES_MAX) this.#names.add(nameOf(application, instance));
    this.#notes.sum('other_application', line, this.#say);
    return true;
  }
}

/** A reader that is given only the rows about the application of the list, where a column names that of each row. */
export function aboutOneApp(reader: (context: RowContext) => RowReader): (context: RowContext) => RowReader {
  return (context) => {
    const inner = reader(context);
    if (!context.columns.has('application') && !context.columns.has('instance')) return inner;
    const others = new OtherApplications(context);
    const read: RowReader = (row, line, plain) =>
      others.skips(row, line) ? { kind: 'skipped' } : inner(row, line, plain);
    return around(inner, read);
  };
}

/** A reader of people, for whom `assigned` counts only where the row names no other application than Clari. */
export function assignedToClari(reader: (context: RowContext) => RowReader): (context: RowContext) => RowReader {
  return (context) => {
    const inner = reader(context);
    const { columns } = context;
    const at = columns.index('assigned');
    if (at === -1 || !(columns.has('application') || columns.has('instance'))) return inner;
    const others = new OtherApplications(context, 'what it says of being assigned is not taken.');
    const read: RowReader = (row, line, plain) => inner(others.skips(row, line) ? row.with(at, '') : row, line, plain);
    return around(inner, read);
  };
}

function nameOf(application: string, instance: string): string {
  const names = [application.trim(), instance.trim()].filter((name) => name !== '');
  return [...new Set(names)].join(', ');
}
