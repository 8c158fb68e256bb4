import type { Account } from '../../model/account.ts';
import type { Finding } from '../../model/finding.ts';
import type { AskedChange } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';

/** What was requested for one account, and which account that is. */
export interface ChangeFacts {
  readonly asked: AskedChange;
  readonly found: { readonly account: Account; readonly finding: Finding } | null;
  /** The accounts that match the name, if it is not unique. */
  readonly several: readonly string[];
}

/** Everything that a role-change worklist follows from. Two drafts of one plan may differ only in `draftedAt`. */
export interface RoleChangeFacts {
  readonly changes: readonly ChangeFacts[];
  readonly draftedAt: Instant;
}
