import { appendEntry, evaluate, previewReads } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { FINDINGS, type Finding } from '../../model/finding.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { ConfirmedBy } from '../../model/record.ts';
import { isAttested } from '../../model/record.ts';
import { type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { VerdictChange, VerdictChanges } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { statedText } from '../statements/stated-text.ts';

export interface ForgetRequest {
  /** A series (`clari-users`, `directory:okta`) or the name of a directory, for all that was read of it. */
  readonly source: string;
  readonly reason: string;
  /** The reads should never have been imported: they keep nothing from being concluded either. */
  readonly mistaken: boolean;
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
/** Of these, what a person has to look at keeps less: what confirmed it is gone. */
const ACCUSATIONS: ReadonlySet<Finding> = new Set(['leaver_active', 'unassigned_active', 'orphaned']);

/** Whether a verdict only loses what it rested on, and reaches no other conclusion. */
export function isLoss(from: Finding | undefined, to: Finding): boolean {
  return LOSSES.has(to) || (to === 'needs_review' && from !== undefined && ACCUSATIONS.has(from));
}

/** What taking a source out of scope would do: everything is judged aside as it would be. Nothing is written yet. */
export async function prepareForget(deps: Deps, request: ForgetRequest): Promise<PreparedForget> {
  const reason = statedText(request.reason, 'reason');
  const all = await deps.store.read((reader) => reader.snapshots());
  const reads = all.filter((one) => counts(one) && names(one).includes(request.source.trim()));
  if (reads.length === 0) throw unknownSource(request.source, all);
  const { changed, gone } = await verdictsWithout(deps, reads, stateAfter(request));
  const changes = inOrder(changed);
  return { ...request, reason, reads, changes, gone, stronger: changes.filter((one) => !isLoss(one.from, one.to)) };
}

async function verdictsWithout(
  deps: Deps,
  reads: readonly Snapshot[],
  state: ReturnType<typeof stateAfter>,
): Promise<VerdictChanges> {
  const { store, settings, watch } = deps;
  await evaluate(deps);
  const now = deps.clock();
  const ids = new Set(reads.map((one) => one.snapshotId));
  return previewReads(
    store,
    settings,
    now,
    (one) => (ids.has(one.snapshotId) ? { ...one, state, retiredAt: now } : one),
    watch,
  );
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
    `No read that counts is of ${quote(source)}. Nothing was changed.`,
    known.length === 0 ? 'Nothing was imported yet.' : `Sources that were read: ${known.map(bare).join(', ')}.`,
  );
}

function inOrder(changes: readonly VerdictChange[]): readonly VerdictChange[] {
  const rank = ({ from, to }: VerdictChange) => FINDINGS.indexOf(from) * FINDINGS.length + FINDINGS.indexOf(to);
  return [...changes].sort((a, b) => rank(a) - rank(b));
}
