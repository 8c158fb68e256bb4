import type { Account } from '../model/account.ts';
import type { AppProfile } from '../model/app-profile.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Verdict } from '../model/finding.ts';
import type { Handover } from '../model/handover.ts';
import type { Identity } from '../model/identity.ts';
import type { Settings } from '../model/settings.ts';
import type { Instant } from '../model/time.ts';
import type { SuccessorFacts } from './successor.ts';

/**
 * One identity of the person, and how it is assigned: only a direct assignment can be removed from the person alone.
 */
export interface IdentityFacts {
  readonly identity: Identity;
  readonly assignedThrough: 'direct' | 'group' | 'unknown';
  /** Names of those groups, as far as they are known. */
  readonly groups: readonly string[];
}

/** Clari Copilot accounts of the same person. `none` only from a list that proves it. */
export type CopilotFacts =
  | { readonly known: 'listed'; readonly accounts: readonly Account[] }
  | { readonly known: 'none'; readonly asOf: Instant }
  | { readonly known: 'unknown' };

/** Everything that an offboarding plan follows from. Two drafts of one plan may differ only in `draftedAt`. */
export interface OffboardingFacts {
  readonly account: Account;
  /** What is known of its application. */
  readonly profile: AppProfile;
  readonly correlation: Correlation;
  readonly verdict: Verdict;
  readonly identities: readonly IdentityFacts[];
  readonly copilot: CopilotFacts;
  /** Who takes over; checked again when the plan is drafted. Null: nobody was named. */
  readonly successor: SuccessorFacts | null;
  readonly handover: Handover;
  readonly ticket: string | null;
  /** A deadline that a person set; null: that of the service level. */
  readonly dueAt: Instant | null;
  readonly draftedAt: Instant;
  readonly settings: Pick<Settings, 'slaMs' | 'directories'>;
  /** The plan closes all accounts of the person, so none of them stays. */
  readonly closesAll?: true;
}

/** The linked person's identities, where no source says how they are assigned. */
export function identitiesOf(correlation: Pick<Correlation, 'linked'>): readonly IdentityFacts[] {
  return correlation.linked.map(({ identity }) => ({ identity, assignedThrough: 'unknown', groups: [] }));
}
