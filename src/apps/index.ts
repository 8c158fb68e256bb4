import type { App, AppProfile } from '../model/app-profile.ts';
import { sixSense } from './6sense.ts';
import { alkami } from './alkami.ts';
import { amazingHiring } from './amazinghiring.ts';
import { clari } from './clari.ts';
import { copilot } from './copilot.ts';
import { salesloft } from './salesloft.ts';

export { checkPlacement, checkProfile } from './check-profile.ts';

/** The profiles that come with the program, in the order of `SHIPPED_APPS`. */
export const SHIPPED_PROFILES: readonly AppProfile[] = [clari, copilot, salesloft, sixSense, alkami, amazingHiring];

/** A profile that comes with the program; null: none of them has this id. */
export function profileOf(id: App): AppProfile | null {
  return SHIPPED_PROFILES.find((profile) => profile.id === id) ?? null;
}
