import type { Settings } from '../../model/settings.ts';
import { addMs, type Instant } from '../../model/time.ts';

/** The moment from which on an observation of that time supports no verdict. */
export function staleAt(asOf: Instant, settings: Pick<Settings, 'staleAfterMs'>): Instant {
  return addMs(asOf, settings.staleAfterMs);
}

export function isStale(asOf: Instant, now: Instant, settings: Pick<Settings, 'staleAfterMs'>): boolean {
  return now >= staleAt(asOf, settings);
}
