import { evaluate, standingOf } from '../../evaluation/index.ts';
import type { Decision } from '../../model/decision.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import type { ConfirmedBy } from '../../model/record.ts';
import type { App } from '../../model/snapshot.ts';
import type { Deps } from '../deps.ts';
import { findAccount } from '../lookups/find-account.ts';
import { statedText } from './stated-text.ts';
import { type WrittenDecision, writeDecision } from './write-decision.ts';

export interface ExemptionRequest {
  readonly account: string;
  readonly app: App;
  readonly reason: string;
  /** Null: the exemption that stands is withdrawn. */
  readonly until: string | null;
  /** Who answers for it; null: who asks. */
  readonly owner: string | null;
}

type Exempted = Extract<Decision, { readonly kind: 'exemption' }>;

export interface PreparedExemption {
  readonly judged: JudgedAccount;
  /** What stands now; null: none. */
  readonly standing: Exempted | null;
  /** Null: the decision that stands says exactly this already. */
  readonly said: 'exemption' | 'exemption_withdrawn' | null;
  readonly content: {
    readonly account_id: string;
    readonly account_email: string | null;
    readonly reason: string;
    readonly owner: string;
    readonly until: string | null;
    readonly withdraws: string | null;
  };
}

/** Refuses an end that is not ahead, and a withdrawal where nothing stands. */
export async function prepareExemption(deps: Deps, request: ExemptionRequest): Promise<PreparedExemption> {
  const reason = statedText(request.reason, 'reason');
  const until = request.until === null ? null : futureInstant(deps, request.until);
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const judged = await findAccount(reader, deps.settings, request.account, request.app);
    const { accountId, latest } = judged.account;
    const standing = await standingOf(reader, 'exemption', accountId);
    if (until === null && standing === null) throw nothingToWithdraw(accountId, 'exemption');
    const owner =
      request.owner === null ? (standing?.owner ?? deps.actor.name) : statedText(request.owner, 'owner', 200);
    const same =
      until !== null &&
      standing !== null &&
      standing.until === until &&
      standing.reason === reason &&
      standing.owner === owner;
    return {
      judged,
      standing,
      said: same ? null : until === null ? 'exemption_withdrawn' : 'exemption',
      content: {
        account_id: accountId,
        account_email: latest.email,
        reason,
        owner,
        until,
        withdraws: until === null ? (standing?.decisionId ?? null) : null,
      },
    };
  });
}

/** Null: nothing new was written, the same decision stands already. */
export async function exemptAccount(
  deps: Deps,
  { content, said }: PreparedExemption,
  confirmedBy: ConfirmedBy,
): Promise<WrittenDecision | null> {
  if (said === null) return null;
  const base = { accountId: content.account_id, accountEmail: content.account_email, reason: content.reason };
  return deps.store.write(async (writer) => {
    const standing = await standingOf(writer, 'exemption', content.account_id);
    if (content.until !== null)
      return writeDecision(
        writer,
        deps,
        { ...base, kind: 'exemption', owner: content.owner, until: content.until },
        content,
        confirmedBy,
      );
    if (standing === null || standing.decisionId !== content.withdraws)
      throw nothingToWithdraw(content.account_id, 'exemption');
    return writeDecision(
      writer,
      deps,
      { ...base, kind: 'exemption_withdrawn', withdraws: standing.decisionId },
      content,
      confirmedBy,
    );
  });
}

export function nothingToWithdraw(accountId: string, what: 'exemption' | 'link'): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `No ${what === 'link' ? "person's decision on the owner" : 'exemption'} of account ${accountId} stands: there is nothing to withdraw. Nothing was recorded.`,
    'Look at the account with get_identity or list_work.',
  );
}

function futureInstant(deps: Deps, text: string): string {
  const until = parseInstant(text);
  if (until > deps.clock()) return until;
  throw new ClariIdentityError(
    'ERR_TIME',
    `The exemption would end at ${until}, which is not ahead (now: ${deps.clock()}). Nothing was recorded.`,
    'Give the day on which somebody has to look again. To end an exemption now, withdraw it.',
  );
}
