import { bare, shellWord } from '../../model/foreign.ts';
import type { Moment } from '../../model/time.ts';
import type { Columns } from '../csv/columns.ts';
import type { RowContext } from '../kinds/kind-spec.ts';
import type { Notes } from '../notes/notes.ts';
import type { ReadingLog } from '../notes/reading-log.ts';
import type { Alike } from './alike.ts';
import { dateColumnReader } from './date-order.ts';
import { readEmail } from './email.ts';
import { idColumnOf } from './id-columns.ts';
import { isUsualId, readId, withoutTextMark } from './ids.ts';
import { knownValues } from './known-values.ts';
import { type MomentReading, momentReader } from './moments.ts';
import { cleanText, isBlank, quoted, textOrNull } from './text.ts';

const EQUALS = 0x3d;

const LONGEST_STATED = 200;

/**
 * Reads the cells of the current row by column. A cell that it cannot understand is set aside with a warning, never
 * guessed.
 */
export class CellReader {
  readonly #columns: Columns;
  readonly #notes: Notes;
  readonly #log: ReadingLog;
  readonly #momentColumn: (index: number) => (raw: string) => MomentReading;
  readonly #moments: ((raw: string) => MomentReading)[] = [];
  readonly #idColumn: (index: number) => ReturnType<typeof idColumnOf>;
  /** For each column: whether the ids of a plain row may be used without further cleaning. */
  readonly #takenIds: readonly boolean[];
  readonly #ids: ReturnType<typeof idColumnOf>[] = [];
  /** Remembered results for columns that have few distinct values, by column. */
  readonly #words: ((raw: string) => string | null)[] = [];
  /** Warnings already reported, by column and sort. */
  readonly #reported: Map<string, Alike>[] = [];
  #cells: readonly string[] = [];
  #line = 0;
  #plain = false;

