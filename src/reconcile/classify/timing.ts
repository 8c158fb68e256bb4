import type { Account } from '../../model/account.ts';
import type { SightingBasis, UsedAfterRevocation } from '../../model/finding.ts';
import type { Identity, RevokedAtBasis } from '../../model/identity.ts';
import { earliestOf, type Instant, type Moment } from '../../model/time.ts';
import { type Leaning, wordOf } from './person-kinds.ts';

/**
 * How sightings and logins compare with the end of the person's right. All null or unknown while the right has not
 * ended.
 */
export interface Timing {
  readonly revokedAt: Instant | null;
  readonly revokedAtBasis: RevokedAtBasis | null;
  readonly basis: SightingBasis | null;
  readonly usedAfterRevocation: UsedAfterRevocation;
}

interface Person {
  readonly leaning: Leaning;
  /** Identities whose word counts. */
  readonly speaking: readonly Identity[];
}

const NEVER_REVOKED: Timing = { revokedAt: null, revokedAtBasis: null, basis: null, usedAfterRevocation: 'unknown' };

export function timing(account: Account, person: Person): Timing {
  if (person.leaning !== 'leaver' && person.leaning !== 'unassigned') return NEVER_REVOKED;
  const isLeaver = person.leaning === 'leaver';
  const ended = person.speaking.filter((one) => wordOf(one.entitlement) === (isLeaver ? 'revoked' : 'unassigned'));
  const last = lastRevocation(ended);
  // The person is still employed, and only an event would date the end of an assignment.
  if (last === null && !isLeaver) return NEVER_REVOKED;
  if (last === null)
    return {
      revokedAt: null,
      revokedAtBasis: 'unknown',
      basis: 'revocation_time_unknown',
      usedAfterRevocation: 'unknown',
    };
  const revoked = { at: last.at, dateOnly: last.dateOnly };
  return {
    revokedAt: last.at,
    revokedAtBasis: last.basis,
    basis: sightingBasis(account, revoked),
    usedAfterRevocation: signedOnAfter(person.speaking, revoked) ? 'yes' : usedAfter(account, revoked),
  };
}

/** When the last right ended. If one ended at an unknown time, the whole is unknown. */
function lastRevocation(ended: readonly Identity[]): (Moment & { readonly basis: RevokedAtBasis }) | null {
  let last: (Moment & { readonly basis: RevokedAtBasis }) | null = null;
  for (const { revokedAt, revokedAtDateOnly, revokedAtBasis } of ended) {
    if (revokedAt === null) return null;
    if (last === null || revokedAt > last.at)
      last = { at: revokedAt, dateOnly: revokedAtDateOnly, basis: revokedAtBasis };
  }
  return last;
}

function sightingBasis(account: Account, revoked: Moment): SightingBasis {
  const seen = account.lastActiveAt;
  if (seen === null) return 'last_seen_before_revocation';
  // On the day of the revocation it is unknown which came first.
  if (revoked.dateOnly && sameDay(seen, revoked.at)) return 'revocation_time_unknown';
  return seen > revoked.at ? 'seen_active_after_revocation' : 'last_seen_before_revocation';
}

/**
 * Whether single sign-on let the person in after the revocation. If it did not, that proves nothing: they may have used
 * a session or a password.
 */
function signedOnAfter(speaking: readonly Identity[], revoked: Moment): boolean {
  return speaking.some(
    ({ lastSsoAt }) =>
      lastSsoAt !== null && lastSsoAt > revoked.at && !(revoked.dateOnly && sameDay(lastSsoAt, revoked.at)),
  );
}

/** An event or a login after it says `yes`. */
function usedAfter(account: Account, revoked: Moment): UsedAfterRevocation {
  const login = loginAfter(account, revoked);
  const acted = account.lastActed?.at ?? null;
  if (acted === null || login === 'yes') return login;
  if (revoked.dateOnly && sameDay(acted, revoked.at)) return 'unknown';
  return acted > revoked.at ? 'yes' : login;
}

/** `no` requires a row from after the revocation that still shows an older login: an earlier row cannot know. */
function loginAfter(account: Account, revoked: Moment): UsedAfterRevocation {
  const login = account.latest.lastLogin;
  if (login === null) return 'unknown';
  if ((login.dateOnly || revoked.dateOnly) && sameDay(login.at, revoked.at)) return 'unknown';
  // A date is a day on somebody's clock, which may begin hours before that of UTC.
  if (login.at > revoked.at) return revoked.dateOnly || earliestOf(login) > revoked.at ? 'yes' : 'unknown';
  const rowAsOf = account.sightings.findLast((one) => one.snapshotId === account.latestSnapshotId)?.asOf;
  const knows = rowAsOf !== undefined && rowAsOf > revoked.at && !(revoked.dateOnly && sameDay(rowAsOf, revoked.at));
  return knows ? 'no' : 'unknown';
}

function sameDay(one: Instant, other: Instant): boolean {
  return one.slice(0, 10) === other.slice(0, 10);
}
