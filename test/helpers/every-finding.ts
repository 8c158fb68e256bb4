import type { Finding } from '../../src/model/finding.ts';
import { account, correlation, daysAgo, disputed, exemption, identity, record, sighting } from './model-builders.ts';
import type { Situation } from './verdict-of.ts';

const leaver = identity({ entitlement: 'deactivated', revokedAt: daysAgo(10) });
const reopened = account({
  sightings: [sighting(daysAgo(6), 'active'), sighting(daysAgo(4), 'inactive'), sighting(daysAgo(1), 'active')],
});

/** One plain situation for each finding. */
export const EVERY_FINDING: Readonly<Record<Finding, Situation>> = {
  contradicted: { person: [leaver], records: [record({ performedAt: daysAgo(2) })] },
  reappeared: { account: reopened, person: [leaver], records: [record({ performedAt: daysAgo(5) })] },
  exempt: { person: [leaver], exemption: exemption() },
  awaiting_verification: { person: [leaver], records: [record({ performedAt: daysAgo(0.5) })] },
  leaver_active: { person: [leaver] },
  duplicate_account: { correlation: correlation([identity()], { situation: 'duplicate', duplicateOf: ['u2'] }) },
  unassigned_active: { person: [identity({ entitlement: 'unassigned' })] },
  orphaned: {},
  needs_review: { correlation: disputed([leaver]) },
  inconclusive: { person: [identity({ entitlement: 'unknown', entitlementReason: 'assignment_unknown' })] },
  ok: { person: [identity()] },
  inactive: { account: account({ sightings: [sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'inactive')] }) },
};
