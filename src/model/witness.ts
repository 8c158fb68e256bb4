import type { Secret } from './secret.ts';

/** Where the last head of the ledger is kept outside: a file on another volume, or an address of the operator. */
export type WitnessPlace =
  | { readonly kind: 'file'; readonly path: string }
  /** The address may have a password or a token in it. */
  | { readonly kind: 'address'; readonly url: Secret };
