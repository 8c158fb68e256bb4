import { verifyChain } from '../../ledger/verify.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { LedgerEntry } from '../../model/ledger.ts';
import { type MovedTable, moveStore } from '../../store/move.ts';

export interface MigrationResult {
  readonly from: string;
  readonly to: string;
  readonly tables: readonly MovedTable[];
  readonly rows: number;
  readonly ledger: { readonly entries: number; readonly headHash: string };
}

/**
 * Copies a store into an empty one and proves the copy: rows and digests per table, the chain on both sides, and one
 * head.
 */
export async function migrateStore(
  from: string,
  to: string,
  progress: (rows: number, total: number) => void,
): Promise<MigrationResult> {
  const heads = { from: { entries: 0, headHash: '' }, to: { entries: 0, headHash: '' } };
  const moved = await moveStore(from, to, {
    progress,
    checkLedger: async (which, entries) => {
      heads[which] = await intactHead(which, entries);
      if (which === 'to' && heads.to.headHash !== heads.from.headHash) throw anotherHead();
    },
  });
  return { ...moved, rows: moved.tables.reduce((sum, one) => sum + one.rows, 0), ledger: heads.to };
}

async function intactHead(which: 'from' | 'to', entries: AsyncIterable<LedgerEntry>) {
  const verdict = await verifyChain(entries);
  if (verdict.ok) return { entries: verdict.entries, headHash: verdict.headHash };
  throw new ClariIdentityError(
    'ERR_LEDGER_BROKEN',
    `The ledger of the store to move ${which} is broken: ${verdict.message}`,
    'Nothing was moved. Restore the store from a backup that was taken before, or keep it as it is as evidence.',
  );
}

function anotherHead(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_LEDGER_BROKEN',
    'The ledger that arrived ends in another hash than the one that was sent.',
    'Nothing was kept in the target, and the source is as it was. Report it with the version of this program.',
  );
}
