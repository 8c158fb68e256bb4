import type { App } from '../model/app-profile.ts';
import type { Observation, RowProblem } from '../model/observation.ts';
import type { AsOfBasis, Completeness, Filter, Kind, Reading, SnapshotHead, SnapshotTally } from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';

/** Where the bytes come from. A file is read more than once (hash and detection first), so it can be opened again. */
export interface FileInput {
  /** Name for messages and the snapshot: never a whole path. */
  readonly name: string;
  readonly modifiedAt: Instant | null;
  /** Pieces of any size; one may be overwritten once the next is asked for. */
  open(): AsyncIterable<Uint8Array>;
}

/** What the person who brings the file says about it; null: nothing. */
export interface FileStatement {
  readonly kind: Kind | null;
  /** The application whose list it is; absent: nobody said. */
  readonly app?: App | null;
  readonly directory: string | null;
  readonly asOf: Instant | null;
  readonly completeness: Exclude<Completeness, 'unknown'> | null;
  readonly filter: Filter | null;
  /** Our field name → header in the file. */
  readonly mapping: Readonly<Record<string, string>>;
  /** IANA name of the zone whose times the file writes without an offset; absent: nobody said. */
  readonly timeZone?: string | null;
  /** Which sheet of a workbook; absent: the content decides. */
  readonly sheet?: string | null;
}

export interface Detection {
  readonly kind: Kind;
  /** `stated`, or the content made it clear. */
  readonly basis: 'stated' | 'content';
  /** Sentences: which headers spoke for it, what was assumed. */
  readonly why: readonly string[];
  /** Our field name → header that feeds it. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly unmapped: readonly string[];
}

/** A file after its first pass: identified, described, not yet turned into rows. */
export interface InspectedFile {
  readonly head: SnapshotHead;
  readonly detection: Detection;
  /**
   * Second pass: yields batches of at most 1,000 observations as the file streams by; returns the tally at the end.
   * Throws ERR_FILE_CHANGED when the bytes are no longer those of the first pass.
   */
  rows(options: { readonly signal?: AbortSignal | undefined }): AsyncGenerator<SourceBatch, SourceSummary, void>;
}

export interface SourceBatch {
  readonly observations: readonly Observation[];
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface SourceSummary {
  readonly tally: SnapshotTally;
  /** Refused rows, the first 1,000 of them; `tally.rowsRefused` counts all. */
  readonly rejected: readonly RowProblem[];
  /** Values set aside in accepted rows, merged duplicate rows, skipped footers: the first 200, most telling first. */
  readonly warnings: readonly RowProblem[];
  /** The content proved the file cut off: it is `partial` whatever was stated. */
  readonly truncated: boolean;
  /** How its columns were read; null: it is JSON, whose keys are named by who made it. */
  readonly reading: Reading | null;
  /** Three people as they were read, for whoever checks a mapping. Not kept. */
  readonly samples: readonly Readonly<Record<string, string | null>>[];
}

export interface AsOf {
  readonly at: Instant;
  readonly basis: AsOfBasis;
}
