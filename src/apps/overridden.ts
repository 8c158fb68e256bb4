import type { AppProfile } from '../model/app-profile.ts';
import type { Capability, CapabilityOverride } from '../model/capability.ts';

/** The published entry that an override replaces; undefined: there is none. */
export function overridden(
  { app = 'clari', id }: CapabilityOverride,
  all: readonly AppProfile[],
): Capability | undefined {
  return all.find((profile) => profile.id === app)?.capabilities.find((capability) => capability.id === id);
}
