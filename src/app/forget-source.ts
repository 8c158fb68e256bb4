import { ClariIdentityError } from '../model/errors.ts';
import { FINDINGS, type Finding } from '../model/finding.ts';
import type { ConfirmedBy } from '../model/record.ts';
import { isAttested } from '../model/record.ts';
import { type Snapshot, seriesOf } from '../model/snapshot.ts';
import type { JudgedAccount } from '../store/store.ts';
import { appendEntry } from './append-entry.ts';
import type { Deps } from './deps.ts';
import { statedText } from './stated-text.ts';

export interface ForgetRequest {
  /** A series (`clari-users`, `directory:okta`) or the name of a directory, for all that was read of it. */
  readonly source: string;
  readonly reason: string;
  /** The reads should never have been imported: they keep nothing from being concluded either. */
  readonly mistaken: boolean;
}

export interface VerdictChange {
  readonly from: Finding;
  readonly to: Finding;
  readonly accounts: number;
}

export interface PreparedForget extends ForgetRequest {
  readonly reads: readonly Snapshot[];
  /** By the rules that judge everything; a verdict that stays is not listed. */
  readonly changes: readonly VerdictChange[];
  /** Accounts that no read would show any more. */
  readonly gone: number;
  /** Changes that reach another conclusion, and not merely lose one. */
  readonly stronger: readonly VerdictChange[];
}

/** A claim whose confirmation is gone waits again. */
const LOSSES: ReadonlySet<Finding> = new Set(['inconclusive', 'awaiting_verification']);

/** What taking a source out of scope would do. Nothing is written yet. */
export async function prepareForget(deps: Deps, request: ForgetRequest): Promise<PreparedForget> {
  const reason = statedText(request.reason, 'reason');
  const { judge } = await import('./judging/judge.ts');
  return deps.store.read(async (reader) => {
    const all = await reader.snapshots();
    const reads = all.filter((one) => counts(one) && names(one).includes(request.source.trim()));
    if (reads.length === 0) throw unknownSource(request.source, all);
    const ids = new Set(reads.map((one) => one.snapshotId));
    const state = stateAfter(request);
    const now = deps.clock();
    const before = await judge(reader, deps.settings, now);
    const after = await judge(reader, deps.settings, now, {
      snapshots: (one) => (ids.has(one.snapshotId) ? { ...one, state, retiredAt: now } : one),
    });
    const changes = changesOf(before.judged, after.judged);
    const known = new Set(after.judged.map((one) => one.account.accountId));
    return {
      ...request,
      reason,
      reads,
      changes,
      gone: before.judged.filter((one) => !known.has(one.account.accountId)).length,
      stronger: changes.filter((one) => !LOSSES.has(one.to)),
    };
  });
}

/** Takes the reads out of scope; the ledger keeps that they were made and that they were retired. */
export async function forgetSource(deps: Deps, prepared: PreparedForget, confirmedBy: ConfirmedBy): Promise<void> {
  await deps.store.write(async (writer) => {
    for (const { snapshotId, guards } of prepared.reads)
      await writer.settleSnapshot(snapshotId, stateAfter(prepared), guards, prepared.mistaken ? null : deps.clock());
    await appendEntry(writer, deps, 'source.retired', {
      source: prepared.source.trim(),
      reason: prepared.reason,
      mistaken: prepared.mistaken,
      snapshots: prepared.reads.map((one) => one.snapshotId),
      changes: prepared.changes.map((one) => ({ ...one })),
      confirmed_by: confirmedBy,
      attested_by_person: isAttested(confirmedBy),
    });
  });
}

function stateAfter({ mistaken }: Pick<ForgetRequest, 'mistaken'>): 'retired' | 'superseded' {
  return mistaken ? 'superseded' : 'retired';
}

function counts({ state }: Snapshot): boolean {
  return state === 'published' || state === 'held';
}

function names(snapshot: Snapshot): readonly string[] {
  return snapshot.directory === null ? [seriesOf(snapshot)] : [seriesOf(snapshot), snapshot.directory];
}

function unknownSource(source: string, all: readonly Snapshot[]): ClariIdentityError {
  const known = [...new Set(all.filter(counts).flatMap(names))].sort();
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `No read that counts is of ${JSON.stringify(source.slice(0, 100))}. Nothing was changed.`,
    known.length === 0 ? 'Nothing was imported yet.' : `Sources that were read: ${known.join(', ')}.`,
  );
}

function changesOf(before: readonly JudgedAccount[], after: readonly JudgedAccount[]): readonly VerdictChange[] {
  const now = new Map(after.map((one) => [one.account.accountId, one.verdict.finding]));
  const counted = new Map<string, VerdictChange>();
  for (const { account, verdict } of before) {
    const to = now.get(account.accountId);
    if (to === undefined || to === verdict.finding) continue;
    const key = `${verdict.finding} ${to}`;
    const known = counted.get(key);
    counted.set(key, { from: verdict.finding, to, accounts: (known?.accounts ?? 0) + 1 });
  }
  return [...counted.values()].sort((a, b) => FINDINGS.indexOf(a.from) - FINDINGS.indexOf(b.from));
}
