import type { App, AppProfile } from '../../model/app-profile.ts';
import type { Observation } from '../../model/observation.ts';
import type { Kind } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { TimeZone } from '../../model/time-zone.ts';
import { words } from '../../model/words.ts';
import type { Columns } from '../csv/columns.ts';
import type { JsonImport } from '../json/json-import.ts';
import type { Notes } from '../notes/notes.ts';
import type { ReadingLog } from '../notes/reading-log.ts';
import type { Repeats } from '../repeats/repeats.ts';
import type { ClariGrants } from './clari-grants.ts';
import type { KindFields } from './field-spec.ts';

/** Headers or values that speak for a kind. All of `headers` must be there. */
export interface Marker {
  readonly headers: readonly string[];
  readonly weight: number;
  /** Also requires this of the values of the last header. */
  values?(values: readonly string[]): boolean;
}

/** From this weight on a marker is enough by itself to contradict another kind. */
export const STRONG = 6;
/** Enough by itself against any other headers: these are documented, or nobody else has them. */
export const CERTAIN = 2 * STRONG;

/** Headers, each of which speaks for a kind by itself and by so much. */
export function each(weight: number, headers: string): readonly Marker[] {
  return words(headers).map((header) => ({ headers: [header], weight }));
}

export type AboutApp = Pick<AppProfile, 'id' | 'name'>;

export interface RowContext {
  readonly columns: Columns;
  /** The application that its rows are about. */
  readonly app: AboutApp;
  /** Empty for kinds that belong to no directory. */
  readonly directory: string;
  readonly now: Instant;
  /** When the file was exported: what lay ahead then is no end. */
  readonly asOf: Instant;
  /** Whose clocks show the times that have no offset; null: nobody said. */
  readonly timeZone: TimeZone | null;
  readonly notes: Notes;
  readonly log: ReadingLog;
  /** Of a file that has people and grants in one; null: it has none. */
  readonly grants: ClariGrants | null;
  /** It was stated that nothing is missing. */
  readonly statedComplete: boolean;
  /** Values of a column in the head of the file, blanks left out. */
  valuesOf(index: number): readonly string[];
}

/**
 * What became of a data row. `read_all`: it yielded several observations, or none because it said nothing new.
 * `skipped`: it is about something else, such as another application, which is not a fault; the reader reports it.
 * `left_out`: it is valid but not wanted, and the reader counts it.
 */
type RowReading =
  | { readonly kind: 'read'; readonly observation: Observation }
  | { readonly kind: 'read_all'; readonly observations: readonly Observation[] }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'left_out' };

export interface RowReader {
  /** `plain`: every cell can be taken as it stands, by its column's form. */
  (cells: readonly string[], line: number, plain: boolean): RowReading;
  /** Where it compares rows with one another, which may wait until the end. */
  readonly repeats?: Pick<Repeats, 'settle' | 'end' | 'pairs'>;
  /** After the last row: why the file, whole as it is, is a part of what its kind is about; null: it is not. */
  partial?(): string | null;
}

/** One kind of file, whole: a further kind is one more of these in `kinds.ts`. */
export interface KindSpec extends KindFields {
  readonly kind: Kind;
  readonly markers: readonly Marker[];
  /** How it is read as CSV; null: it comes in JSON only. */
  readonly import: KindImport | null;
  /** How it is read as JSON; absent: it comes in CSV only. */
  readonly json?: JsonImport;
  /** Whose accounts it speaks of; absent: Clari's, or a directory's people. */
  readonly app?: App;
}

export interface KindImport {
  /** At least one of these fields needs a column, or rows cannot be distinguished. */
  readonly identifiers: readonly string[];
  /** And all of these. */
  readonly required?: readonly string[];
  /** At least one of these fields needs a column, or the file could be a list of anything. */
  readonly telling?: readonly string[];
  readonly ofDirectory: boolean;
  /** Its rows are people: one id with two of them is refused. */
  readonly oneRowEach?: boolean;
  reader(context: RowContext): RowReader;
  /** Warnings of the header line: what the layout alone makes unknowable. */
  gaps(columns: Columns): readonly string[];
}
