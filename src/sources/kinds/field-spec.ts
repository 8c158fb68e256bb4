import type { CellForm } from '../csv/cell-form.ts';
import type { StatusSearch } from '../senses/status-columns.ts';

/** A field of ours and the headers that feed it, as header keys; the first that a file has wins. */
export interface FieldSpec {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Headers that feed it only if the column's values, or the keys of the other headers, fit. */
  readonly doubtful?: readonly {
    readonly alias: string;
    fits(values: readonly string[], keys: readonly string[]): boolean;
  }[];
  /** What its cells are read as where a row is plain; absent: as text. */
  readonly form?: CellForm;
  /** Every matching column feeds it, not just the first. */
  readonly many?: boolean;
}

/** The fields of one kind of file, and how the columns that feed them are found. */
export interface KindFields {
  /** For sentences: "a Clari users export". */
  readonly title: string;
  readonly fields: readonly FieldSpec[];
  /** How its columns of a status are found; absent: it has at most the one that its fields name. */
  readonly senses?: Pick<StatusSearch, 'besideAliases' | 'doubtful' | 'wordOf'>;
}
