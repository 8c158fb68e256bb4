import type { Instant } from '../../model/time.ts';
import { staleAt } from '../coverage/staleness.ts';
import type { Premises } from './premises.ts';

/** The first moment at which the passing of time alone may change the finding or the underlying one; null: never. */
export function validUntil(p: Premises): Instant | null {
  const boundaries = [...accountBoundaries(p), ...identityBoundaries(p), ...directoryBoundaries(p)];
  const ahead = boundaries.filter((at) => at > p.now);
  return ahead.reduce<Instant | null>((first, at) => (first === null || at < first ? at : first), null);
}

function accountBoundaries({ account, settings, own: { exemptUntil, work } }: Premises): readonly Instant[] {
  const waiting = (work?.claims ?? []).filter((claim) => claim.standing.state === 'verifying');
  return [
    staleAt(account.statusAsOf, settings),
    ...[exemptUntil].filter((at) => at !== null),
    ...waiting.map((claim) => claim.expiresAt),
  ];
}

function identityBoundaries({ linked, candidates, settings }: Premises): readonly Instant[] {
  return [...linked, ...candidates.map((one) => one.identity)].flatMap((identity) => [
    staleAt(identity.asOf, settings),
    ...(identity.assignmentAsOf === null ? [] : [staleAt(identity.assignmentAsOf, settings)]),
    ...[identity.leavesAt, identity.heldUntil].filter((at) => at !== null),
  ]);
}

/** Only a verdict on an account without an owner depends on the age of the directory snapshots themselves. */
function directoryBoundaries({ link, coverage, settings }: Premises): readonly Instant[] {
  if (link.situation !== 'unmatched') return [];
  return coverage.scope.flatMap((name) => {
    const facts = coverage.directories.get(name);
    const reads = [facts?.proving, facts?.newest].filter((read) => read != null);
    return reads.map((read) => staleAt(read.asOf, settings));
  });
}
