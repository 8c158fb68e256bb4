import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { KeyBook } from '../../ledger/key-book.ts';
import { keyId } from '../../ledger/signature.ts';
import type { TimeStamp } from '../../ledger/time-stamp/verify.ts';
import { type TimeStep, TimeSteps } from '../../ledger/time-steps.ts';
import { type ChainAnchor, verifyChain } from '../../ledger/verify.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import { type Manifest, manifestShape, PACK_FORMAT_1 } from '../../report/pack/manifest.ts';
import {
  CHECKPOINTS_FILE,
  CONTROL_TABLES,
  ENVELOPE_FILE,
  LEDGER_FILE,
  MANIFEST_FILE,
  PACK_TABLES,
  REVIEW_TABLES,
  SIGNATURE_FILE,
  STAMP_REQUEST_FILE,
  STAMP_RESPONSE_FILE,
} from '../../report/pack/tables.ts';
import { broken } from './broken.ts';
import { hasControls } from './check-controls.ts';
import { hasReviews } from './check-reviews.ts';
import { crossCheck } from './cross-check.ts';
import { fileDigest, jsonLines, packNames, smallFile } from './pack-reader.ts';
import { readTrust, type StampTrustFiles, stampInPack } from './time-stamp.ts';
import { verifyCheckpoints } from './verify-checkpoints.ts';
import { type Attestation, verifySignatures } from './verify-signatures.ts';

export interface VerifyOptions extends Partial<StampTrustFiles> {
  readonly folder: string;
  /** A head that somebody kept: the hash, or `SEQUENCE:HASH`. */
  readonly head: string | null;
  /** PEM file of a key that somebody kept. */
  readonly publicKeyFile: string | null;
}

export interface VerifiedPack {
  readonly manifest: Manifest;
  readonly entries: number;
  readonly headHash: string;
  readonly checkpoints: number;
  readonly files: number;
  /** Which outside facts the pack was compared with. Empty: it is internally consistent, and no more is shown. */
  readonly anchoredBy: readonly ('head' | 'public_key')[];
  /** Sequence of the entry that is the outside head; entries after it are only internally consistent. */
  readonly anchoredUpTo: number | null;
  /** Where time runs backwards in the ledger: a clock was set back, or entries have wrong dates. */
  readonly timeSteps: readonly TimeStep[];
  readonly attestation: Attestation;
  /** What an authority says of when the pack existed; null: none was asked. */
  readonly timeStamp: TimeStamp | null;
}

/**
 * Checks a pack by itself and against what was kept outside, without a store, a network or a configuration.
 * @throws ERR_EVIDENCE_BROKEN with the first fault.
 */
export async function verifyPack(options: VerifyOptions): Promise<VerifiedPack> {
  const { folder } = options;
  const names = await packNames(folder);
  const text = await smallFile(folder, MANIFEST_FILE);
  const manifest = readManifest(text);
  const trust = await readTrust({
    authorityFile: options.authorityFile ?? null,
    revokedFile: options.revokedFile ?? null,
  });
  const trusted = options.publicKeyFile === null ? null : await outsideKey(options.publicKeyFile);
  const attestation = await verifySignatures(folder, text, manifest, trusted);
  const book = new KeyBook();
  const steps = new TimeSteps();
  await checkFiles(folder, names, manifest);
  const hashes = new Map<number, string>();
  const wanted = await wantedSequences(folder, manifest);
  const anchor = options.head === null ? null : readHead(options.head);
  const seen: { anchoredUpTo: number | null } = { anchoredUpTo: null };
  const chain = await verifyChain(
    watched(folder, (entry) => {
      const { sequence, hash } = entry;
      if (wanted.has(sequence)) hashes.set(sequence, hash);
      if (anchor?.hash === hash) seen.anchoredUpTo = sequence;
      book.enter(entry);
      steps.enter(entry);
    }),
    { sequence: manifest.head.sequence, hash: manifest.head.hash },
  );
  if (!chain.ok) throw broken(LEDGER_FILE, chain.message.replace(/\.$/, ''));
  if (chain.entries !== manifest.head.sequence)
    throw broken(
      LEDGER_FILE,
      `it has ${chain.entries} entries, but the pack was signed at entry ${manifest.head.sequence}`,
    );
  if (anchor !== null) checkAnchored(anchor, seen.anchoredUpTo);
  // A key that the auditor supplies is trusted without the ledger.
  if (trusted !== null) book.accept(keyId(trusted));
  checkKey(manifest, book, trusted);
  const checkpoints = await verifyCheckpoints(folder, hashes, trusted, book);
  await crossCheck(folder, manifest);
  const timeStamp = await stampInPack(folder, names, trust);
  return {
    manifest,
    entries: chain.entries,
    headHash: chain.headHash,
    checkpoints,
    files: manifest.files.length,
    anchoredBy: [...(anchor === null ? [] : ['head' as const]), ...(trusted === null ? [] : ['public_key' as const])],
    anchoredUpTo: seen.anchoredUpTo,
    timeSteps: steps.found,
    attestation,
    timeStamp,
  };
}

