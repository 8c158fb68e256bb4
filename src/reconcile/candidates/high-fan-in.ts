import { type Identity, identityRef } from '../../model/identity.ts';
import type { Instant } from '../../model/time.ts';
import type { CorrelatedAccount } from '../decide/correlated-account.ts';

/** What an account claims when it is linked to somebody: an identity has one account of each app. */
export function claimKey(app: string, identity: Pick<Identity, 'directory' | 'identityId'>): string {
  return `${app} ${identityRef(identity)}`;
}

/** Identities that so many accounts claim that these accounts are not held in memory together. */
export interface HighFanIn {
  /** Whether the identity with this claim key is one of them. */
  has(key: string): boolean;
  /** The account ids that stand for all that claim this identity: the first active ones by id. */
  others(key: string): readonly string[];
  /** Ids of accounts that claim this identity and were first shown after `after` and not after `until`. */
  newcomers(key: string, after: Instant, until: Instant): readonly string[];
  /** Finds one of the accounts that stand for all. */
  find(accountId: string): CorrelatedAccount | undefined;
}

export const NO_HIGH_FAN_IN: HighFanIn = {
  has: () => false,
  others: () => [],
  newcomers: () => [],
  find: () => undefined,
};
