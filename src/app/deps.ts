import type { Actor } from '../model/actor.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock } from '../model/time.ts';
import type { Store } from '../store/store.ts';

/** What every verb stands on. Time and actor are given, never looked up. */
export interface Deps {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly actor: Actor;
  /** Folders from which the import tool may read. */
  readonly importDirs: readonly string[];
  /** Data folder: holds the key that confirmation codes are bound with. */
  readonly home: string;
}
