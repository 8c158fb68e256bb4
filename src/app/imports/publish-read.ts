import { appendEntry } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Json } from '../../model/ledger.ts';
import { isByAssistant, type Snapshot } from '../../model/snapshot.ts';
import type { AttestedBy, StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { settleSteps } from '../plans/settle-steps.ts';
import { claimedAccounts, settleClaims, type WeighedClaim, weighClaims } from '../statements/claims.ts';
import { attestationPart } from '../statements/statement.ts';
import { restOfRead } from './rest-of-read.ts';
import type { WeighedRead } from './weigh-read.ts';

export interface Published {
  readonly snapshot: Snapshot;
  readonly verified: readonly string[];
  readonly contradicted: readonly string[];
  /** Accounts whose deactivation was recorded under another id than they have now. */
  readonly renamed: readonly { readonly recorded: string; readonly shown: string }[];
}

interface PublishOptions {
  readonly weighed: Claims & Pick<WeighedRead, 'guards' | 'guardFacts' | 'replaces'>;
  readonly acceptDrop: boolean;
  /** Whose statement it is; absent: as stored. */
  readonly brought?: AttestedBy | undefined;
}

type Claims = Pick<WeighedRead, 'claims' | 'revision'>;

/**
 * Makes a snapshot count, settles the claims that it settles, and writes all of it into the ledger, in one transaction.
 * If a guard objects and `acceptDrop` is not set, the snapshot is held instead.
 * @throws ERR_GUARD with the objections.
 */
export async function publishRead(deps: Deps, snapshotId: string, options: PublishOptions): Promise<Published> {
  const { guards, guardFacts } = options.weighed;
  const held = guards.length > 0 && !options.acceptDrop;
  const { brought } = options;
  const { replaces } = options.weighed;
  const publish = ({ claims, revision }: Claims) =>
    deps.store.write(async (writer) => {
      if (!held && (await writer.revision()) !== revision) return null;
      if (brought !== undefined) await writer.attestSnapshot(snapshotId, brought);
      await writer.settleSnapshot(snapshotId, held ? 'held' : 'published', guards, null, guardFacts);
      const snapshot = await writer.snapshot(snapshotId);
      if (snapshot === null)
        throw new ClariIdentityError('ERR_INTERNAL', 'A staged read vanished.', 'Import the file again.');
      await appendEntry(writer, deps, held ? 'snapshot.held' : 'snapshot.published', readPayload(snapshot));
      if (held) return { snapshot, settled: [] };
      for (const one of replaces) await supersede(writer, deps, one, snapshot);
      return { snapshot, settled: await settleClaims(writer, deps, claims) };
    });
  // Calculated outside the transaction, so that nobody waits for it, and repeated if something was imported in between.
  const weighNow = () => deps.store.read((reader) => weighedNow(reader, deps, snapshotId, options));
  let published = await publish(options.weighed);
  while (published === null) published = await publish(await weighNow());
  if (held) throw heldError(snapshotId, guards);
  // Whether a step is settled depends on links, so evaluation comes first. If the process stops in between, the next
  // snapshot makes up for it.
  await settleSteps(deps);
  return {
    snapshot: published.snapshot,
    verified: namesOf(published.settled, 'confirmed'),
    contradicted: namesOf(published.settled, 'contradicted'),
    renamed: published.settled.flatMap(({ record: { accountId }, shownAs }) =>
      shownAs === null || shownAs === accountId ? [] : [{ recorded: accountId, shown: shownAs }],
    ),
  };
}

export function heldError(snapshotId: string, guards: readonly string[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `The read ${snapshotId} is held and counts for nothing: ${guards.join(' ')}`,
    'Check the file. If the change is real, import it again with --accept-drop (accept_drop in the tool, where the client can ask a person).',
  );
}

async function supersede(writer: StoreWriter, deps: Deps, old: Snapshot, by: Snapshot): Promise<void> {
  await writer.settleSnapshot(old.snapshotId, 'superseded', old.guards);
  await appendEntry(writer, deps, 'snapshot.superseded', { snapshot_id: old.snapshotId, by: by.snapshotId });
}

async function weighedNow(
  reader: StoreReader,
  deps: Deps,
  snapshotId: string,
  { weighed, brought }: PublishOptions,
): Promise<Claims> {
  const revision = await reader.revision();
  if ((await reader.records()).length === 0) return { claims: [], revision };
  const stored = await reader.snapshot(snapshotId);
  const staged = stored === null ? null : { ...stored, ...brought };
  const without = weighed.replaces.map((one) => one.snapshotId);
  const accounts = await claimedAccounts(reader, deps.clock(), staged, without);
  return { claims: await weighClaims(reader, accounts, deps), revision };
}

function namesOf(settled: readonly WeighedClaim[], state: 'confirmed' | 'contradicted'): readonly string[] {
  return settled
    .filter((one) => one.standing.state === state)
    .map((one) => one.record.accountEmail ?? one.record.accountId);
}

function readPayload(snapshot: Snapshot): { readonly [key: string]: Json } {
  const { attestation, stated, reading } = snapshot;
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
    accepted: snapshot.state === 'published' && snapshot.guards.length > 0,
    ...(attestation === null ? { attestation } : attestationPart(attestation)),
    by_assistant: isByAssistant(snapshot),
    mapping: stated === null ? null : { ...stated.mapping },
    time_zone: stated?.timeZone ?? null,
    senses:
      reading === null
        ? null
        : reading.used.map(({ field, header, sense, basis }) => ({ field, header, sense, basis })),
    ...restOfRead(snapshot),
  };
}
