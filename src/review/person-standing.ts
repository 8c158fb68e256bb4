import type { Identity } from '../model/identity.ts';

/** Whether somebody can review: `unknown` where no directory that was read has the address. */
export type PersonStanding = 'active' | 'leaver' | 'unknown';

/**
 * Where a person stands by all identities that bear their address. Whoever can sign in anywhere is no leaver, and a
 * person who is only missing from a list is not known to be one.
 */
export function personStanding(identities: readonly Identity[]): PersonStanding {
  if (identities.length === 0) return 'unknown';
  const statuses = identities.map(({ latest, present }) => (present ? latest.status : 'unknown'));
  if (statuses.some((one) => one === 'active')) return 'active';
  return statuses.every((one) => one === 'deactivated' || one === 'deleted' || one === 'suspended')
    ? 'leaver'
    : 'unknown';
}
