import type { Identity } from '../../model/identity.ts';
import { addMs, DAY_MS, type Instant } from '../../model/time.ts';

/** The moment from which on a person whose last day is known has left; null if no last day is known. */
export function leavesAt({ latest: { leavesOn } }: Identity): Instant | null {
  if (leavesOn === null) return null;
  // The last day itself is still worked, so it counts to its end.
  return leavesOn.dateOnly ? addMs(leavesOn.at, DAY_MS) : leavesOn.at;
}
