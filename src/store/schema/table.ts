/**
 * What a column holds. Not null unless it ends in `?`. `serial` is a number that the database gives, and the primary
 * key. Instants are text of one form, so that they compare as text; flags are integers 0 and 1; documents are text.
 */
type Type = 'text' | 'integer' | 'real';
export type ColumnSpec = Type | `${Type}?` | `${Type} default ${string}` | 'serial';

export interface Index {
  readonly on: readonly string[];
  /** Only rows that meet it are in the index. */
  readonly where?: string;
}

export interface Reference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly to: readonly string[];
  /** Rows go with the one they refer to. */
  readonly cascade?: true;
}

export interface Table {
  readonly name: string;
  /** In the order of the table. */
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  /** The primary key; left out where a column is `serial`. */
  readonly key?: readonly string[];
  /** A number that was given once is never given again, even when its row is removed. */
  readonly neverReused?: true;
  readonly unique?: readonly (readonly string[])[];
  readonly checks?: readonly string[];
  readonly references?: readonly Reference[];
  /** Named `TABLE_NAME` by their key. */
  readonly indexes?: Readonly<Record<string, Index>>;
  /** The database itself refuses to change or remove a row. */
  readonly appendOnly?: true;
  /** Rows of kilobytes: SQLite keeps them apart from the key. */
  readonly large?: true;
  /** Rows that are there from the start, in the order of the columns. */
  readonly rows?: readonly (readonly (string | number)[])[];
  /** What only the one or the other database understands. */
  readonly extra?: { readonly sqlite: string; readonly postgres: string };
}

/** The columns that say which row it is. */
export function keyOf(table: Table): readonly string[] {
  if (table.key !== undefined) return table.key;
  return Object.entries(table.columns).flatMap(([name, spec]) => (spec === 'serial' ? [name] : []));
}
