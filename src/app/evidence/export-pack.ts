import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { appendEntry, evaluate } from '../../evaluation/index.ts';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import { signCheckpoint } from '../../ledger/checkpoint.ts';
import { signEnvelope } from '../../ledger/envelope.ts';
import { sha256Hex } from '../../ledger/hash.ts';
import { signText } from '../../ledger/signature.ts';
import { NONCE_BYTES, timeStampRequest } from '../../ledger/time-stamp/request.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { ControlMap, FrameworkId } from '../../model/control.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Instant } from '../../model/time.ts';
import { controlRowsOf } from '../../report/pack/control-row.ts';
import { DOES_NOT_PROVE, type Manifest, notProvenBy, PACK_FORMAT, PROVES } from '../../report/pack/manifest.ts';
import { packPage } from '../../report/pack/pack-page.ts';
import { STATEMENT_TYPE, statementOf } from '../../report/pack/statement.ts';
import {
  CHECKPOINTS_FILE,
  ENVELOPE_FILE,
  MANIFEST_FILE,
  PAGE_FILE,
  PUBLIC_KEY_FILE,
  SIGNATURE_FILE,
  STAMP_REQUEST_FILE,
} from '../../report/pack/tables.ts';
import type { Deps } from '../deps.ts';
import { currentControls } from '../lookups/controls.ts';
import { currentCoverage } from '../lookups/current-coverage.ts';
import { rememberPack } from '../witness/outside-heads.ts';
import { type PackFolder, packFolder } from './pack-folder.ts';
import { knownSigningKey } from './signing-key.ts';
import { tableWriter } from './table-writer.ts';
import { writeTables } from './write-tables.ts';

export interface ExportOptions {
  /** A folder that does not exist, or is empty. */
  readonly folder: string;
  /** Null: from the beginning. */
  readonly since: Instant | null;
  /** Null: now. */
  readonly until: Instant | null;
  /** By whose controls the page is ordered; null: by none. */
  readonly framework: FrameworkId | null;
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  progress?(done: number, total: number): void;
}

export interface ExportedPack {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly checkpoint: Checkpoint;
}

/**
 * Writes everything that an auditor needs into one folder, as of one moment, and signs the head of the ledger. The
 * folder appears whole or not at all. The ledger mentions the pack only afterwards, so it never names one that was cut
 * short.
 */
export async function exportPack(deps: Deps, options: ExportOptions): Promise<ExportedPack> {
  const now = deps.clock();
  const period = { since: options.since, until: options.until ?? now };
  checkPeriod(period, now);
  const controls = await currentControls(deps);
  await evaluate(deps);
  const { pem: key } = await knownSigningKey(deps);
  const folder = await packFolder(options.folder);
  try {
    const { manifest, checkpoint } = await fill(folder, deps, { ...options, period, now, key, controls });
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await whole(folder, MANIFEST_FILE, text);
    const manifestSha256 = sha256Hex(text);
    await signManifest(folder, text, manifestSha256, manifest, createPrivateKey(key));
    await folder.publish();
    await deps.store.write(async (writer) => {
      await writer.insertCheckpoint(checkpoint);
      await appendEntry(writer, deps, 'evidence.exported', {
        pack_id: manifest.pack_id,
        manifest_sha256: manifestSha256,
        head_sequence: manifest.head.sequence,
        head_hash: manifest.head.hash,
        key_id: checkpoint.keyId,
        since: manifest.since,
        until: manifest.until,
      });
    });
    const { folder: name } = options;
    // The pack is written and in the ledger. If its place cannot be remembered for doctor, the export still succeeded.
    await rememberPack(deps.home, { folder: name, generated_at: now, ...manifest.head }).catch(() => undefined);
    return { folder: name, manifest, manifestSha256, checkpoint };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

/** Writes what is made from the manifest: its signature, its attestation, and the request to have its time stamped. */
async function signManifest(
  folder: PackFolder,
  text: string,
  manifestSha256: string,
  manifest: Manifest,
  key: KeyObject,
): Promise<void> {
  await whole(folder, SIGNATURE_FILE, `${signText(text, key)}\n`);
  const statement = JSON.stringify(statementOf(manifest, manifestSha256));
  const envelope = signEnvelope(STATEMENT_TYPE, statement, key, manifest.key_id);
  await whole(folder, ENVELOPE_FILE, `${JSON.stringify(envelope)}\n`);
  const request = timeStampRequest(Buffer.from(manifestSha256, 'hex'), randomBytes(NONCE_BYTES));
  await whole(folder, STAMP_REQUEST_FILE, request);
}

interface Filling extends ExportOptions {
  readonly period: { readonly since: Instant | null; readonly until: Instant };
  readonly now: Instant;
  readonly key: string;
  readonly controls: ControlMap;
}

async function fill(folder: PackFolder, deps: Deps, options: Filling) {
  return deps.store.read(async (reader) => {
    const last = await reader.lastLedgerEntry();
    const head = { sequence: last?.sequence ?? 0, hash: last?.hash ?? GENESIS_HASH };
    const checkpoint = signCheckpoint(head, options.now, options.key);
    const written = await writeTables(folder, reader, { ...options, settings: deps.settings });
    const checkpoints = [...(await reader.checkpoints()), checkpoint];
    const files = [
      ...written.files,
      ...(await tableWriter(folder, 'controls').all(controlRowsOf(options.controls))),
      await whole(
        folder,
        CHECKPOINTS_FILE,
        checkpoints.map((one) => `${JSON.stringify(one)}\n`).join(''),
        checkpoints.length,
      ),
      await whole(folder, PUBLIC_KEY_FILE, checkpoint.publicKey),
    ];
    const unpaged: Omit<Manifest, 'files'> = {
      format: PACK_FORMAT,
      pack_id: `pack_${randomBytes(8).toString('hex')}`,
      program: `clari-identity-mcp ${options.version}`,
      generated_at: options.now,
      generated_by: deps.actor.name,
      since: options.period.since,
      until: options.period.until,
      settings: {
        stale_after_ms: deps.settings.staleAfterMs,
        sla_ms: deps.settings.slaMs,
        verify_within_ms: deps.settings.verifyWithinMs,
        directories: deps.settings.directories === null ? null : [...deps.settings.directories],
        min_attestation: deps.settings.minAttestation,
      },
      head,
      key_id: checkpoint.keyId,
      population: [...written.population],
      proves: [...PROVES],
      does_not_prove: [...DOES_NOT_PROVE, ...notProvenBy(written.levels)],
    };
    const coverage = await currentCoverage(deps, reader);
    const { controls, framework } = options;
    const page = packPage({ manifest: unpaged, coverage, checkpoints, controls, framework, ...written.forPage });
    const manifest: Manifest = { ...unpaged, files: [...files, await whole(folder, PAGE_FILE, page)] };
    return { manifest, checkpoint };
  });
}

async function whole(folder: PackFolder, name: string, content: string | Uint8Array, rows?: number) {
  const file = await folder.file(name, { counted: rows !== undefined });
  await file.write(content, rows ?? 0);
  return file.end();
}

function checkPeriod({ since, until }: Filling['period'], now: Instant): void {
  if (until <= now && (since === null || since < until)) return;
  throw new ClariIdentityError(
    'ERR_TIME',
    until > now
      ? `The period ends at ${until}, which is in the future (now: ${now}).`
      : `The period from ${since ?? ''} to ${until} is empty.`,
    'Give since before until, and until not later than now. Nothing was written.',
  );
}
