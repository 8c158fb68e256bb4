import { ClariIdentityError } from '../model/errors.ts';
import type { ConfirmedBy, DeactivationRecord, Withdrawal } from '../model/record.ts';
import { WITHDRAWN } from '../reconcile/claims/standing.ts';
import type { StoreWriter } from '../store/store.ts';
import type { Deps } from './deps.ts';
import { type WrittenDecision, writeDecision } from './write-decision.ts';

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
