import type { App } from './app-profile.ts';
import type { AccountObservation, MentionRole } from './observation.ts';
import type { Instant } from './time.ts';

/** `absent`: not in a complete export after having been seen; kept as a tombstone. Counts as not active. */
export const ACCOUNT_STATUSES = ['active', 'inactive', 'absent', 'unknown'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** What one snapshot says of one account. `absent` comes only from a snapshot that proves absence. */
export interface Sighting {
  readonly snapshotId: string;
  readonly asOf: Instant;
  /** Only a stated as-of settles a claim. */
  readonly settles: boolean;
  readonly source: string;
  readonly line: number | null;
  readonly status: AccountStatus;
  /** Set if the file is no users export and only mentions the account; the status is then `unknown`. */
  readonly mentionedAs?: MentionRole;
}

/** Something that the account's user did, at the event's own time. */
export interface Act {
  readonly at: Instant;
  readonly snapshotId: string;
  readonly source: string;
  /** Set if an assistant brought the file: then it contradicts no claim. */
  readonly settles?: false;
}

/** One Clari login, as its observations say, in order of as-of. */
export interface Account {
  readonly accountId: string;
  readonly app: App;
  /** The latest row that showed it. */
  readonly latest: AccountObservation;
  readonly latestSnapshotId: string;
  /** As of the latest sighting, a proven absence included. */
  readonly status: AccountStatus;
  readonly statusAsOf: Instant;
  readonly firstSeen: Instant;
  readonly lastActiveAt: Instant | null;
  /** The first sighting as inactive since the account was last active; null while it is active. */
  readonly firstInactiveAt: Instant | null;
  /** For a proven absence that may be a rename: ids of newly appeared accounts that share an identifier or the name. */
  readonly maybeRenamedTo: readonly string[];
  /** True if two snapshots of one as-of, or two rows of one snapshot, disagree on the status. */
  readonly conflicting: boolean;
  readonly sightings: readonly Sighting[];
  /** Newest event of an audit file that this account caused; absent: none is known. */
  readonly lastActed?: Act | null;
  /** The last event of each audit read, oldest first: the first one after a claim contradicts it. */
  readonly acts?: readonly Act[];
}

export function actsOf({ acts, lastActed }: Pick<Account, 'acts' | 'lastActed'>): readonly Act[] {
  return acts ?? (lastActed == null ? [] : [lastActed]);
}

interface Shown {
  readonly sightings: readonly Omit<Sighting, 'line'>[];
}

/** Whether no users export ever showed the account: only a forecast or an audit file mentions it. */
export function isOnlyMentioned({ sightings }: Shown): boolean {
  return sightings.some(isMention) && sightings.every((one) => isMention(one) || one.status === 'absent');
}

/**
 * When a users export first showed the account. Mentions may be older, but do not show which address or id it had in
 * Clari.
 */
export function firstShownAt({ sightings, firstSeen }: Shown & Pick<Account, 'firstSeen'>): Instant {
  return sightings.find((one) => !isMention(one))?.asOf ?? firstSeen;
}

function isMention({ mentionedAs }: Pick<Sighting, 'mentionedAs'>): boolean {
  return mentionedAs !== undefined;
}
