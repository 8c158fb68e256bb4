import type { CellForm } from '../csv/cell-form.ts';
import type { CsvEnd, CsvRow } from '../csv/csv-reader.ts';
import type { Layout } from '../csv/layout.ts';

/**
 * A file as a header and rows, each with its place, whatever holds them. What a row means is read in one way for all;
 * only how rows are found differs.
 */
export interface Table {
  readonly layout: Layout;
  readonly sha256: string;
  readonly bytes: number;
  /** How it is written: an encoding, or the container. */
  readonly encoding: string;
  /** The file ends in the middle of this; null: nothing shows that it does. */
  readonly cutOff: 'character' | 'entry' | null;
  /** The last row is whole: a line break follows it, or the container says so. */
  readonly closed: boolean;
  /** Sentences for whoever asks how it was read. */
  readonly why: readonly string[];
  /** Why the file is a part of something, as it says itself; null: it does not. */
  readonly partial: string | null;
  /** Where the row of a line stands; absent: the line says it. */
  placeOf?(line: number): string;
  /** Each walk begins at the first row. */
  walk(options: WalkOptions): TableWalk;
}

/** Which sheet of a workbook somebody named, and the option that names one, for messages. */
export interface SheetChoice {
  /** Null: the content decides. */
  readonly name: string | null;
  readonly option: string;
}

export interface WalkOptions {
  /** What the columns are read as, so that plain rows are known; null: nobody asks. */
  readonly forms: readonly CellForm[] | null;
  readonly signal?: AbortSignal | undefined;
}

export interface TableWalk {
  /** Rows in order, with the header and what stands before it. Throws ERR_FILE_CHANGED after the last. */
  pieces(): AsyncGenerator<readonly CsvRow[], void, void>;
  readonly bytesRead: number;
  /** What the end of the text looks like; known after the last piece. */
  readonly end: CsvEnd;
  /** What was met on the way and concerns the file as a whole; known after the last piece. */
  readonly remarks: readonly string[];
}

/** The end of what has no text that could be cut. */
export const WHOLE_END: CsvEnd = { unterminated: null, openText: null, halfBreak: false };
