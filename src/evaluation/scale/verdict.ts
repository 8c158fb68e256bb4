import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { classify } from '../../reconcile/classify/classify.ts';
import type { CoverageFacts } from '../../reconcile/classify/coverage-facts.ts';
import { isShown } from '../../reconcile/classify/shown.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import type { Decisions } from '../decisions.ts';

/** What every verdict of one evaluation rests on. */
export interface EvaluationContext {
  readonly coverage: CoverageFacts;
  readonly decided: Decisions;
  readonly settings: Settings;
  readonly now: Instant;
}

/** `duplicates`: the accounts that `correlation.duplicateOf` names. */
export function judgeCase(
  { account, correlation }: CorrelatedAccount,
  duplicates: readonly CorrelatedAccount[],
  { coverage, decided, settings, now }: EvaluationContext,
): JudgedAccount {
  const { accountId } = account;
  const { verdict, underlying } = classify({
    account,
    correlation,
    duplicates: duplicates.map((one) => one.account),
    records: decided.records.get(accountId) ?? [],
    exemption: decided.exemptions.get(accountId) ?? null,
    link: decided.links.get(accountId) ?? null,
    coverage,
    settings,
    now,
  });
  return { account, correlation, verdict, underlying, shown: isShown({ ...verdict, underlying }) };
}
