import type { Settings } from '../../model/settings.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';

/** What is stated of this deployment that tells what a read proves, and how it is put. */
export type CoverageSettings = Pick<Settings, 'directories' | 'staleAfterMs' | 'profiles'>;

/** One series and its snapshots as they stand now. */
export interface SeriesNow {
  readonly source: string;
  /** The newest read that counts. */
  readonly newest: Snapshot;
  /** The newest snapshot that proves absence. */
  readonly proving: Snapshot | null;
  readonly held: readonly Snapshot[];
  readonly stale: boolean;
  readonly settings: CoverageSettings;
  readonly now: Instant;
}
