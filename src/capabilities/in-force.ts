import type { Capability, CapabilityInForce, CapabilityOverride, CapabilityProfile, Day } from '../model/capability.ts';
import { daysBetween, type Instant } from '../model/time.ts';
import { PUBLISHED } from './published.ts';

const OLD_AFTER_DAYS = 180;

/**
 * What counts now: the tenant's own statement before the published one, each marked if it is too old to rely on without
 * asking.
 */
export function capabilities(overrides: readonly CapabilityOverride[], now: Instant): CapabilityProfile {
  const own = new Map(overrides.map((override) => [override.id, override]));
  const entries = PUBLISHED.map((published) => inForce(published, own.get(published.id), now));
  const old = entries.filter((entry) => entry.old).length;
  return {
    app: 'clari',
    asOf: now,
    oldAfterDays: OLD_AFTER_DAYS,
    warnings: [
      'Clari and Salesloft have merged: everything here is subject to revision. Ask Clari before building on it.',
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

function isOld(date: Day, now: Instant): boolean {
  return daysBetween(`${date}T00:00:00.000Z`, now) > OLD_AFTER_DAYS;
}
