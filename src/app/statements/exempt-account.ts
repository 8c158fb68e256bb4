import { standingOf } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { counts } from '../../model/attestation.ts';
import type { Decision } from '../../model/decision.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import type { Instant } from '../../model/time.ts';
import type { Deps } from '../deps.ts';
import { findAccount } from '../lookups/find-account.ts';
import { neededToDecide } from './needed.ts';
import { nothingToWithdraw } from './nothing-to-withdraw.ts';
import { statedText } from './stated-text.ts';
import type { Statement } from './statement.ts';
import { decisionInLedger, lastDecision, type SaidDecision, type WrittenDecision } from './write-decision.ts';

export interface ExemptionRequest {
  readonly account: string;
  readonly app: App;
  readonly reason: string;
  /** Null: the exemption in force is withdrawn. */
  readonly until: string | null;
  /** Who answers for it; null: the caller. */
  readonly owner: string | null;
}

type Exempted = Extract<Decision, { readonly kind: 'exemption' }>;

export interface ExemptionDraft {
  readonly judged: JudgedAccount;
  /** The exemption in force; null if there is none. */
  readonly standing: Exempted | null;
  /** Whether it will count, by the way in which it arrives. */
  readonly counts: boolean;
  /** The latest decision about the account, withdrawn ones included; null if there never was one. */
  readonly lastDecision: string | null;
  readonly content: {
    readonly account_id: string;
    readonly account_email: string | null;
    readonly reason: string;
    readonly owner: string;
    readonly until: Instant | null;
    readonly withdraws: string | null;
  };
}

/** The decision that an account may stay until a day, or may no longer stay. */
export const exemptAccount: Statement<ExemptionRequest, ExemptionDraft, SaidDecision, WrittenDecision, Exempted> = {
  name: 'exemption',
  needsJudgements: true,
  ...decisionInLedger,

  async prepare(reader, deps, request, { attestation, counting }) {
    const reason = statedText(request.reason, 'reason');
    const until = request.until === null ? null : parseInstant(request.until);
    const judged = await findAccount(reader, deps.settings, request.account, request.app);
    const { accountId, latest } = judged.account;
    const standing = await standingOf(reader, 'exemption', accountId, counting);
    const owner =
      request.owner === null ? (standing?.owner ?? deps.actor.name) : statedText(request.owner, 'owner', 200);
    const withdraws = until === null ? (standing?.decisionId ?? null) : null;
    const content = { account_id: accountId, account_email: latest.email, reason, owner, until, withdraws };
    // Where the same stands already, that is what is shown.
    const stated = standing !== null && isSame(standing, content) ? [attestation, standing.attestation] : [attestation];
    const isCounted = stated.some((one) => counts(one, counting));
    return {
      judged,
      standing,
      counts: isCounted,
      lastDecision: await lastDecision(reader, accountId),
      content,
    };
  },

  async check(_reader, deps, { content, standing }) {
    const { account_id: accountId, account_email: accountEmail, reason, owner, until, withdraws } = content;
    const base = { accountId, accountEmail, reason };
    if (until === null) {
      if (standing === null || standing.decisionId !== withdraws) throw nothingToWithdraw(accountId, 'exemption');
      return { kind: 'new', fit: { ...base, kind: 'exemption_withdrawn', withdraws } };
    }
    checkAhead(deps, until);
    const fit = { ...base, kind: 'exemption', owner, until } as const;
    return standing !== null && isSame(standing, content)
      ? { kind: 'already', known: standing, raise: { from: standing.attestation, fit } }
      : { kind: 'new', fit };
  },

  needs({ standing }, _, { counting }) {
    const isOver = standing === null || standing.until <= counting.now;
    return neededToDecide(isOver ? null : standing.attestation, counting);
  },

  seen: ({ judged: { verdict, underlying }, standing, lastDecision: last }) => ({
    'the account is': `${verdict.finding} (${verdict.reason})`,
    'without it the account is': underlying,
    'it replaces': standing === null ? 'nothing' : `the exemption until ${standing.until}`,
    'last decision': last ?? 'none',
  }),
};

function isSame(
  standing: NonNullable<ExemptionDraft['standing']>,
  { until, reason, owner }: ExemptionDraft['content'],
): boolean {
  return standing.until === until && standing.reason === reason && standing.owner === owner;
}

function checkAhead(deps: Pick<Deps, 'clock'>, until: Instant): void {
  if (until > deps.clock()) return;
  throw new ClariIdentityError(
    'ERR_TIME',
    `The exemption would end at ${until}, which is not ahead (now: ${deps.clock()}). Nothing was recorded.`,
    'Give the day on which somebody has to look again. To end an exemption now, withdraw it.',
  );
}
