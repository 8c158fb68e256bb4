import type { Actor } from './actor.ts';
import type { App } from './app-profile.ts';
import type { Attestation } from './attestation.ts';
import type { Evidence, Finding, Reason } from './finding.ts';
import { bare } from './foreign.ts';
import { shownTime } from './shown-time.ts';
import type { AsOfBasis, Completeness, Filter, Kind } from './snapshot.ts';
import type { Instant } from './time.ts';

/** What a reviewer decides about an item. `not_mine`: somebody else has to, who is named. */
export const REVIEW_DECISIONS = ['keep', 'revoke', 'change_role', 'not_mine'] as const;
export type ReviewVerb = (typeof REVIEW_DECISIONS)[number];

/**
 * Where an item stands. Beyond `decided` only what is to change goes on: its plan, the record that somebody did it, and
 * what a later read says of that. `not_reviewed`: the review was closed without a decision.
 */
export const ITEM_STATES = [
  'undecided',
  'decided',
  'planned',
  'recorded',
  'verifying',
  'confirmed',
  'contradicted',
  'not_reviewed',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** How an account differs from what it was at the last review of its application. */
export const ITEM_CHANGES = [
  'new',
  'reactivated',
  'leaver_since',
  'role_changed',
  'team_changed',
  'owner_changed',
  'was_out_of_scope',
] as const;
export type ItemChange = (typeof ITEM_CHANGES)[number];

/** Why nobody, or only the fallback, reviews an item. */
export const REVIEW_GAPS = [
  'no_owner',
  'no_manager',
  'manager_unknown',
  'manager_is_leaver',
  'own_account',
  'no_second_reviewer',
  'reviewer_left',
] as const;
export type ReviewGap = (typeof REVIEW_GAPS)[number];

export const REVIEW_STATUSES = ['open', 'overdue', 'closed'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** Accounts that a review is about: active ones of an application that meet every part; null: any. */
export interface ReviewScope {
  readonly role: string | null;
  readonly team: string | null;
  readonly findings: readonly Finding[];
  /** Only what changed since the last review of the application. */
  readonly changedOnly: boolean;
}

/** Who reviews what: a role's person first, then a team's, then the manager, then the fallback. E-mail addresses. */
export interface ReviewerRules {
  readonly manager: boolean;
  readonly byRole: Readonly<Record<string, string>>;
  readonly byTeam: Readonly<Record<string, string>>;
  readonly fallback: string | null;
  /** Decides on accounts with a privileged role beside the first reviewer. */
  readonly second: string | null;
}

/** A read that the population rests on. */
export interface PopulationRead {
  readonly snapshotId: string;
  readonly source: string;
  readonly kind: Kind;
  readonly fileName: string;
  readonly sha256: string;
  readonly asOf: Instant;
  readonly asOfBasis: AsOfBasis;
  readonly completeness: Completeness;
  readonly filter: Filter | null;
  readonly rows: number;
  readonly rowsRefused: number;
}

/** Accounts that are no items, and why. */
export interface LeftOut {
  readonly why: 'not_active' | 'out_of_scope' | 'status_unknown' | 'unchanged';
  readonly accounts: number;
}

/** Why the population is not proven complete; a person may accept it. */
export interface PopulationGap {
  readonly what: string;
  readonly closeWith: string;
}

export interface Population {
  readonly reads: readonly PopulationRead[];
  readonly evaluatedAt: Instant;
  /** Accounts of the application that any read shows. */
  readonly accounts: number;
  readonly items: number;
  readonly privileged: number;
  readonly changed: number;
  readonly leftOut: readonly LeftOut[];
  /** SHA-256 over the RFC 8785 form of every item in order, one a line. */
  readonly hash: string;
  readonly missing: readonly PopulationGap[];
}

/** An access review as it was opened. It never changes: what happened since is in its events and decisions. */
export interface AccessReview {
  readonly reviewId: string;
  readonly name: string;
  readonly app: App;
  readonly scope: ReviewScope;
  readonly reviewers: ReviewerRules;
  readonly privilegedRoles: readonly string[];
  readonly dueAt: Instant;
  /** Who answers for the application, and who in their place; null: nobody was named. */
  readonly owner: string | null;
  readonly deputy: string | null;
  readonly population: Population;
  /** Why a person accepted a population that is not proven complete; null: it is. */
  readonly acceptedIncomplete: string | null;
  /** The review that changes are counted from; null: it is the first of its application. */
  readonly previousReviewId: string | null;
  readonly openedAt: Instant;
  readonly openedBy: Actor;
  readonly attestation: Attestation;
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

/** An account as the review froze it. */
export interface ReviewItem {
  /** From 1, in the order in which items are shown: privileged ones, changed ones, then by address. */
  readonly ordinal: number;
  readonly accountId: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly team: string | null;
  /** Identities that own it, as `directory/id`. */
  readonly identities: readonly string[];
  /** Addresses and logins of the person who owns it, lower-case: they never decide on it. */
  readonly addresses: readonly string[];
  readonly finding: Finding;
  readonly reason: Reason;
  readonly evidence: readonly Evidence[];
  readonly lastUsedAt: Instant | null;
  readonly privileged: boolean;
  readonly changes: readonly { readonly what: ItemChange; readonly before: string | null }[];
  /** Never a preset: `decision` null where the facts point nowhere. */
  readonly suggestion: { readonly decision: 'keep' | 'revoke' | null; readonly why: string };
  readonly reviewer: string | null;
  readonly reviewerBasis: 'role' | 'team' | 'manager' | 'fallback' | null;
  /** Decides beside the reviewer where the role is privileged. */
  readonly second: string | null;
  readonly gaps: readonly ReviewGap[];
}

/** Where a decision was made before it was entered here: what a file of decisions of a Microsoft Entra access review says. */
export interface DecisionOrigin {
  readonly system: 'entra';
  readonly fileSha256: string;
  /** Entra's ids of the review instance, of the resource (null: the file names none), and of the decision. */
  readonly instanceId: string;
  readonly resourceId: string | null;
  readonly decisionId: string;
  /** As Entra names who reviewed: the sign-in name, else the object id. */
  readonly reviewedBy: string;
  readonly reviewedAt: Instant;
}

/** A person's decision on one item. A later one of the same person replaces it; both are kept. */
export interface ItemDecision {
  readonly reviewId: string;
  readonly ordinal: number;
  readonly accountId: string;
  readonly decision: ReviewVerb;
  readonly rationale: string | null;
  /** The role to change to; set for `change_role` alone. */
  readonly role: string | null;
  /** Who has to decide instead, as an e-mail address; set for `not_mine` alone. */
  readonly to: string | null;
  /** In which place: the reviewer's or the second one's. */
  readonly as: 'reviewer' | 'second';
  /** Whose decision it is, as an e-mail address. */
  readonly statedBy: string;
  /** Who entered it: the reviewer, or somebody who was handed the reviewer's sheet. */
  readonly enteredBy: Actor;
  readonly attestation: Attestation;
  readonly decidedAt: Instant;
  /** Absent: it was made here, or on a sheet of ours. */
  readonly origin?: DecisionOrigin | undefined;
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

/** What happened to a review as a whole. */
interface ReviewEventBase {
  readonly reviewId: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly attestation: Attestation;
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

export interface ReviewOutcome {
  readonly items: number;
  readonly kept: number;
  readonly revoked: number;
  readonly roleChanges: number;
  readonly notReviewed: number;
  /** Decided after the due date. */
  readonly late: number;
  readonly byReviewer: readonly { readonly reviewer: string; readonly decided: number }[];
  /** Of the revoked ones, at closing; it goes on afterwards. */
  readonly proven: number;
  /** SHA-256 over the RFC 8785 form of every item's number and decision in order, one a line. */
  readonly hash: string;
}

export type ReviewEvent = ReviewEventBase &
  (
    | {
        readonly kind: 'owner_changed';
        readonly owner: string | null;
        readonly deputy: string | null;
        readonly reason: string;
      }
    | { readonly kind: 'reminded'; readonly reviewers: readonly string[]; readonly undecided: number }
    | {
        readonly kind: 'closed';
        /** What became of open items, stated by the closing person; null: there were none. */
        readonly undecidedBecome: 'not_reviewed' | null;
        readonly reason: string | null;
        readonly outcome: ReviewOutcome;
      }
  );

/** Whether something written of a person names one of these addresses. */
export function isOneOf(person: string, addresses: readonly string[]): boolean {
  const wanted = person.trim().toLowerCase();
  return addresses.some((one) => one.toLowerCase() === wanted);
}

/** `1 item`, `2 items`. */
export function itemCount(items: number): string {
  return items === 1 ? '1 item' : `${items} items`;
}

/** Who decided something before it was entered here, and when: as the file says, not as this program knows. */
export function originWords({ reviewedBy, reviewedAt }: DecisionOrigin): string {
  return `Entra's file says: ${bare(reviewedBy)} at ${shownTime(reviewedAt)}`;
}
