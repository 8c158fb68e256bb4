import { ClariIdentityError } from '../../model/errors.ts';
import type { ConfirmedBy, DeactivationRecord, StepRecord, Withdrawal } from '../../model/record.ts';
import { WITHDRAWN } from '../../reconcile/claims/standing.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { statedText } from './stated-text.ts';
import { type WrittenDecision, writeDecision } from './write-decision.ts';

type AnyRecord =
  | { readonly kind: 'deactivation'; readonly record: DeactivationRecord }
  | { readonly kind: 'step'; readonly record: StepRecord };

export interface PreparedWithdrawal {
  readonly found: AnyRecord;
  readonly content: { readonly record_id: string; readonly reason: string };
}

/** Whatever a person stated: a deactivation, or another step of a plan. */
export async function prepareWithdrawal(deps: Deps, recordId: string, reason: string): Promise<PreparedWithdrawal> {
  const stated = statedText(reason, 'reason');
  const found = await deps.store.read((reader) => recordNamed(reader, recordId.trim()));
  return { found, content: { record_id: found.record.recordId, reason: stated } };
}

/** The record stays and counts for nothing from now on. Withdrawn before: nothing is written again. */
export async function withdrawRecord(
  deps: Deps,
  { content }: PreparedWithdrawal,
  confirmedBy: ConfirmedBy,
): Promise<{ readonly found: AnyRecord; readonly written: WrittenDecision | null }> {
  return deps.store.write(async (writer) => {
    const found = await recordNamed(writer, content.record_id);
    if (found.record.withdrawn !== undefined) return { found, written: null };
    const written = await writeWithdrawal(
      writer,
      deps,
      found,
      { reason: content.reason, correctedBy: null },
      confirmedBy,
    );
    return { found: await recordNamed(writer, content.record_id), written };
  });
}

/** In the write of the record that puts it right. */
export async function withdrawCorrected(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  old: DeactivationRecord,
  right: DeactivationRecord,
): Promise<void> {
  await writeWithdrawal(
    writer,
    deps,
    { kind: 'deactivation', record: old },
    { reason: 'Corrected by a later record.', correctedBy: right.recordId },
    right.confirmedBy,
  );
}

async function writeWithdrawal(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  { kind, record }: AnyRecord,
  { reason, correctedBy }: Pick<Withdrawal, 'reason' | 'correctedBy'>,
  confirmedBy: ConfirmedBy,
): Promise<WrittenDecision> {
  const { recordId } = record;
  const about =
    kind === 'deactivation'
      ? { account_id: record.accountId }
      : { account_id: null, plan_id: record.planId, step_id: record.stepId };
  if (kind === 'deactivation') await writer.saveStanding(recordId, WITHDRAWN);
  return writeDecision(
    writer,
    deps,
    {
      kind: 'record_withdrawn',
      accountId: kind === 'deactivation' ? record.accountId : null,
      accountEmail: kind === 'deactivation' ? record.accountEmail : null,
      reason,
      withdraws: recordId,
      correctedBy,
    },
    { record_id: recordId, ...about, reason, corrected_by: correctedBy },
    confirmedBy,
  );
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
    `No record is known as ${JSON.stringify(recordId.slice(0, 100))}.`,
    'Take the record id from list_work, from get_identity, or from the answer that recorded it. Nothing was recorded.',
  );
}
