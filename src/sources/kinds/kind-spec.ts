import type { Observation } from '../../model/observation.ts';
import type { Kind } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { Columns } from '../columns.ts';
import type { Notes } from '../notes.ts';

/** A field of ours and the headers that feed it, as header keys; the first that a file has wins. */
export interface FieldSpec {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Headers that feed it only if the column's values fit. */
  readonly doubtful?: readonly { readonly alias: string; fits(values: readonly string[]): boolean }[];
  /** Every matching column feeds it, not just the first. */
  readonly many?: boolean;
}

/** Headers or values that speak for a kind. All of `headers` must be there. */
export interface Marker {
  readonly headers: readonly string[];
  readonly weight: number;
  /** Also requires this of the values of the last header. */
  values?(values: readonly string[]): boolean;
}

/** From this weight on a marker is enough by itself to contradict another kind. */
export const STRONG = 6;

export interface RowContext {
  readonly columns: Columns;
  /** Empty for kinds that belong to no directory. */
  readonly directory: string;
  readonly now: Instant;
  readonly notes: Notes;
}

/** What became of a data row. `skipped`: it belongs to something else (another application), and is no fault. */
type RowReading =
  | { readonly kind: 'read'; readonly observation: Observation }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'skipped'; readonly why: string };

export type RowReader = (cells: readonly string[], line: number) => RowReading;

/** One kind of file, whole: a further kind is one more of these in `kinds.ts`. */
export interface KindSpec {
  readonly kind: Kind;
  /** For sentences: "a Clari users export". */
  readonly title: string;
  readonly fields: readonly FieldSpec[];
  readonly markers: readonly Marker[];
  /** Keys that a JSON file of this kind has, all of them. */
  readonly jsonKeys?: readonly string[];
  /** Null: it is recognised, and not imported. */
  readonly import: KindImport | null;
}

export interface KindImport {
  /** One of these must be fed, or no row can be told from another. */
  readonly identifiers: readonly string[];
  readonly ofDirectory: boolean;
  reader(context: RowContext): RowReader;
  /** What the layout alone makes unknowable, as warnings of the header line. */
  gaps(columns: Columns): readonly string[];
}
