import type { Account } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { Exemption, LinkDecision } from '../../model/decision.ts';
import type { Identity } from '../../model/identity.ts';
import type { WeighedRecord } from '../../model/record.ts';
import type { Ground } from './premises.ts';
import type { Timing } from './timing.ts';
import type { Work } from './work.ts';

export interface ClassifyInput extends Ground {
  readonly account: Account;
  readonly correlation: Correlation;
  readonly records: readonly WeighedRecord[];
  /** The latest decision that the account may stay; null: none, or withdrawn. */
  readonly exemption: Exemption | null;
  readonly link: LinkDecision | null;
  /** The accounts of `correlation.duplicateOf`, to weigh when each was seen; absent: the correlation's word is taken. */
  readonly duplicates?: readonly Account[] | undefined;
}

/** One account with everything that its verdict is put into words by. No rule decides by it. */
export interface Case extends ClassifyInput {
  readonly person: {
    /** Identities whose word counts. */
    readonly speaking: readonly Identity[];
  };
  readonly timing: Timing;
  readonly work: Work;
}
