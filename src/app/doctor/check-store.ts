import { verifyChain } from '../../ledger/verify.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Store } from '../../store/store.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import type { DoctorCheck } from './check.ts';
import { lastEvidence } from './last-evidence.ts';

export interface CheckedStore {
  readonly check: DoctorCheck;
  /** Null: it did not open, or cannot be read. */
  readonly store: Store | null;
  readonly chainHolds: boolean;
}

/** Opens it, reads from it and walks the ledger; a damaged one is told with the last evidence of what it held. */
export async function checkStore(open: () => Promise<{ readonly store: Store }>, home: string): Promise<CheckedStore> {
  const check = { area: 'store', buys: 'Every answer rests on it.', costs: 'Everything.' };
  try {
    const { store } = await open();
    const snapshots = await store.read((reader) => reader.snapshots());
    const purged = snapshots.filter((one) => one.purgedAt !== undefined).length;
    const chain = await store.read((reader) => verifyChain(ledgerEntries(reader)));
    if (!chain.ok) {
      const remedy = `The ledger is broken. ${chain.message} ${await pointTo(home)}`;
      return { check: { ...check, name: store.describe, state: 'failed', remedy }, store, chainHolds: false };
    }
    const buys = `${check.buys} It holds ${snapshots.length} reads${purged === 0 ? '' : ` (the rows of ${purged} were purged; their hashes and counts stay)`}, and a ledger of ${chain.entries} entries that is intact.`;
    return { check: { ...check, name: store.describe, state: 'works', buys, remedy: null }, store, chainHolds: true };
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    const evidence = error.code === 'ERR_STORE_CORRUPT' ? ` ${await pointTo(home)}` : '';
    const remedy = `${error.message} ${error.remedy}${evidence}`;
    return { check: { ...check, name: 'database', state: 'failed', remedy }, store: null, chainHolds: false };
  }
}

async function pointTo(home: string): Promise<string> {
  const last = await lastEvidence(home);
  return last === null
    ? 'No intact evidence pack lies in the data folder.'
    : `The last good evidence is the pack ${quote(last.folder, { longest: 320 })} of ${bare(last.generatedAt)}: it proves the ledger up to entry ${last.entries} (head ${bare(last.headHash)}).`;
}
