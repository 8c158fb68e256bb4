import type { Account } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { Exemption, LinkDecision } from '../../model/decision.ts';
import type { Identity } from '../../model/identity.ts';
import type { WeighedRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import type { Ground, RuleSettings } from './premises.ts';
import type { Timing } from './timing.ts';
import type { Work } from './work.ts';

export interface ClassifyInput extends Ground {
  /** With what applications are called, which words a verdict and decides none. */
  readonly settings: RuleSettings & Pick<Settings, 'profiles'>;
  readonly account: Account;
  readonly correlation: Correlation;
  readonly records: readonly WeighedRecord[];
  /** The latest decision that the account may stay; null: none, or withdrawn. */
  readonly exemption: Exemption | null;
  readonly link: LinkDecision | null;
  /**
   * The accounts of `correlation.duplicateOf`, to check when each was seen; absent if the correlation is trusted as it
   * is.
   */
  readonly duplicates?: readonly Account[] | undefined;
}

/** One account with everything that its verdict is worded from. No rule decides by it. */
export interface Case extends ClassifyInput {
  readonly person: {
    /** Identities whose statements count. */
    readonly speaking: readonly Identity[];
  };
  readonly timing: Timing;
  readonly work: Work;
}
