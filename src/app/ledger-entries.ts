import { GENESIS_HASH } from '../ledger/chain.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { StoreReader } from '../store/store.ts';

const LEDGER_PAGE = 1_000;

/** The hash that the ledger has at a number, 0 being its beginning; null: it ends before, or has a gap there. */
export async function hashAt(reader: StoreReader, sequence: number): Promise<string | null> {
  if (sequence === 0) return GENESIS_HASH;
  const [entry] = await reader.ledger(sequence - 1, 1);
  return entry?.sequence === sequence ? entry.hash : null;
}

/** The whole ledger, a page at a time. */
export async function* ledgerEntries(reader: StoreReader): AsyncGenerator<LedgerEntry, void, void> {
  for (let after = 0; ; ) {
    const entries = await reader.ledger(after, LEDGER_PAGE);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}
