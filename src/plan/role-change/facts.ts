import type { Account } from '../../model/account.ts';
import type { Finding } from '../../model/finding.ts';
import type { AskedChange } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';

/** What was asked for one account, and which account that is. */
export interface ChangeFacts {
  readonly asked: AskedChange;
  readonly found: { readonly account: Account; readonly finding: Finding } | null;
  /** Accounts that bear the name, where it is not one. */
  readonly several: readonly string[];
}

/** Everything that a role-change worklist follows from. Only `draftedAt` may differ between two drafts of one plan. */
export interface RoleChangeFacts {
  readonly changes: readonly ChangeFacts[];
  readonly draftedAt: Instant;
}
