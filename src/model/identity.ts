import type { App } from './app-profile.ts';
import type { AssignmentStatus, IdentityObservation, IdpEvent } from './observation.ts';
import type { Instant } from './time.ts';

export const ENTITLEMENTS = [
  'assigned',
  'unassigned',
  'suspended',
  'deactivated',
  'deleted',
  'app_disabled',
  'unknown',
] as const;
/** What the directory says of the right to enter Clari. */
export type Entitlement = (typeof ENTITLEMENTS)[number];

/** Why an entitlement is `unknown`, or what weakens it. */
const ENTITLEMENT_REASONS = [
  'assignment_unknown',
  'assignment_not_required',
  'implicit_assignment',
  'pre_hire',
  'status_unknown',
  'assignment_status_unknown',
  'identity_maybe_renamed',
  'absence_not_proven',
  'gone_from_active_list',
  'conflicting_reads',
  'status_contradictory',
  'vanished',
  'assignment_in_doubt',
  'assignments_match_nobody',
] as const;
export type EntitlementReason = (typeof ENTITLEMENT_REASONS)[number];

export type RevokedAtBasis = 'event' | 'status_changed' | 'unknown';

/** One user in one directory, as its observations say. */
export interface Identity {
  readonly directory: string;
  readonly identityId: string;
  readonly latest: IdentityObservation;
  readonly latestSnapshotId: string;
  /** The read that `latest` is taken from, where the latest one says the very same; absent: it is the latest one's. */
  readonly rowSnapshotId?: string;
  /** As-of of the read that the status rests on (a proven absence included). */
  readonly asOf: Instant;
  readonly present: boolean;
  readonly assignment: AssignmentStatus | null;
  readonly assignmentAsOf: Instant | null;
  readonly assignmentSource: string | null;
  /**
   * Set if a list cannot prove that the person is unassigned: how many of its rows say assigned, and how many of those
   * match an identity.
   */
  readonly listMatch?: { readonly rows: number; readonly matched: number } | undefined;
  readonly entitlement: Entitlement;
  readonly entitlementReason: EntitlementReason | null;
  /** When the right ended; null if that is unknown, or if it has not ended. */
  readonly revokedAt: Instant | null;
  readonly revokedAtDateOnly: boolean;
  readonly revokedAtBasis: RevokedAtBasis;
  /** The event that `revokedAt` rests on where its basis is `event`. */
  readonly revokedBy: IdpEvent | null;
  /** The name that single sign-on sends to Clari, by the latest snapshot that has one; null if none has. */
  readonly ssoName: string | null;
  /** Last successful single sign-on to Clari in any log that was read; null: none was found, which proves nothing. */
  readonly lastSsoAt: Instant | null;
  /** The same of other applications, of which lists of assigned people were read; absent: of none. */
  readonly elsewhere?: Readonly<Record<App, AppStanding>> | undefined;
}

/** What an identity says of one application: all else of it is the same for each. */
export type AppStanding = Pick<
  Identity,
  | 'assignment'
  | 'assignmentAsOf'
  | 'assignmentSource'
  | 'listMatch'
  | 'entitlement'
  | 'entitlementReason'
  | 'revokedAt'
  | 'revokedAtDateOnly'
  | 'revokedAtBasis'
  | 'revokedBy'
>;

/** `directory/identity_id`, the name of an identity for callers. */
export function identityRef(identity: Pick<Identity, 'directory' | 'identityId'>): string {
  return `${identity.directory}/${identity.identityId}`;
}
