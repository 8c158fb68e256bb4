import { canonicalJson } from '../../ledger/canonical.ts';
import { type Attestation, clientText } from '../../model/attestation.ts';
import type { Json } from '../../model/ledger.ts';
import { isByAssistant, isRemembered, type Snapshot } from '../../model/snapshot.ts';
import type { HistoryRow, ReadRow, RecordRow } from '../../report/pack/rows.ts';
import type { StatedEntry } from '../verification/stated-entry.ts';
import { evidenceRow, mappingRow, sensesRow } from '../verification/stated-rows.ts';
import type { StandingClaim } from './account-rows.ts';

export function readRowOf(read: Snapshot): ReadRow {
  return {
    snapshot_id: read.snapshotId,
    kind: read.kind,
    directory: read.directory,
    app: read.app,
    state: read.state,
    as_of: read.asOf,
    as_of_basis: read.asOfBasis,
    file_name: read.fileName,
    sha256: read.sha256,
    completeness: read.completeness,
    completeness_basis: read.completenessBasis,
    filter: read.filter,
    rows_read: read.rowsRead,
    rows_accepted: read.rowsAccepted,
    rows_refused: read.rowsRefused,
    imported_at: read.importedAt,
    imported_by: read.importedBy,
    guards: [...read.guards],
    accepted: isRemembered(read) && read.guards.length > 0,
    attestation: read.attestation?.level ?? null,
    client: read.attestation?.client == null ? null : clientText(read.attestation.client),
    by_assistant: isByAssistant(read),
    mapping: mappingRow(read.stated?.mapping ?? {}),
    senses: sensesRow((read.reading?.used ?? []).map(({ field, header, sense }) => ({ field, header, sense }))),
  };
}

export function recordRowOf({ record, standing }: StandingClaim): RecordRow {
  return {
    record_id: record.recordId,
    account_id: record.accountId,
    account_email: record.accountEmail,
    performed_by: record.performedBy,
    performed_at: record.performedAt,
    recorded_by: record.recordedBy.name,
    recorded_by_authenticated: record.recordedBy.authenticated,
    recorded_at: record.recordedAt,
    ...attestedPart(record.attestation),
    retroactive: record.retroactive,
    plan_id: record.planId,
    ticket: record.ticket,
    evidence: record.evidence.map(evidenceRow),
    state: standing.state,
    settled_as_of: standing.settledAsOf,
    settled_by_read: standing.settledBySnapshotId,
    reappeared_as_of: standing.reappearedAsOf,
    ledger_sequence: record.ledgerSequence,
  };
}

/** How it came, as the rows of every table say it. */
export function attestedPart({
  level,
  client,
  formerly,
}: Attestation): Pick<RecordRow, 'attestation' | 'client' | 'formerly'> {
  return { attestation: level, client: client === null ? null : clientText(client), formerly: formerly ?? null };
}

export function historyRowOf(entry: StatedEntry): HistoryRow {
  const subject = (name: string): string | null => textOf(entry.payload[name]);
  return {
    sequence: entry.sequence,
    at: entry.at,
    actor: entry.actor.name,
    actor_authenticated: entry.actor.authenticated,
    actor_via: entry.actor.via,
    kind: entry.kind,
    account_id: subject('account_id'),
    plan_id: subject('plan_id'),
    record_id: subject('record_id'),
    snapshot_id: subject('snapshot_id'),
    payload: canonicalJson(entry.payload),
    hash: entry.hash,
  };
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
