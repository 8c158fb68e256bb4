import type { AppProfile } from '../model/app-profile.ts';
import type { Capability, CapabilityOverride, CapabilityValue } from '../model/capability.ts';
import { isAhead } from '../model/day.ts';
import type { Instant } from '../model/time.ts';
import { overridden } from './overridden.ts';

/** What is wrong with an override, and what to do about it. `entry` counts from 1. */
export interface OverrideProblem {
  readonly entry: number;
  readonly what: string;
  readonly fix: string;
}

/** The first reason not to accept these overrides; null if there is none. */
export function overrideProblem(
  overrides: readonly CapabilityOverride[],
  all: readonly AppProfile[],
  now: Instant,
): OverrideProblem | null {
  const seen = new Set<Capability>();
  for (const [index, override] of overrides.entries()) {
    const entry = index + 1;
    const profile = all.find(({ id }) => id === (override.app ?? 'clari'));
    if (profile === undefined) {
      const apps = all.map(({ id }) => id).join(', ');
      return { entry, what: 'names an application that does not exist', fix: `use one of these: ${apps}` };
    }
    const published = overridden(override, all);
    if (published === undefined) {
      const ids = profile.capabilities.map((capability) => capability.id).join(', ');
      return { entry, what: 'names an id that does not exist', fix: `use one of these ids: ${ids}` };
    }
    if (seen.has(published))
      return { entry, what: `repeats the id ${published.id}`, fix: 'keep one entry for each id' };
    seen.add(published);
    if (!fits(published.value, override.value))
      return {
        entry,
        what: `has another kind of value than ${published.id}`,
        fix: `write ${kindOf(published.value)}, and the rest in "note"`,
      };
    if (isAhead(override.date, now))
      return { entry, what: 'has a date in the future', fix: 'write the day on which it was known' };
  }
  return null;
}

/** Whether the value has a fitting type. A text may become yes or no, which is what somebody may find out. */
function fits(published: CapabilityValue, own: CapabilityValue): boolean {
  if (typeof published === 'string') return typeof own === 'string' || typeof own === 'boolean';
  return typeof published === typeof own;
}

function kindOf(value: CapabilityValue): string {
  switch (typeof value) {
    case 'boolean':
      return 'true or false';
    case 'number':
      return 'a number';
    case 'string':
      return 'a text, or true or false';
    default:
      return 'a list of texts';
  }
}
