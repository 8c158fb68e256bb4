import { confirmedWords } from '../../src/app/statements/confirmed-words.ts';
import type { ToolContext } from '../../src/tool.ts';
import { codeText, confirmed } from './confirm-part.ts';

/** Takes a record back, confirmed like any statement. The record stays in the ledger. */
export async function withdraw(recordId: string, reason: string, code: string | undefined, context: ToolContext) {
  const { prepareWithdrawal, withdrawRecord } = await import('../../src/app/statements/withdraw-record.ts');
  const prepared = await prepareWithdrawal(context.deps, recordId, reason);
  const { record } = prepared.found;
  const summary = `The statement ${record.recordId} of ${JSON.stringify(record.performedBy)} for ${record.performedAt} is taken back: ${JSON.stringify(prepared.content.reason)}.`;
  if (record.withdrawn === undefined) {
    const statement = 'I take this statement back';
    const confirmation = await confirmed(context, { content: prepared.content, summary, statement }, code);
    if (confirmation.kind === 'code')
      return {
        structured: {
          status: 'confirmation_required' as const,
          confirmation: confirmation.code,
          record_id: record.recordId,
          verification: { state: 'unrecorded' as const, how: 'It stands until it is confirmed.' },
        },
        text: codeText(summary, confirmation.code),
      };
    const { written } = await withdrawRecord(context.deps, prepared, confirmation.by);
    if (written !== null) {
      const { decision, previousHash } = written;
      return {
        structured: {
          status: 'withdrawn' as const,
          record_id: record.recordId,
          ledger: { sequence: decision.ledgerSequence, hash: decision.ledgerHash, previous_hash: previousHash },
          verification: { state: 'withdrawn' as const, how: 'It counts for nothing from now on.' },
        },
        text: [
          `Withdrawn: ${summary}`,
          `Ledger entry ${decision.ledgerSequence}, hash ${decision.ledgerHash}. ${confirmedWords(decision.confirmedBy)} The record itself stays in the ledger and counts for nothing.`,
        ].join('\n'),
      };
    }
  }
  return {
    structured: {
      status: 'already_withdrawn' as const,
      record_id: record.recordId,
      verification: { state: 'withdrawn' as const, how: 'It counts for nothing.' },
    },
    text: `${record.recordId} was withdrawn already${record.withdrawn === undefined ? '' : `, at ${record.withdrawn.at} by ${JSON.stringify(record.withdrawn.by)}`}. Nothing was written.`,
  };
}
