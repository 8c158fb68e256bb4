import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { DeactivationRecord, StepRecord, Withdrawal } from '../../model/record.ts';
import { WITHDRAWN } from '../../reconcile/claims/standing.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { neededToDecide } from './needed.ts';
import { statedText } from './stated-text.ts';
import type { Statement } from './statement.ts';
import { decisionEntry, keepDecision, type WrittenDecision, writeDecision } from './write-decision.ts';

export type AnyRecord =
  | { readonly kind: 'deactivation'; readonly record: DeactivationRecord }
  | { readonly kind: 'step'; readonly record: StepRecord };

export interface WithdrawalDraft {
  readonly found: AnyRecord;
  readonly content: { readonly record_id: string; readonly reason: string };
}

interface WithdrawalRequest {
  readonly recordId: string;
  readonly reason: string;
}

/** Takes back whatever a person recorded. The record stays and counts for nothing from then on. */
export const withdrawRecord: Statement<WithdrawalRequest, WithdrawalDraft, AnyRecord, WrittenDecision, AnyRecord> = {
  name: 'withdrawal',
  needsJudgements: false,

  async prepare(reader, _, { recordId, reason }) {
    const stated = statedText(reason, 'reason');
    const found = await recordNamed(reader, recordId.trim());
    return { found, content: { record_id: found.record.recordId, reason: stated } };
  },

  async check(reader, _, { content }) {
    const found = await recordNamed(reader, content.record_id);
    return found.record.withdrawn === undefined
      ? { kind: 'new', fit: found }
      : { kind: 'already', known: found, raise: null };
  },

  needs: (_, { record }, { counting }) => neededToDecide(record.attestation, counting),

  seen: (_, { record }) => ({ 'the record is': `${record.recordId} of entry ${record.ledgerSequence}` }),

  entry({ content }, found, how) {
    return decisionEntry('record_withdrawn', entryContent(found, why(content)), how);
  },

  async keep(writer, _, { draft, fit: found, attestation, entry }) {
    const reason = why(draft.content);
    await markWithdrawn(writer, found);
    return keepDecision(writer, decisionOf(found, reason), entryContent(found, reason), { attestation, entry });
  },
};

/** In the write of the record that puts it right. */
export async function withdrawCorrected(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  old: AnyRecord,
  right: Pick<StepRecord, 'recordId' | 'attestation'>,
): Promise<void> {
  const reason = { reason: 'Corrected by a later record.', correctedBy: right.recordId };
  await markWithdrawn(writer, old);
  await writeDecision(writer, deps, decisionOf(old, reason), entryContent(old, reason), right.attestation);
}

type Why = Pick<Withdrawal, 'reason' | 'correctedBy'>;

function why({ reason }: WithdrawalDraft['content']): Why {
  return { reason, correctedBy: null };
}

function entryContent({ kind, record }: AnyRecord, { reason, correctedBy }: Why) {
  const about =
    kind === 'deactivation'
      ? { account_id: record.accountId }
      : { account_id: null, plan_id: record.planId, step_id: record.stepId };
  return { record_id: record.recordId, ...about, reason, corrected_by: correctedBy };
}

function decisionOf({ kind, record }: AnyRecord, { reason, correctedBy }: Why) {
  return {
    kind: 'record_withdrawn',
    accountId: kind === 'deactivation' ? record.accountId : null,
    accountEmail: kind === 'deactivation' ? record.accountEmail : null,
    reason,
    withdraws: record.recordId,
    correctedBy,
  } as const;
}

/** Whatever a read settled of it counts no longer either. */
async function markWithdrawn(writer: StoreWriter, { kind, record }: AnyRecord): Promise<void> {
  if (kind === 'deactivation') await writer.saveStanding(record.recordId, WITHDRAWN);
}

async function recordNamed(reader: StoreReader, recordId: string): Promise<AnyRecord> {
  const deactivation = await reader.record(recordId);
  if (deactivation !== null) return { kind: 'deactivation', record: deactivation };
  const step = await reader.stepRecord(recordId);
  if (step !== null) return { kind: 'step', record: step };
  throw unknownRecord(recordId);
}

export function unknownRecord(recordId: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `No record is known as ${quote(recordId)}.`,
    'Take the record id from list_work, from get_identity, or from the answer that recorded it. Nothing was recorded.',
  );
}
