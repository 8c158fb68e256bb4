import type { IdentityObservation, IdentityStatus, IdpEvent } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant, Moment } from '../../model/time.ts';
import type { Word } from './words.ts';
import { addWord } from './words.ts';

export interface IdentityRow {
  readonly snapshot: Snapshot;
  readonly row: IdentityObservation;
}

/** What the rows of one identity add up to, kept small: the rows of the newest moment and a few dates. */
export interface IdentityEntry {
  readonly directory: string;
  readonly identityId: string;
  /** 2: the directory's own id; 1: its login stands in for one; 0: its e-mail. */
  strength: 0 | 1 | 2;
  /** Every login and e-mail that it ever had, newest or not. */
  readonly logins: string[];
  readonly emails: string[];
  firstSeen: Instant;
  newest: readonly IdentityRow[];
  /** Newest own words on the Clari assignment: a later file without that column does not take them back. */
  assigned: readonly Word[];
  /** Newest date of a revocation, and when it was last seen not revoked. */
  revoked: { readonly asOf: Instant; readonly at: Moment } | null;
  lastUnrevoked: Instant | null;
  /** The newest event that a row names, whichever read still had it in its log. */
  ended: IdpEvent | null;
  ssoName: { readonly asOf: Instant; readonly name: string } | null;
  lastSsoAt: Instant | null;
}

export function newIdentityEntry(snapshot: Snapshot, row: IdentityObservation): IdentityEntry {
  return {
    directory: row.directory,
    identityId: row.identityId,
    strength: 0,
    logins: [],
    emails: [],
    firstSeen: snapshot.asOf,
    newest: [],
    assigned: [],
    revoked: null,
    lastUnrevoked: null,
    ended: null,
    ssoName: null,
    lastSsoAt: null,
  };
}

export function addIdentityRow(entry: IdentityEntry, snapshot: Snapshot, row: IdentityObservation): void {
  const { asOf } = snapshot;
  if (asOf < entry.firstSeen) entry.firstSeen = asOf;
  entry.strength = stronger(entry.strength, strengthOf(row));
  remember(entry.logins, row.login);
  remember(entry.emails, row.email);
  const one = { snapshot, row };
  entry.newest = entry.newest.length === 0 ? [one] : newestRows([...entry.newest, one]);
  if (row.assignment !== null) entry.assigned = addWord(entry.assigned, { asOf, status: row.assignment, snapshot });
  if (!isRevocation(row.status)) {
    if (entry.lastUnrevoked === null || asOf > entry.lastUnrevoked) entry.lastUnrevoked = asOf;
  } else if (row.statusChangedAt !== null && isNewerRevocation(entry, asOf, row.statusChangedAt))
    entry.revoked = { asOf, at: row.statusChangedAt };
  entry.ended = newerEvent(entry.ended, row.revoked);
  entry.ssoName = newerName(entry.ssoName, row.ssoName === null ? null : { asOf, name: row.ssoName });
  entry.lastSsoAt = later(entry.lastSsoAt, row.lastSsoAt);
}

/** Takes over what a weaker key of the same identity knew. */
export function mergeEntry(into: IdentityEntry, from: IdentityEntry): void {
  if (from.firstSeen < into.firstSeen) into.firstSeen = from.firstSeen;
  for (const login of from.logins) remember(into.logins, login);
  for (const email of from.emails) remember(into.emails, email);
  into.newest = newestRows([...into.newest, ...from.newest]);
  for (const word of from.assigned) into.assigned = addWord(into.assigned, word);
  if (from.lastUnrevoked !== null && from.lastUnrevoked > (into.lastUnrevoked ?? ''))
    into.lastUnrevoked = from.lastUnrevoked;
  if (from.revoked !== null && isNewerRevocation(into, from.revoked.asOf, from.revoked.at)) into.revoked = from.revoked;
  into.ended = newerEvent(into.ended, from.ended);
  into.ssoName = newerName(into.ssoName, from.ssoName);
  into.lastSsoAt = later(into.lastSsoAt, from.lastSsoAt);
}

/** Of one moment the one whose id comes first, so that the order of reads never matters. */
export function newerEvent(one: IdpEvent | null, other: IdpEvent | null): IdpEvent | null {
  if (one === null || other === null) return one ?? other;
  return other.at > one.at || (other.at === one.at && other.id < one.id) ? other : one;
}

export function newerName(one: IdentityEntry['ssoName'], other: IdentityEntry['ssoName']): IdentityEntry['ssoName'] {
  if (one === null || other === null) return one ?? other;
  return other.asOf > one.asOf || (other.asOf === one.asOf && other.name < one.name) ? other : one;
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return other > one ? other : one;
}

/** Statuses that end the right to sign in by themselves. */
export function isRevocation(status: IdentityStatus): status is 'suspended' | 'deactivated' | 'deleted' {
  return status === 'suspended' || status === 'deactivated' || status === 'deleted';
}

function isNewerRevocation(entry: IdentityEntry, asOf: Instant, at: Moment): boolean {
  const known = entry.revoked;
  if (known === null || asOf !== known.asOf) return known === null || asOf > known.asOf;
  return at.at > known.at.at || (at.at === known.at.at && known.at.dateOnly && !at.dateOnly);
}

function newestRows(rows: readonly IdentityRow[]): readonly IdentityRow[] {
  let newest = '';
  for (const { snapshot } of rows) if (snapshot.asOf > newest) newest = snapshot.asOf;
  return rows.filter(({ snapshot }) => snapshot.asOf === newest);
}

export function strengthOf(
  row: Pick<IdentityObservation, 'identityId' | 'login' | 'email'>,
): IdentityEntry['strength'] {
  const id = row.identityId.toLowerCase();
  if (row.login !== null && id === row.login.toLowerCase()) return 1;
  return row.email !== null && id === row.email.toLowerCase() ? 0 : 2;
}

function stronger(a: IdentityEntry['strength'], b: IdentityEntry['strength']): IdentityEntry['strength'] {
  return a > b ? a : b;
}

function remember(values: string[], text: string | null): void {
  const value = text?.toLowerCase();
  if (value !== undefined && !values.includes(value)) values.push(value);
}
