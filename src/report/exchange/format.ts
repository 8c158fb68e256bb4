import type { App } from '../../model/app-profile.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Instant } from '../../model/time.ts';

/** A deactivation that somebody recorded and a later read confirmed. */
export interface Closure {
  readonly recordId: string;
  readonly performedAt: Instant;
  readonly performedBy: string;
  readonly confirmedAsOf: Instant | null;
  readonly confirmedByRead: string | null;
}

/** One account on its way out. */
export interface ExchangeRow {
  readonly judged: JudgedAccount;
  /** Whether another account of the application has the same e-mail. */
  readonly sharesEmail: boolean;
  readonly closure: Closure | null;
}

/** A read that the exported statements rest on. */
export interface RestsOn {
  readonly source: string;
  readonly snapshotId: string | null;
  readonly asOf: Instant | null;
  readonly state: string;
  readonly completeness: string | null;
}

export interface ExchangeContext {
  /** Names of the applications, by id. */
  readonly names: ReadonlyMap<App, string>;
  /** Roles that the profile of an application calls privileged, in lower case. */
  readonly privileged: ReadonlyMap<App, ReadonlySet<string>>;
  /** The one application that is exported; null: all. */
  readonly app: App | null;
  readonly generatedAt: Instant;
  readonly version: string;
  readonly restsOn: readonly RestsOn[];
  /** What the receiver calls the resource; null where the format has no place for it. */
  readonly resourceId: string | null;
  /** The directory whose ids the receiver knows. */
  readonly directory: string;
}

/** What became of one account: text for each part of the output, or why there is none. */
export type Written =
  | { readonly texts: readonly string[]; readonly rows: number }
  /** It is listed beside the file, and the file stays true without it. */
  | { readonly leftOut: string }
  /** The file would say something untrue with it and without it, so none is written. */
  | { readonly refuses: string };

/** Writes one export; every text is one of the parts of the format, in their order. */
export interface ExchangeWriter {
  begin(): readonly string[];
  row(row: ExchangeRow): Written;
  end(): readonly string[];
}

export interface ExchangeShape {
  /**
   * The file of each part; parts of one file stand one behind the other. `''`: the file that the person named. Anything else:
   * a name in the folder that the person named.
   */
  readonly parts: readonly string[];
  /** Whether the receiver takes an account that is missing for one that is gone. */
  readonly wholeList: boolean;
  /** Whether it may hold several applications at once. */
  readonly manyApps: boolean;
  /** Whether the receiver's own id of the resource stands in it. */
  readonly needsResourceId: boolean;
  /** What the receiver does with it, what a missing row means there, and how it gets there. */
  readonly missing: string;
  readonly handOver: readonly string[];
  open(context: ExchangeContext): ExchangeWriter;
}
