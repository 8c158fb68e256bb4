import { addMs, type Instant } from '../../model/time.ts';
import { staleAt } from '../coverage/staleness.ts';
import type { Case } from './case.ts';
import { HOLD_MS } from './entitlement-of-person.ts';
import { leavesAt } from './last-day.ts';

/** The first moment at which the clock alone may change this verdict or what it would be; null: never. */
export function validUntil(c: Case): Instant | null {
  const boundaries = [...accountBoundaries(c), ...identityBoundaries(c), ...directoryBoundaries(c)];
  const ahead = boundaries.filter((at) => at > c.now);
  return ahead.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null);
}

function accountBoundaries({ account, settings, exemption, work }: Case): readonly Instant[] {
  return [
    staleAt(account.statusAsOf, settings),
    ...(exemption === null ? [] : [exemption.until]),
    ...work.claims.filter((claim) => claim.standing.state === 'verifying').map((claim) => claim.expiresAt),
  ];
}

function identityBoundaries({ correlation, settings }: Case): readonly Instant[] {
  return [...correlation.linked, ...correlation.candidates].flatMap(({ identity }) => [
    staleAt(identity.asOf, settings),
    ...(identity.assignmentAsOf === null ? [] : [staleAt(identity.assignmentAsOf, settings)]),
    ...[leavesAt(identity)].filter((at) => at !== null),
    ...(identity.revokedAt === null ? [] : [addMs(identity.revokedAt, HOLD_MS)]),
  ]);
}

/** Only who was found nowhere rests on the reads themselves. */
function directoryBoundaries({ correlation, coverage, settings }: Case): readonly Instant[] {
  if (correlation.situation !== 'unmatched') return [];
  return coverage.scope.flatMap((name) => {
    const facts = coverage.directories.get(name);
    const reads = [facts?.proving, facts?.newest].filter((read) => read != null);
    return reads.map((read) => staleAt(read.asOf, settings));
  });
}
