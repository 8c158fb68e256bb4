import { ClariIdentityError } from '../model/errors.ts';
import type { ConfirmedBy, DeactivationRecord, Withdrawal } from '../model/record.ts';
import { WITHDRAWN } from '../reconcile/claims/standing.ts';
import type { StoreWriter } from '../store/store.ts';
import type { Deps } from './deps.ts';
import { statedText } from './stated-text.ts';
import { type WrittenDecision, writeDecision } from './write-decision.ts';

export interface PreparedWithdrawal {
  readonly record: DeactivationRecord;
  readonly content: {
    readonly record_id: string;
    readonly account_id: string;
    readonly reason: string;
  };
}

export async function prepareWithdrawal(deps: Deps, recordId: string, reason: string): Promise<PreparedWithdrawal> {
  const stated = statedText(reason, 'reason');
  const record = await deps.store.read((reader) => reader.record(recordId.trim()));
  if (record === null) throw unknownRecord(recordId);
  return { record, content: { record_id: record.recordId, account_id: record.accountId, reason: stated } };
}

export interface Withdrawn {
  readonly record: DeactivationRecord;
  readonly written: WrittenDecision | null;
}

/** The record stays and counts for nothing from now on. Withdrawn before: nothing is written again. */
export async function withdrawRecord(
  deps: Deps,
  { content }: PreparedWithdrawal,
  confirmedBy: ConfirmedBy,
): Promise<Withdrawn> {
  return deps.store.write(async (writer) => {
    const record = await writer.record(content.record_id);
    if (record === null) throw unknownRecord(content.record_id);
    if (record.withdrawn !== undefined) return { record, written: null };
    const written = await writeWithdrawal(
      writer,
      deps,
      record,
      { reason: content.reason, correctedBy: null },
      confirmedBy,
    );
    return { record: (await writer.record(record.recordId)) ?? record, written };
  });
}

/** In the write of the record that puts it right. */
export async function withdrawCorrected(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  old: DeactivationRecord,
  right: DeactivationRecord,
): Promise<void> {
  const reason = 'Corrected by a later record.';
  await writeWithdrawal(writer, deps, old, { reason, correctedBy: right.recordId }, right.confirmedBy);
}

async function writeWithdrawal(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  record: DeactivationRecord,
  { reason, correctedBy }: Pick<Withdrawal, 'reason' | 'correctedBy'>,
  confirmedBy: ConfirmedBy,
): Promise<WrittenDecision> {
  const { recordId, accountId, accountEmail } = record;
  await writer.saveStanding(recordId, WITHDRAWN);
  return writeDecision(
    writer,
    deps,
    { kind: 'record_withdrawn', accountId, accountEmail, reason, withdraws: recordId, correctedBy },
    { record_id: recordId, account_id: accountId, reason, corrected_by: correctedBy },
    confirmedBy,
  );
}

export function unknownRecord(recordId: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `No record is known as ${JSON.stringify(recordId.slice(0, 100))}.`,
    'Take the record id from list_work, from get_identity, or from the answer that recorded it. Nothing was written.',
  );
}
