import { sealEntry } from '../ledger/chain.ts';
import type { LedgerBody, LedgerEntry } from '../model/ledger.ts';
import type { StoreWriter } from '../store/store.ts';
import type { Logging } from './evaluating.ts';

/**
 * Appends an entry to the ledger, in the write that makes the change that the entry describes: both happen or neither.
 *
 * @param deps Who acts, and the clock that dates the entry.
 * @returns The entry, sealed with the hash of the one before.
 */
export async function appendEntry(
  writer: StoreWriter,
  deps: Logging,
  kind: LedgerBody['kind'],
  payload: LedgerBody['payload'],
): Promise<LedgerEntry> {
  const previous = await writer.lastLedgerEntry();
  const entry = sealEntry(previous, { at: deps.clock(), actor: deps.actor, kind, payload });
  await writer.insertLedgerEntry(entry);
  return entry;
}
