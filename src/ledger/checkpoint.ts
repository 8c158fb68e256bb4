import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Instant } from '../model/time.ts';
import { canonicalJson } from './canonical.ts';
import { isSignedBy, keyId, publicPem, readPublicKey, signText } from './signature.ts';
import type { ChainAnchor } from './verify.ts';

const FORMAT = 'clari-identity-mcp checkpoint 1';

/**
 * Signs the head of the chain.
 * @param privateKeyPem An Ed25519 key, PEM (PKCS 8).
 */
export function signCheckpoint(head: ChainAnchor, at: Instant, privateKeyPem: string): Checkpoint {
  const key = createPrivateKey(privateKeyPem);
  const statement = { sequence: head.sequence, hash: head.hash, at, keyId: keyId(key) };
  return { ...statement, publicKey: publicPem(key), signature: signText(signedText(statement), key) };
}

/** What is wrong with a checkpoint by itself; null if nothing is. `trusted`: only this key is accepted. */
export function checkpointFault(checkpoint: Checkpoint, trusted: KeyObject | null): string | null {
  const key = trusted ?? readPublicKey(checkpoint.publicKey);
  if (key === null) return 'its public key is no Ed25519 key';
  if (keyId(key) !== checkpoint.keyId) return `it was signed with another key (${checkpoint.keyId})`;
  return isSignedBy(signedText(checkpoint), checkpoint.signature, key)
    ? null
    : 'its signature does not fit its content';
}

function signedText({ sequence, hash, at, keyId: id }: Omit<Checkpoint, 'publicKey' | 'signature'>): string {
  return canonicalJson({ format: FORMAT, sequence, hash, at, key_id: id });
}
