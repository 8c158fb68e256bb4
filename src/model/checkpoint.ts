import type { Instant } from './time.ts';

/**
 * A signed statement of where the ledger ended at one time. Kept elsewhere, it shows a chain that was cut off or
 * rewritten whole; beside the ledger it only shows that whoever changed it did not have the key.
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
