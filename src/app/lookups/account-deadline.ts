import type { JudgedAccount } from '../../model/judged-account.ts';
import type { DeadlineState } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';
import { deadline } from '../../plan/deadline.ts';

/** When this account has to be closed, and how that stands at `now`. */
export function accountDeadline(
  { account, verdict }: Pick<JudgedAccount, 'account' | 'verdict'>,
  context: { readonly now: Instant; readonly slaMs: number },
): { readonly dueAt: Instant | null; readonly state: DeadlineState } {
  const closed = account.status === 'inactive' || account.status === 'absent';
  return deadline({
    revokedAt: verdict.revokedAt,
    basis: verdict.revokedAtBasis,
    slaMs: context.slaMs,
    now: context.now,
    noDeadline: verdict.noDeadline,
    settledAt: closed ? account.firstInactiveAt : null,
    openAt: account.lastActiveAt,
  });
}
