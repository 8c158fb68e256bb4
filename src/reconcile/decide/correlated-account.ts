import type { Account } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';

export interface CorrelatedAccount {
  readonly account: Account;
  readonly correlation: Correlation;
}
