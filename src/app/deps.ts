import type { Watch } from '../evaluation/index.ts';
import type { Caller } from '../model/actor.ts';
import { type LiveSettings, NO_LIVE_SETTINGS } from '../model/live.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock } from '../model/time.ts';
import { TUNING, type Tuning } from '../sources/live/tuning.ts';
import type { Store } from '../store/store.ts';
import type { Offload } from './imports/offload.ts';

/** What is the same for all callers. */
export interface Ground {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Folders from which the import tool may read. */
  readonly importDirs: readonly string[];
  readonly live: Live;
  /** Data folder. It holds the key to which confirmation codes are bound. */
  readonly home: string;
  /**
   * True for a process that only reads: it evaluates from the snapshots, and leaves log entries in the ledger to
   * others.
   */
  readonly readOnly?: boolean | undefined;
  /** Absent if nobody else waits: long work is then done in this thread. */
  readonly offload?: Offload | undefined;
}

/** Which live sources are configured, and how patiently they are read. */
export interface Live {
  readonly settings: LiveSettings;
  readonly tuning: Tuning;
}

export const NO_LIVE: Live = { settings: NO_LIVE_SETTINGS, tuning: TUNING };

/** What every verb works with. The clock and the caller are passed in, never looked up. */
export interface Deps extends Ground, Caller {
  /** A folder with the one file that a person sent to the page for this call; it may lie in the data folder. */
  readonly uploaded?: string | undefined;
  /** Progress and cancellation of long work. */
  readonly watch?: Watch | undefined;
}
