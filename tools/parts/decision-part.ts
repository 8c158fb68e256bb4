import * as z from 'zod';
import { accountName } from '../../src/app/lookups/account-name.ts';
import { confirmedWords } from '../../src/app/statements/confirmed-words.ts';
import type { WrittenDecision } from '../../src/app/statements/write-decision.ts';
import { FINDINGS } from '../../src/model/finding.ts';
import type { JudgedAccount } from '../../src/model/judged-account.ts';
import type { Json } from '../../src/model/ledger.ts';
import type { ConfirmedBy } from '../../src/model/record.ts';
import type { ToolContext } from '../../src/tool.ts';
import { withoutNulls } from './account-part.ts';
import { codeText, confirmationOutput, confirmed } from './confirm-part.ts';
import { ledgerOutput } from './record-part.ts';

export const verdictPart = z.object({ account_id: z.string(), before: z.enum(FINDINGS), after: z.enum(FINDINGS) });

/** What every decision on an account answers with. */
export const decisionOutput = {
  status: z.enum(['recorded', 'already_recorded', 'confirmation_required']),
  decision_id: z.string().optional(),
  confirmation: confirmationOutput,
  account: z.object({ account_id: z.string(), email: z.string().optional() }),
  ledger: ledgerOutput,
};

function accountOf({ account }: JudgedAccount) {
  return { account_id: account.accountId, ...withoutNulls({ email: account.latest.email }) };
}

export function namedAccount({ account }: JudgedAccount): string {
  return `account ${account.accountId} (${accountName(account)})`;
}

interface DecisionToMake {
  readonly judged: JudgedAccount;
  /** Exactly what a code is bound to and what the ledger will keep. */
  readonly content: Json;
  readonly summary: string;
  /** False: the decision that stands says this already. */
  readonly isNew: boolean;
  readonly code: string | undefined;
}

/** Has a person confirm a decision, writes it, and answers; `said` is what the tool answers besides. */
export async function decided<Said extends object>(
  context: ToolContext,
  { judged, content, summary, isNew, code }: DecisionToMake,
  said: Said,
  write: (by: ConfirmedBy) => Promise<WrittenDecision | null>,
) {
  if (!isNew) return { structured: { ...answerOf(judged, null), ...said }, text: textOf(summary, null) };
  const statement = 'I have decided this and answer for it';
  const confirmation = await confirmed(context, { content, summary, statement }, code);
  if (confirmation.kind === 'code') {
    const status = 'confirmation_required' as const;
    return {
      structured: { status, confirmation: confirmation.code, account: accountOf(judged), ...said },
      text: codeText(summary, confirmation.code),
    };
  }
  const written = await write(confirmation.by);
  return { structured: { ...answerOf(judged, written), ...said }, text: textOf(summary, written) };
}

/** A written decision, or the one that stands and says the same. */
function answerOf(judged: JudgedAccount, written: WrittenDecision | null) {
  if (written === null) return { status: 'already_recorded' as const, account: accountOf(judged) };
  const { decision, previousHash } = written;
  return {
    status: 'recorded' as const,
    decision_id: decision.decisionId,
    account: accountOf(judged),
    ledger: { sequence: decision.ledgerSequence, hash: decision.ledgerHash, previous_hash: previousHash },
  };
}

function textOf(summary: string, written: WrittenDecision | null): string {
  if (written === null) return `Already recorded, nothing was written: ${summary}`;
  const { decisionId, ledgerSequence, ledgerHash, confirmedBy } = written.decision;
  return [
    `Recorded as ${decisionId}: ${summary}`,
    `Ledger entry ${ledgerSequence}, hash ${ledgerHash}. ${confirmedWords(confirmedBy)}`,
  ].join('\n');
}
