import * as z from 'zod';
import { confirmedWords } from '../../src/answers/confirmed-words.ts';
import type { Deps } from '../../src/app/deps.ts';
import { accountName } from '../../src/app/lookups/account-name.ts';
import type { Stated } from '../../src/app/statements/statement.ts';
import type { WrittenDecision } from '../../src/app/statements/write-decision.ts';
import type { Decision } from '../../src/model/decision.ts';
import { FINDINGS } from '../../src/model/finding.ts';
import { bare } from '../../src/model/foreign.ts';
import type { JudgedAccount } from '../../src/model/judged-account.ts';
import { withoutNulls } from './account-part.ts';
import { codeText, confirmationOutput } from './confirm-part.ts';
import { ledgerOutput } from './record-part.ts';

export const verdictPart = z.object({ account_id: z.string(), before: z.enum(FINDINGS), after: z.enum(FINDINGS) });

/** What every decision on an account answers with. */
export const decisionOutput = {
  status: z.enum(['recorded', 'already_recorded', 'confirmation_required']),
  decision_id: z.string().optional(),
  ...confirmationOutput,
  account: z.object({ account_id: z.string(), email: z.string().optional() }),
  ledger: ledgerOutput,
};

function accountOf({ account }: JudgedAccount) {
  return { account_id: account.accountId, ...withoutNulls({ email: account.latest.email }) };
}

export function namedAccount({ account }: JudgedAccount): string {
  return `account ${bare(account.accountId)} (${accountName(account)})`;
}

/** What a person says by agreeing. */
export const DECIDED = 'I have decided this and answer for it';

/** The answer to a decision; `said` is what the tool adds. */
export function decisionAnswer<Said extends object>(
  stated: Stated<{ readonly judged: JudgedAccount }, unknown, WrittenDecision, Decision>,
  summary: string,
  said: Said,
  deps: Pick<Deps, 'settings'>,
) {
  const account = accountOf(stated.draft.judged);
  switch (stated.kind) {
    case 'already':
      return {
        structured: { status: 'already_recorded' as const, account, ...said },
        text: `Already recorded, nothing was written: ${summary}`,
      };
    case 'unconfirmed':
      return {
        structured: { status: 'confirmation_required' as const, confirmation: stated.code, account, ...said },
        text: codeText(summary, stated.code, deps),
      };
    case 'stated': {
      const { decision, previousHash } = stated.receipt;
      const { decisionId, ledgerSequence, ledgerHash, attestation } = decision;
      return {
        structured: {
          status: 'recorded' as const,
          decision_id: decisionId,
          account,
          ledger: { sequence: ledgerSequence, hash: ledgerHash, previous_hash: previousHash },
          ...said,
        },
        text: [
          `Recorded as ${decisionId}: ${summary}`,
          `Ledger entry ${ledgerSequence}, hash ${ledgerHash}. ${confirmedWords(attestation, deps.settings.minAttestation)}`,
        ].join('\n'),
      };
    }
    default:
      return stated satisfies never;
  }
}
