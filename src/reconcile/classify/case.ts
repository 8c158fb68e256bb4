import type { Account } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { Exemption, LinkDecision } from '../../model/decision.ts';
import type { DeactivationRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { type AccountView, accountView } from './account-view.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import { type PersonView, personView } from './entitlement-of-person.ts';
import { type Timing, timing } from './timing.ts';
import { type Work, work } from './work.ts';

export interface ClassifyInput {
  readonly account: Account;
  readonly correlation: Correlation;
  readonly records: readonly DeactivationRecord[];
  /** The latest decision that the account may stay; null: none, or withdrawn. */
  readonly exemption: Exemption | null;
  readonly link: LinkDecision | null;
  /** The accounts of `correlation.duplicateOf`, to weigh when each was seen; absent: the correlation's word is taken. */
  readonly duplicates?: readonly Account[] | undefined;
  readonly coverage: CoverageFacts;
  readonly settings: Settings;
  readonly now: Instant;
}

/** One account with everything that its findings are judged from. */
export interface Case extends ClassifyInput {
  readonly view: AccountView;
  readonly person: PersonView;
  readonly timing: Timing;
  readonly work: Work;
}

export function openCase(input: ClassifyInput): Case {
  const person = personView(input);
  return { ...input, view: accountView(input), person, timing: timing(input.account, person), work: work(input) };
}
