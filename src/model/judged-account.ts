import type { Account } from './account.ts';
import type { Correlation } from './correlation.ts';
import type { Finding, Verdict } from './finding.ts';

/** An account with its verdict: everything that a page of a list needs. */
export interface JudgedAccount {
  readonly account: Account;
  readonly correlation: Correlation;
  readonly verdict: Verdict;
  /** The finding without the exemption or the open claim; equal to `verdict.finding` if there is neither. */
  readonly underlying: Finding;
  /** Whether a list of accounts that need somebody contains it. */
  readonly shown: boolean;
}
