import { createPrivateKey } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from './canonical.ts';
import { isSignedBy, keyId, publicPem, readPublicKey, signText } from './signature.ts';

const FORMAT = 'clari-identity-mcp key 1';

const shape = z.object({
  old_key_id: z.string(),
  old_public_key: z.string(),
  new_key_id: z.string(),
  new_public_key: z.string(),
  /** By the old key: whoever trusts that one may trust the new one. */
  signature: z.string(),
});

/** That one key takes the place of another, as the ledger keeps it. */
export type Rotation = z.infer<typeof shape>;

/** The old key signs the new one in; both are Ed25519 private keys as PEM. */
export function signRotation(oldPem: string, newPem: string): Rotation {
  const [old, next] = [createPrivateKey(oldPem), createPrivateKey(newPem)];
  const statement = {
    old_key_id: keyId(old),
    old_public_key: publicPem(old),
    new_key_id: keyId(next),
    new_public_key: publicPem(next),
  };
  return { ...statement, signature: signText(signedText(statement), old) };
}

/** Null: it is none, or the old key did not sign it. */
export function readRotation(payload: unknown): Rotation | null {
  const parsed = shape.safeParse(payload);
  if (!parsed.success) return null;
  const { signature, ...statement } = parsed.data;
  const [old, next] = [readPublicKey(statement.old_public_key), readPublicKey(statement.new_public_key)];
  if (old === null || next === null) return null;
  const isNamed = keyId(old) === statement.old_key_id && keyId(next) === statement.new_key_id;
  return isNamed && isSignedBy(signedText(statement), signature, old) ? parsed.data : null;
}

function signedText(statement: Omit<Rotation, 'signature'>): string {
  return canonicalJson({ format: FORMAT, ...statement });
}
