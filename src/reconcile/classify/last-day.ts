import type { Identity } from '../../model/identity.ts';
import { addMs, DAY_MS, type Instant } from '../../model/time.ts';

/** From this moment on somebody whose last day is known has left, as far as was known; null: no last day is known. */
export function leavesAt({ latest: { leavesOn } }: Identity): Instant | null {
  if (leavesOn === null) return null;
  // A last day is worked to its end.
  return leavesOn.dateOnly ? addMs(leavesOn.at, DAY_MS) : leavesOn.at;
}
