import type { Json, LedgerEntry } from '../../model/ledger.ts';

export type Fields = { readonly [name: string]: Json };

/** An entry from a store or a file. Whoever replays it has verified the chain before. */
export type StatedEntry = Pick<LedgerEntry, 'sequence' | 'at' | 'actor' | 'payload' | 'hash'> & {
  readonly kind: string;
};

/** Whether it is a JSON object. */
export function isDocument(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
