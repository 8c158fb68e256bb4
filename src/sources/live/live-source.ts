import type { App } from '../../model/app-profile.ts';
import type { LiveName, LiveReadFacts } from '../../model/live.ts';
import type { AssignmentObservation, IdentityObservation, Observation, RowProblem } from '../../model/observation.ts';
import type { DirectoryFacts, Filter, Kind } from '../../model/snapshot.ts';
import type { Clock, Instant } from '../../model/time.ts';

/** One snapshot of a sync, on its way. */
export interface LiveRead {
  readonly kind: Kind;
  readonly directory: string | null;
  readonly app: App | null;
  readonly filter: Filter | null;
  /** Stands where a file has its name: `Okta acme.okta.com`. */
  readonly label: string;
  /** Batches of at most some thousand observations as pages come in; `line` is given to them afterwards. */
  rows(): AsyncGenerator<readonly Observation[], LiveReadEnd, void>;
}

export interface LiveReadEnd extends Pick<LiveReadFacts, 'mode' | 'cursor' | 'gaps'> {
  /** `complete` only where the answers prove that nothing is missing: then absence counts. Never with zero rows. */
  readonly completeness: 'complete' | 'partial';
  readonly facts: DirectoryFacts | null;
  /** Items that were not understood, the first 1,000 of them, and how many there were. */
  readonly rejected: readonly RowProblem[];
  readonly refused: number;
  /** Null: this read is full itself. */
  readonly fullReadAt: Instant | null;
  /** Stands where a file has its header: what was asked of whom, so that a read only goes on from one of its own kind. */
  readonly fingerprint: string;
}

/** The last complete live read of a series, for a read that asks only for what changed since. */
export interface EarlierRead {
  readonly asOf: Instant;
  readonly fullReadAt: Instant;
  readonly cursor: string | null;
  readonly fingerprint: string;
  readonly rows: number;
  /** True if the current file readers made its rows. Otherwise they are read again and not carried over. */
  readonly isOfThisReader: boolean;
  identities(): AsyncIterable<readonly IdentityObservation[]>;
  assignments(): AsyncIterable<readonly AssignmentObservation[]>;
}

export interface LiveOptions {
  /** Of every read of this sync: when it began, since nothing is known of a moment after that for all of it. */
  readonly asOf: Instant;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** By pages, since nobody knows how many will come. */
  progress(pages: number, rows: number, what: string): void;
  earlier(series: Pick<LiveRead, 'kind' | 'directory' | 'app'>): Promise<EarlierRead | null>;
}

/** One permission or setting that the source needs or could use, as `doctor` reports it. */
export interface LiveCheck {
  /** A scope or a setting, by its vendor's name. */
  readonly name: string;
  readonly state: 'works' | 'missing' | 'failed' | 'not_tried';
  readonly buys: string;
  /** What cannot be concluded without it. */
  readonly costs: string;
  /** What to do about it; null: nothing. */
  readonly remedy: string | null;
}

export interface LiveSource {
  readonly name: LiveName;
  /** What it speaks to, without credentials: `https://acme.okta.com as a service app`. */
  readonly target: string;
  /** Remarks on the configuration, such as a credential that may more than it must. */
  readonly remarks: readonly string[];
  /** One read after the other: the caller takes all rows of one before it asks for the next. */
  reads(options: LiveOptions): AsyncGenerator<LiveRead, void, void>;
  check(options: Pick<LiveOptions, 'clock' | 'signal'>): Promise<readonly LiveCheck[]>;
  /** The account for which the credentials act, once that was asked; absent: the source does not say it. */
  actsFor?(): { readonly app: App; readonly exportId: string } | null;
  /** Requests that went out so far. */
  calls(): number;
}
