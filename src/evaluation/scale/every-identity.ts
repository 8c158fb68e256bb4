import type { Identity } from '../../model/identity.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import type { ListMatches } from '../../reconcile/state/list-matches.ts';
import type { StoreReader } from '../../store/store.ts';
import { gatherIdentities, loadIdentities } from './reads.ts';

const ROWS_AT_ONCE = 40_000;

/** Everybody whom these reads know, a part at a time: all of them are never in memory together. */
export interface EveryIdentity {
  /** How the complete lists of assigned people fit their directories. */
  readonly matches: ListMatches;
  inParts(): AsyncGenerator<readonly Identity[], void, void>;
}

export async function everyIdentity(reader: StoreReader, reads: readonly Snapshot[]): Promise<EveryIdentity> {
  const gathered = await gatherIdentities(reader, reads, async () => undefined);
  return {
    matches: gathered.matches,
    async *inParts() {
      for (const part of gathered.components.parts(ROWS_AT_ONCE)) {
        const history = identityHistory(gathered.matches);
        await loadIdentities(reader, gathered, part, history);
        yield history.build(reads);
      }
    },
  };
}
