import type { Watch } from '../evaluation/index.ts';
import type { Caller } from '../model/actor.ts';
import { type LiveSettings, NO_LIVE_SETTINGS } from '../model/live.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock } from '../model/time.ts';
import { TUNING, type Tuning } from '../sources/live/tuning.ts';
import type { Store } from '../store/store.ts';
import type { Offload } from './imports/offload.ts';

/** What is the same for everybody who asks. */
export interface Ground {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Folders from which the import tool may read. */
  readonly importDirs: readonly string[];
  readonly live: Live;
  /** Data folder: holds the key that confirmation codes are bound with. */
  readonly home: string;
  /** Only reading: what follows from the reads alone is judged, and left for others to enter into the ledger. */
  readonly readOnly?: boolean | undefined;
  /** Left out where nobody else waits: then long work is done where it is asked for. */
  readonly offload?: Offload | undefined;
}

/** Which live sources are configured, and how patiently they are read. */
export interface Live {
  readonly settings: LiveSettings;
  readonly tuning: Tuning;
}

export const NO_LIVE: Live = { settings: NO_LIVE_SETTINGS, tuning: TUNING };

/** What every verb stands on. Time and who asks are given, never looked up. */
export interface Deps extends Ground, Caller {
  /** Who waits for what takes long. */
  readonly watch?: Watch | undefined;
}
