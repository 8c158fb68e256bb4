import { type Identity, identityRef } from '../../model/identity.ts';
import type { Instant } from '../../model/time.ts';
import type { CorrelatedAccount } from '../decide/correlated-account.ts';

/** What an account claims when it is linked to somebody: an identity has one account of each app. */
export function claimKey(app: string, identity: Pick<Identity, 'directory' | 'identityId'>): string {
  return `${app} ${identityRef(identity)}`;
}

/** So many claimants that they are no longer seen together. */
export interface HighFanIn {
  has(key: string): boolean;
  /** Those of the high-fan-in identity that stand for all: the first active ones by id. */
  others(key: string): readonly string[];
  newcomers(key: string, after: Instant, until: Instant): readonly string[];
  /** One of those that stand for all. */
  find(accountId: string): CorrelatedAccount | undefined;
}

export const NO_HIGH_FAN_IN: HighFanIn = {
  has: () => false,
  others: () => [],
  newcomers: () => [],
  find: () => undefined,
};
