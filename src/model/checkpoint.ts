import type { Instant } from './time.ts';

/**
 * A signed statement of the head of the ledger at one time. Kept elsewhere, it reveals a chain that was cut off or
 * wholly rewritten. Kept beside the ledger, it only shows that whoever changed the ledger did not have the key.
 */
export interface Checkpoint {
  readonly sequence: number;
  readonly hash: string;
  readonly at: Instant;
  /** First 16 hexadecimal digits of the SHA-256 of the public key (SPKI, DER). */
  readonly keyId: string;
  /** PEM. */
  readonly publicKey: string;
  /** Ed25519 over the RFC 8785 form of the other fields but `publicKey`, base64. */
  readonly signature: string;
}