  constructor({ columns, notes, log, now, timeZone, valuesOf }: RowContext) {
    this.#columns = columns;
    this.#notes = notes;
    this.#log = log;
    const read = momentReader(now, { zone: timeZone });
    this.#momentColumn = (index) => knownValues(dateColumnReader(valuesOf(index), columns.dateOrder, read));
    this.#idColumn = (index) => idColumnOf(valuesOf(index));
    this.#takenIds = columns.headers.map(
      (_, index) => columns.formOf(index) === 'id' && this.#idColumn(index) === null,
    );
  }

  /** Moves to another row. `plain`: the cells of this row may be used without further cleaning. */
  on(cells: readonly string[], line: number, plain = false): void {
    this.#cells = cells;
    this.#line = line;
    this.#plain = plain;
  }

  /** Physical line of the current row, from 1. */
  get line(): number {
    return this.#line;
  }

  /** The cell unchanged, except that the text mark `="…"` is removed, which belongs to no kind of cell. */
  raw(index: number): string {
    const cell = this.#cell(index);
    return this.#plain || cell.charCodeAt(0) !== EQUALS ? cell : withoutTextMark(cell);
  }

  #cell(index: number): string {
    // A field without a column has -1, and asking an array for that is many times slower than not asking.
    return index < 0 ? '' : (this.#cells[index] ?? '');
  }

  text(index: number): string | null {
    const raw = this.raw(index);
    if (raw === '') return null;
    return this.#plain ? raw : textOrNull(raw);
  }

  /** As `text`, with the result remembered: for columns whose values repeat in many rows. */
  word(index: number): string | null {
    if (index < 0 || this.#plain) return this.text(index);
    this.#words[index] ??= knownValues(textOrNull);
    return this.#words[index]?.(this.raw(index)) ?? null;
  }

  id(index: number): string | null {
    const raw = this.#cell(index);
    if (raw === '') return null;
    if (this.#plain && this.#takenIds[index] === true) return raw;
    const known = this.#ids[index];
    const column = known === undefined ? this.#idColumn(index) : known;
    if (known === undefined) this.#ids[index] = column;
    if (column === null && isUsualId(raw)) return raw;
    const { id, why, isMarked } = column === null ? readId(raw) : column.read(raw);
    if (why !== null) this.#setAside('identifier', index, why);
    else if (id === null) this.missing(index);
    else if (isMarked) this.#tell('identifier', index, 'marked', () => `stands behind a mark: taken as ${quoted(id)}.`);
    else if (column !== null && column.tells !== null && id !== raw)
      this.#tell('identifier', index, column.tells, () => `${column.tells}: taken as ${quoted(id)}.`);
    return id;
  }

  email(index: number): string | null {
    const raw = this.raw(index);
    if (raw === '') return null;
    if (this.#plain && this.#columns.formOf(index) === 'address') return raw;
    if (raw.trim() === '') return null;
    const email = readEmail(raw);
    if (email === null) this.#setAside('identifier', index, 'is no e-mail address');
    return email;
  }

  /** Returns what `read` makes of an address; a usual address of a plain row is returned without calling it. */
  address(index: number, read: (raw: string) => string | null): string | null {
    const raw = this.raw(index);
    if (raw === '') return null;
    return this.#plain && this.#columns.formOf(index) === 'address' ? raw : read(raw);
  }

  moment(index: number): Moment | null {
    const raw = this.raw(index);
    if (raw === '') return null;
    this.#moments[index] ??= this.#momentColumn(index);
    const reading = this.#moments[index](raw);
    if (reading.kind === 'unknown') this.#setAside('time', index, reading.why);
    else if (reading.kind === 'blank' || reading.kind === 'never') this.missing(index);
    const note = reading.kind === 'moment' ? reading.note : undefined;
    if (note !== undefined) this.#tell('time', index, note, () => `${note}.`);
    return reading.kind === 'moment' ? reading.moment : null;
  }

  /** Counts a cell that says that there is no value, as `N/A` does. Such a cell reads as blank. */
  missing(index: number): void {
    const raw = this.raw(index);
    if (!isBlank(raw)) this.#log.missing(index, raw);
  }

  /**
   * Warns that a status is not a known word, and keeps it verbatim. `canBeStated`: the warning names the option that
   * would settle it.
   */
  unknownStatus(index: number, canBeStated = false): void {
    const raw = this.raw(index);
    this.#log.notUnderstood(index, raw);
    this.#notes.warn(
      'status',
      this.#line,
      `${this.#header(index)} ${quoted(raw)} is no status that is known: unknown, kept as it is.${canBeStated ? this.#cure(index, raw) : ''}`,
    );
  }

  /** Warns that the date of an end was not understood; such a date decides nothing. */
  unreadableDate(index: number, why: string): void {
    this.#log.notUnderstood(index, this.raw(index));
    this.#setAside('time', index, why);
  }

  #cure(index: number, raw: string): string {
    // Whole or not at all, because what is stated of a part of a word is stated of another word.
    if (raw.length > LONGEST_STATED) return '';
    const said = shellWord(`inactive=${this.#columns.headers[index] ?? ''}:${cleanText(raw, LONGEST_STATED)}`, '"');
    return ` --map ${said} (or active=, suspended=, deleted=) says what it means.`;
  }

  #setAside(kind: 'identifier' | 'time', index: number, why: string): void {
    this.#notes.doubt();
    this.#tell(kind, index, why, () => `${why}: taken as unknown.`);
  }

  /** Reports an odd cell once for each column and sort of oddness. */
  #tell(kind: 'identifier' | 'time', index: number, sort: string, how: () => string): void {
    const raw = this.#cell(index);
    this.#reported[index] ??= new Map();
    const reported = this.#reported[index];
    let alike = reported.get(sort);
    if (alike === undefined) {
      alike = this.#notes.alike(kind, `${index} ${sort}`, () => this.#sentence(index, raw, how()));
      reported.set(sort, alike);
    }
    alike.add(this.#line, raw);
  }

  #sentence(index: number, raw: string, how: string): string {
    return `${this.#header(index)} ${quoted(raw)} ${how}`;
  }

  #header(index: number): string {
    return bare(cleanText(this.#columns.headers[index] ?? '', 60));
  }
}
