import type { LedgerEntry } from '../model/ledger.ts';
import type { StoreReader } from '../store/store.ts';

const LEDGER_PAGE = 1_000;

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
