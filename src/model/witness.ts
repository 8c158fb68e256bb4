import type { Secret } from './secret.ts';

/** Where the last head of the ledger is kept outside: a file on another volume, or an address of the operator's. */
export type WitnessPlace =
  | { readonly kind: 'file'; readonly path: string }
  /** Secret, because the address may contain a password or a token. */
  | { readonly kind: 'address'; readonly url: Secret };
