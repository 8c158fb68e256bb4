import type { Settings } from '../../model/settings.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';

/** One series as its reads stand now. */
export interface SeriesNow {
  readonly source: string;
  /** The newest read that counts. */
  readonly newest: Snapshot;
  /** The newest that proves who is not in it. */
  readonly proving: Snapshot | null;
  readonly held: readonly Snapshot[];
  readonly stale: boolean;
  readonly settings: Pick<Settings, 'directories' | 'staleAfterMs'>;
  readonly now: Instant;
}
