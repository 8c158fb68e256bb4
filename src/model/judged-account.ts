import type { Account } from './account.ts';
import type { Correlation } from './correlation.ts';
import type { Finding, Verdict } from './finding.ts';

/** What an account looks like once judged: everything that a page of a list needs. */
export interface JudgedAccount {
  readonly account: Account;
  readonly correlation: Correlation;
  readonly verdict: Verdict;
  /** What it would be without the exemption or the waiting claim; equal to `verdict.finding` otherwise. */
  readonly underlying: Finding;
  /** Whether it belongs in a list of accounts that need somebody. */
  readonly shown: boolean;
}
