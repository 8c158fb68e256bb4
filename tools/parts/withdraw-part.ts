import { confirmedWords } from '../../src/answers/confirmed-words.ts';
import type { WithdrawalDraft } from '../../src/app/statements/withdraw-record.ts';
import { bare, quote } from '../../src/model/foreign.ts';
import type { ToolContext } from '../../src/tool.ts';
import { asking, codeText } from './confirm-part.ts';

/** Takes a record back, confirmed like any statement. The record stays in the ledger. */
export async function withdraw(recordId: string, reason: string, code: string | undefined, context: ToolContext) {
  const [{ state }, { withdrawRecord }] = await Promise.all([
    import('../../src/app/statements/statement.ts'),
    import('../../src/app/statements/withdraw-record.ts'),
  ]);
  const question = { summary: summaryOf, statement: 'I take this statement back', verb: 'withdraw', word: shortId };
  const stated = await state(context.deps, withdrawRecord, { recordId, reason }, asking(context, code, question));
  const summary = summaryOf(stated.draft);
  const record_id = stated.draft.content.record_id;
  switch (stated.kind) {
    case 'unconfirmed':
      return {
        structured: {
          status: 'confirmation_required' as const,
          confirmation: stated.code,
          record_id,
          verification: { state: 'unrecorded' as const, how: 'It stands until it is confirmed.' },
        },
        text: codeText(summary, stated.code, context.deps),
      };
    case 'stated': {
      const { decision, previousHash } = stated.receipt;
      return {
        structured: {
          status: 'withdrawn' as const,
          record_id,
          ledger: { sequence: decision.ledgerSequence, hash: decision.ledgerHash, previous_hash: previousHash },
          verification: { state: 'withdrawn' as const, how: 'It counts for nothing from now on.' },
        },
        text: [
          `Withdrawn: ${summary}`,
          `Ledger entry ${decision.ledgerSequence}, hash ${decision.ledgerHash}. ${confirmedWords(decision.attestation, context.deps.settings.minAttestation)} The record itself stays in the ledger and counts for nothing.`,
        ].join('\n'),
      };
    }
    case 'already': {
      const { withdrawn } = stated.known.record;
      return {
        structured: {
          status: 'already_withdrawn' as const,
          record_id,
          verification: { state: 'withdrawn' as const, how: 'It counts for nothing.' },
        },
        text: `${bare(record_id)} was withdrawn already${withdrawn === undefined ? '' : `, at ${withdrawn.at} by ${quote(withdrawn.by)}`}. Nothing was written.`,
      };
    }
    default:
      return stated satisfies never;
  }
}

/** Of `rec_…` what is enough to tell one from another. */
function shortId({ content }: WithdrawalDraft): string {
  return content.record_id.slice(0, 10);
}

function summaryOf({ found: { record }, content }: WithdrawalDraft): string {
  return `The statement ${record.recordId} of ${quote(record.performedBy)} for ${record.performedAt} is taken back: ${quote(content.reason)}.`;
}
