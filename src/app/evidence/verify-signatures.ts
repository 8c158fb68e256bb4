import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical.ts';
import { openEnvelope } from '../../ledger/envelope.ts';
import { sha256Hex } from '../../ledger/hash.ts';
import { isSignedBy, keyId, readPublicKey } from '../../ledger/signature.ts';
import { type Manifest, PACK_FORMAT_1 } from '../../report/pack/manifest.ts';
import { STATEMENT_TYPE, statementOf } from '../../report/pack/statement.ts';
import { ENVELOPE_FILE, MANIFEST_FILE, PUBLIC_KEY_FILE, SIGNATURE_FILE } from '../../report/pack/tables.ts';
import { broken } from './broken.ts';
import { parsed, smallFile } from './pack-reader.ts';

/** What was found of the attestation of a pack; null: packs of the first format have none. */
export type Attestation = {
  /** Key ids of further signatures, as the envelope names them; null: it names none. They were not checked. */
  readonly unchecked: readonly (string | null)[];
} | null;

/**
 * Checks the signature of the manifest and the attestation of the same content, both by the key that the manifest
 * names. Whether that key may sign is for the ledger to say.
 * @param trusted A key from outside. It may be an older one, which signed this one in.
 * @throws ERR_EVIDENCE_BROKEN
 */
export async function verifySignatures(
  folder: string,
  text: string,
  manifest: Manifest,
  trusted: KeyObject | null,
): Promise<Attestation> {
  const own = readPublicKey(await smallFile(folder, PUBLIC_KEY_FILE));
  const key = trusted !== null && keyId(trusted) === manifest.key_id ? trusted : own;
  if (key === null) throw broken(PUBLIC_KEY_FILE, 'it holds no Ed25519 key');
  if (keyId(key) !== manifest.key_id)
    throw broken(MANIFEST_FILE, `it names the key ${manifest.key_id}, not ${keyId(key)}`);
  const signature = (await smallFile(folder, SIGNATURE_FILE)).trim();
  if (!isSignedBy(text, signature, key)) throw broken(MANIFEST_FILE, 'its signature does not fit it');
  return manifest.format === PACK_FORMAT_1 ? null : verifyAttestation(folder, text, manifest, key);
}

async function verifyAttestation(folder: string, text: string, manifest: Manifest, key: KeyObject) {
  const json = parsed(await smallFile(folder, ENVELOPE_FILE), ENVELOPE_FILE);
  const opened = openEnvelope(json, STATEMENT_TYPE, key, manifest.key_id);
  if (typeof opened === 'string') throw broken(ENVELOPE_FILE, opened);
  const said = parsed(opened.payload, ENVELOPE_FILE);
  if (canonicalJson(said) !== canonicalJson(statementOf(manifest, sha256Hex(text))))
    throw broken(ENVELOPE_FILE, `it does not say what ${MANIFEST_FILE} says`);
  return { unchecked: opened.unchecked };
}
