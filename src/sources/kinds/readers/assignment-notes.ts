import { quoted, quotedList } from '../../cells/text.ts';
import type { Columns } from '../../csv/columns.ts';
import type { Notes } from '../../notes/notes.ts';

const SHOWN = 3;

/** What a list of assigned people has to say of many rows at once. */
export class AssignmentNotes {
  readonly #notes: Notes;
  readonly #status: string;
  readonly #end: string;
  readonly #hows = new Set<string>();
  readonly #types = new Set<string>();

  constructor(columns: Columns, notes: Notes) {
    this.#notes = notes;
    this.#status = quoted(columns.header('status'));
    this.#end = quoted(columns.header('unassigned_at'));
  }

  how(line: number, raw: string): void {
    if (this.#hows.size < SHOWN) this.#hows.add(raw);
    this.#notes.sum('status', line, this.#sayHow);
  }

  nobody(line: number, type: string): void {
    if (this.#types.size < SHOWN) this.#types.add(type);
    this.#notes.sum('other_application', line, this.#sayNobody);
  }

  ahead(line: number): void {
    this.#notes.sum('time', line, this.#sayAhead);
  }

  doubt(line: number, why: 'says_assigned' | 'unclear_end', status: string, end: string): void {
    this.#notes.warn(
      'status',
      line,
      why === 'says_assigned'
        ? `${this.#status} says ${quoted(status)} and ${this.#end} says ${quoted(end)}: whether they are assigned is unknown.`
        : `${this.#end} ${quoted(end)} is no day that is understood, so whether they are still assigned is unknown.`,
    );
  }

  readonly #sayHow = (count: number): string =>
    `${this.#status} says how somebody is assigned (${quotedList([...this.#hows])}), which is no status: ${rows(count)} taken as assigned.`;

  readonly #sayNobody = (count: number): string =>
    `${rows(count)} no person (${quotedList([...this.#types])}): skipped.`;

  readonly #sayAhead = (count: number): string =>
    `${rows(count)} assigned until a day in ${this.#end} that lies ahead: taken as assigned.`;
}

function rows(count: number): string {
  return count === 1 ? '1 row is' : `${count} rows are`;
}
