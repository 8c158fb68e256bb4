import type { Caller } from '../model/actor.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock } from '../model/time.ts';
import type { Store } from '../store/store.ts';

/** What is the same for everybody who asks. */
export interface Ground {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Folders from which the import tool may read. */
  readonly importDirs: readonly string[];
  /** Data folder: holds the key that confirmation codes are bound with. */
  readonly home: string;
}

/** What every verb stands on. Time and who asks are given, never looked up. */
export interface Deps extends Ground, Caller {}
