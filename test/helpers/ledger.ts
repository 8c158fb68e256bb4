import type { Deps } from '../../src/app/deps.ts';

/** What the ledger says happened, in order. */
export async function ledgerOf(deps: Pick<Deps, 'store'>) {
  return deps.store.read((reader) => reader.ledger(0, 1_000));
}

export async function ledgerKinds(deps: Pick<Deps, 'store'>): Promise<readonly string[]> {
  return (await ledgerOf(deps)).map((entry) => entry.kind);
}
