import type { Instant } from './time.ts';

/** In order of precedence: the first one that holds is the finding, and `also` keeps the others. */
export const FINDINGS = [
  'contradicted',
  'reappeared',
  'exempt',
  'awaiting_verification',
  'leaver_active',
  'duplicate_account',
  'unassigned_active',
  'orphaned',
  'needs_review',
  'inconclusive',
  'ok',
  'inactive',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** One row of evidence: the source, the time, and what it said. */
export interface Evidence {
  readonly source: string;
  readonly observedAt: Instant | null;
  readonly fact: string;
}

export const REASONS = [
  // leaver_active
  'identity_deactivated',
  'identity_deleted',
  'suspended_maybe_leave',
  'gone_from_active_list',
  // unassigned_active
  'assignment_gone',
  // duplicate_account
  'two_active_accounts_one_identity',
  // orphaned
  'no_identity_in_any_directory',
  'confirmed_no_owner',
  // contradicted, reappeared, awaiting_verification, exempt
  'active_after_recorded_deactivation',
  'active_after_confirmed_deactivation',
  'recorded_not_yet_verified',
  'recorded_not_attested',
  'exempted',
  // needs_review
  'candidates_not_certain',
  'conflicting_identifiers',
  'identity_is_no_person',
  'account_maybe_renamed',
  'vanished_from_directory',
  'address_moved_on',
  'undeclared_directory_disagrees',
  'leave_date_passed',
  'assignment_in_doubt',
  // inconclusive
  'account_status_unknown',
  'account_status_conflicting',
  'users_export_stale',
  'users_export_missing',
  'directory_stale',
  'directory_missing',
  'directory_incomplete',
  'directory_older_than_account',
  'directory_held',
  'assignment_unknown',
  'assignment_stale',
  'assignment_not_required',
  'implicit_assignment',
  'assigned_people_only',
  'no_active_identity',
  'domain_not_in_any_directory',
  'pre_hire',
  'identity_status_unknown',
  'assignment_status_unknown',
  'identity_maybe_renamed',
  'identity_absence_not_proven',
  'guest_home_directory',
  'identity_out_of_scope',
  'app_disabled',
  'change_too_recent',
  'conflicting_reads',
  'domain_unknown',
  'source_retired',
  'identity_status_contradictory',
  'assignments_match_nobody',
  'addresses_unreadable',
  'directory_not_accepted',
  // added to a finding that came back after a claim expired
  'claim_expired',
  // added where a read is older than the rules by which files are read now
  'read_by_older_version',
  // added where a tool call without a person brought a read that it rests on
  'stated_by_assistant',
  // ok, inactive
  'entitled',
  'account_inactive',
  'account_absent',
] as const;
export type Reason = (typeof REASONS)[number];

export const NEXT_ACTIONS = [
  'none',
  'deactivate_in_clari',
  'deactivate_in_app',
  'confirm_with_hr',
  'export_users_again',
  'read_directory_again',
  'import_users_export',
  'import_directory',
  'import_assignments',
  'declare_directories',
  'restore_or_deactivate',
  'find_owner_or_deactivate',
  'decide_link',
  'merge_or_deactivate_duplicate',
  'investigate_reactivation',
  'wait_for_next_export',
  'fix_rows_and_import_again',
  'review_held_read',
] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

/** How the last active sighting compares with the revocation. */
export type SightingBasis = 'seen_active_after_revocation' | 'last_seen_before_revocation' | 'revocation_time_unknown';

export type UsedAfterRevocation = 'yes' | 'no' | 'unknown';

/** The verdict on one account. */
export interface Verdict {
  readonly finding: Finding;
  readonly also: readonly Finding[];
  readonly reason: Reason;
  /** Further reasons: other missing premises, `claim_expired`, what weakens the finding. */
  readonly notes: readonly Reason[];
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly basis: SightingBasis | null;
  readonly revokedAt: Instant | null;
  readonly revokedAtBasis: 'event' | 'status_changed' | 'unknown' | null;
  readonly usedAfterRevocation: UsedAfterRevocation;
  readonly nextAction: NextAction;
  /** One sentence for a person: what to do, and what it settles. */
  readonly nextStep: string;
  /** True if no deadline of the service level runs, because a suspension may be leave. */
  readonly noDeadline: boolean;
  /** When the passing of time alone may change this verdict; null: never. */
  readonly validUntil: Instant | null;
}
