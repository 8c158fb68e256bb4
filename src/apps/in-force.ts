import type { AppProfile } from '../model/app-profile.ts';
import type { Capability, CapabilityInForce, CapabilityOverride, CapabilityProfile } from '../model/capability.ts';
import { isOld, OLD_AFTER_DAYS } from '../model/day.ts';
import type { Instant } from '../model/time.ts';
import { overridden } from './overridden.ts';

/**
 * What counts now of one application: the tenant's own statement before the published one, each marked if it is too old
 * to rely on without asking. `all`: every profile, because an entry may stand in several, and one override is for each.
 */
export function capabilities(
  profile: AppProfile,
  all: readonly AppProfile[],
  overrides: readonly CapabilityOverride[],
  now: Instant,
): CapabilityProfile {
  const own = new Map(overrides.map((override) => [overridden(override, all), override]));
  const entries = profile.capabilities.map((published) => inForce(published, own.get(published), now));
  const old = entries.filter((entry) => entry.old).length;
  return {
    app: profile.id,
    asOf: now,
    oldAfterDays: OLD_AFTER_DAYS,
    warnings: [
      ...(entries.some(({ id }) => id === 'merger.salesloft')
        ? ['Clari and Salesloft have merged: everything here is subject to revision. Ask Clari before building on it.']
        : []),
      ...(old === 0
        ? []
        : [`${old} of ${entries.length} entries are more than ${OLD_AFTER_DAYS} days old: check them again.`]),
    ],
    capabilities: entries,
  };
}

function inForce(published: Capability, own: CapabilityOverride | undefined, now: Instant): CapabilityInForce {
  const { id, statement, ...replaced } = published;
  if (own === undefined) {
    const { value, ...origin } = replaced;
    return { id, statement, value, tenantOverride: false, ...origin, old: isOld(published.date, now) };
  }
  return {
    id,
    statement,
    value: own.value,
    tenantOverride: true,
    source: { title: own.source ?? 'stated by this tenant' },
    date: own.date,
    confidence: 'tenant',
    old: isOld(own.date, now),
    ...(own.note === undefined ? {} : { note: own.note }),
    // Note, conflict and impact belong to the published value and could be wrong for another one.
    published: replaced,
  };
}