function readManifest(text: string): Manifest {
  try {
    return manifestShape.parse(JSON.parse(text));
  } catch (cause) {
    throw broken(MANIFEST_FILE, 'it is not a manifest that this version writes', cause);
  }
}

/** Checks that the ledger knows the manifest's key for its head, and that it follows from the given key. */
function checkKey(manifest: Manifest, book: KeyBook, trusted: KeyObject | null): void {
  const fault = book.faultOf(manifest.key_id, manifest.head.sequence);
  if (trusted !== null && !book.leadsTo(keyId(trusted), manifest.key_id))
    throw broken(
      MANIFEST_FILE,
      `it names the key ${manifest.key_id}, not ${keyId(trusted)}, which was given, and that one signed no other in`,
    );
  if (fault !== null) throw broken(MANIFEST_FILE, fault);
}

/** Checks that every file is as it was written, none is missing, and none was added. */
async function checkFiles(folder: string, names: readonly string[], manifest: Manifest): Promise<void> {
  const listed = new Set(manifest.files.map((file) => file.name));
  const tables = Object.keys(PACK_TABLES).filter(
    (table) =>
      (hasReviews(manifest) || !REVIEW_TABLES.some((one) => one === table)) &&
      (hasControls(manifest) || !CONTROL_TABLES.some((one) => one === table)),
  );
  const expected = [...tables.flatMap((table) => [`${table}.csv`, `${table}.jsonl`]), LEDGER_FILE];
  for (const name of expected) if (!listed.has(name)) throw broken(MANIFEST_FILE, `it does not list ${name}`);
  for (const file of manifest.files) {
    if (!names.includes(file.name)) throw broken(file.name, 'it is missing');
    const { sha256, bytes } = await fileDigest(folder, file.name);
    if (bytes !== file.bytes)
      throw broken(file.name, `it has ${bytes} bytes, and had ${file.bytes} when it was written`);
    if (sha256 !== file.sha256) throw broken(file.name, 'it was changed after it was written');
  }
  const beside = besideManifest(manifest);
  for (const name of beside.always) if (!names.includes(name)) throw broken(bare(name), 'it is missing');
  const stray = names.find(
    (name) => !listed.has(name) && !beside.always.includes(name) && !beside.later.includes(name),
  );
  if (stray !== undefined) throw broken(quote(stray), 'it is not part of the pack');
}

/** The files that the manifest can't list: they are made from it. */
function besideManifest(manifest: Manifest): { readonly always: readonly string[]; readonly later: readonly string[] } {
  const signed = [MANIFEST_FILE, SIGNATURE_FILE];
  return manifest.format === PACK_FORMAT_1
    ? { always: signed, later: [] }
    : { always: [...signed, ENVELOPE_FILE, STAMP_REQUEST_FILE], later: [STAMP_RESPONSE_FILE] };
}

const entryShape = z.object({
  sequence: z.number(),
  at: z.string(),
  kind: z.string(),
  hash: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

/** Passes entries on; anything that is not an entry is left for the chain to find. */
async function* watched(
  folder: string,
  see: (entry: z.infer<typeof entryShape>) => void,
): AsyncGenerator<unknown, void, void> {
  for await (const entry of jsonLines(folder, LEDGER_FILE)) {
    const parsed = entryShape.safeParse(entry);
    if (parsed.success) see(parsed.data);
    yield entry;
  }
}

async function wantedSequences(folder: string, manifest: Manifest): Promise<ReadonlySet<number>> {
  const wanted = new Set([manifest.head.sequence]);
  for await (const one of jsonLines(folder, CHECKPOINTS_FILE))
    if (typeof one === 'object' && one !== null && 'sequence' in one && typeof one.sequence === 'number')
      wanted.add(one.sequence);
  return wanted;
}

/** Parses an outside head. `sequence` is 0 if it was not stated. */
function readHead(text: string): ChainAnchor {
  const match = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/i.exec(text.trim());
  if (match?.[2] !== undefined) return { sequence: Number(match[1] ?? 0), hash: match[2].toLowerCase() };
  throw new ClariIdentityError(
    'ERR_USAGE',
    'The head is not a SHA-256 of 64 hexadecimal digits.',
    'Give it as it was noted when the pack was exported: the hash, or SEQUENCE:HASH.',
  );
}

function checkAnchored(anchor: ChainAnchor, found: number | null): void {
  if (found !== null && (anchor.sequence === 0 || anchor.sequence === found)) return;
  throw broken(
    LEDGER_FILE,
    `the head that was kept outside (${anchor.hash}) is not in it: the ledger was cut off before it or rewritten`,
  );
}

async function outsideKey(path: string): Promise<KeyObject> {
  try {
    const key = createPublicKey(await readFile(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw noKey(path, cause);
  }
  throw noKey(path);
}

function noKey(path: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_USAGE',
    `The file ${quote(basename(path))} holds no Ed25519 public key.`,
    'Give the PEM file that was kept outside the pack (public-key.pem of an earlier pack).',
    cause === undefined ? {} : { cause },
  );
}
