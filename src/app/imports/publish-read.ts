import { appendEntry } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { settleSteps } from '../plans/settle-steps.ts';
import { claimedAccounts, settleClaims, type WeighedClaim, weighClaims } from '../statements/claims.ts';
import { restOfRead } from './rest-of-read.ts';
import type { WeighedRead } from './weigh-read.ts';

export interface Published {
  readonly snapshot: Snapshot;
  readonly verified: readonly string[];
  readonly contradicted: readonly string[];
}

interface PublishOptions {
  readonly weighed: Pick<WeighedRead, 'guards' | 'guardFacts' | 'claims' | 'revision'>;
  readonly acceptDrop: boolean;
  /** An earlier read of the same bytes that this one replaces. */
  readonly supersedes: Snapshot | null;
}

/**
 * One write that makes a read count, settles the claims it settles, and says all of it in the ledger.
 * With a guard against it and no `acceptDrop` the read is held instead, and ERR_GUARD says why.
 */
export async function publishRead(deps: Deps, snapshotId: string, options: PublishOptions): Promise<Published> {
  const { guards, guardFacts } = options.weighed;
  const held = guards.length > 0 && !options.acceptDrop;
  const published = await deps.store.write(async (writer) => {
    // Weighed outside the write, so that nobody waits for it; weighed again where something else came in between.
    const stillTrue = options.supersedes === null && (await writer.revision()) === options.weighed.revision;
    await writer.settleSnapshot(snapshotId, held ? 'held' : 'published', guards, null, guardFacts);
    const snapshot = await writer.snapshot(snapshotId);
    if (snapshot === null)
      throw new ClariIdentityError('ERR_INTERNAL', 'A staged read vanished.', 'Import the file again.');
    await appendEntry(writer, deps, held ? 'snapshot.held' : 'snapshot.published', ledgerPayload(snapshot));
    if (held) return { snapshot, settled: [] };
    if (options.supersedes !== null) await supersede(writer, deps, options.supersedes, snapshot);
    return {
      snapshot,
      settled: await settleClaims(writer, deps, stillTrue ? options.weighed.claims : await weighNow(writer, deps)),
    };
  });
  if (held) throw heldError(snapshotId, guards);
  // What it says of other steps rests on links, so it is judged first; a stop in between is made up for by the next read.
  await settleSteps(deps);
  return {
    snapshot: published.snapshot,
    verified: namesOf(published.settled, 'confirmed'),
    contradicted: namesOf(published.settled, 'contradicted'),
  };
}

export function heldError(snapshotId: string, guards: readonly string[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `The read ${snapshotId} is held and counts for nothing: ${guards.join(' ')}`,
    'Check the file. If the change is real, import it again with --accept-drop (accept_drop in the tool).',
  );
}

async function supersede(writer: StoreWriter, deps: Deps, old: Snapshot, by: Snapshot): Promise<void> {
  await writer.settleSnapshot(old.snapshotId, 'superseded', old.guards);
  await appendEntry(writer, deps, 'snapshot.superseded', { snapshot_id: old.snapshotId, by: by.snapshotId });
}

async function weighNow(writer: StoreWriter, deps: Deps): Promise<readonly WeighedClaim[]> {
  if ((await writer.records()).length === 0) return [];
  return weighClaims(writer, await claimedAccounts(writer, null), deps);
}

function namesOf(settled: readonly WeighedClaim[], state: 'confirmed' | 'contradicted'): readonly string[] {
  return settled
    .filter((one) => one.standing.state === state)
    .map((one) => one.record.accountEmail ?? one.record.accountId);
}

function ledgerPayload(snapshot: Snapshot) {
  return {
    snapshot_id: snapshot.snapshotId,
    kind: snapshot.kind,
    directory: snapshot.directory,
    app: snapshot.app,
    file_name: snapshot.fileName,
    sha256: snapshot.sha256,
    as_of: snapshot.asOf,
    as_of_basis: snapshot.asOfBasis,
    completeness: snapshot.completeness,
    completeness_basis: snapshot.completenessBasis,
    filter: snapshot.filter,
    rows_read: snapshot.rowsRead,
    rows_accepted: snapshot.rowsAccepted,
    rows_refused: snapshot.rowsRefused,
    header_fingerprint: snapshot.headerFingerprint,
    guards: snapshot.guards,
    ...restOfRead(snapshot),
  };
}
