import type { AsOfBasis, Completeness, Filter, Kind } from './snapshot.ts';
import type { Instant } from './time.ts';

/** What one series of reads proves now, what it can't, and the command that closes each gap. */
export interface SourceCoverage {
  /** `clari-users`, `directory:okta`, …; also a source that is expected and missing. */
  readonly source: string;
  readonly kind: Kind;
  readonly directory: string | null;
  readonly state: 'fresh' | 'stale' | 'missing';
  /** The read that answers rest on; null when missing. */
  readonly snapshotId: string | null;
  readonly asOf: Instant | null;
  readonly asOfBasis: AsOfBasis | null;
  /** A tool call without a person brought it: it settles no claim. */
  readonly byAssistant: boolean;
  readonly ageDays: number | null;
  readonly rows: number | null;
  readonly rowsRefused: number | null;
  readonly completeness: Completeness | null;
  readonly filter: Filter | null;
  readonly sha256: string | null;
  readonly headerFingerprint: string | null;
  readonly snapshots: number;
  /** Reads that a guard holds: they count for nothing. */
  readonly held: readonly string[];
  /** The same, with what speaks against each. */
  readonly heldReads: readonly HeldRead[];
  readonly proves: readonly string[];
  readonly cannotProve: readonly { readonly gap: string; readonly closeWith: string }[];
  /** When it becomes stale; null when it is, or when missing. */
  readonly staleAt: Instant | null;
}

export interface HeldRead {
  readonly snapshotId: string;
  readonly asOf: Instant;
  readonly fileName: string;
  /** The likeliest reason first. */
  readonly why: readonly string[];
  /** A newer read counts: nothing waits for this one. */
  readonly isOvertaken: boolean;
  /** Dated ahead of the clock: one of the two is wrong. */
  readonly isAhead: boolean;
  readonly acceptWith: string;
}
