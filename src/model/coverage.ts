import type { AsOfBasis, Completeness, Filter, Kind } from './snapshot.ts';
import type { Instant } from './time.ts';

/** What one series of snapshots proves now, what it cannot prove, and the command that closes each gap. */
export interface SourceCoverage {
  /** `clari-users`, `directory:okta`, …; also a source that is expected and missing. */
  readonly source: string;
  readonly kind: Kind;
  readonly directory: string | null;
  readonly state: 'fresh' | 'stale' | 'missing';
  /** The snapshot that answers rest on; null if it is missing. */
  readonly snapshotId: string | null;
  readonly asOf: Instant | null;
  readonly asOfBasis: AsOfBasis | null;
  /** A tool call without a person brought it, so it settles no claim. */
  readonly byAssistant: boolean;
  readonly ageDays: number | null;
  readonly rows: number | null;
  readonly rowsRefused: number | null;
  readonly completeness: Completeness | null;
  readonly filter: Filter | null;
  readonly sha256: string | null;
  readonly headerFingerprint: string | null;
  readonly snapshots: number;
  /** Snapshots that a guard holds; they do not count. */
  readonly held: readonly string[];
  /** The same, with the objections to each. */
  readonly heldReads: readonly HeldRead[];
  readonly proves: readonly string[];
  readonly cannotProve: readonly { readonly gap: string; readonly closeWith: string }[];
  /** When it becomes stale; null if it is stale or missing. */
  readonly staleAt: Instant | null;
}

export interface HeldRead {
  readonly snapshotId: string;
  readonly asOf: Instant;
  readonly fileName: string;
  /** The likeliest reason first. */
  readonly why: readonly string[];
  /** True if a newer snapshot counts, so that nothing waits for this one. */
  readonly isOvertaken: boolean;
  /** True if it is dated in the future: its date or the clock is wrong. */
  readonly isAhead: boolean;
  readonly acceptWith: string;
}
