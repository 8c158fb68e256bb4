import type { Store } from '../../store/store.ts';
import { type Keeping, keepWitness } from './witness.ts';

export interface WitnessedStore extends Store {
  /** Something was written past this object, as by a thread with a connection of its own. */
  moved(): void;
}

/** The same store, whose witness learns of every write after it was made, and is waited for when it is closed. */
export function witnessedStore(store: Store, keeping: Omit<Keeping, 'store'>): WitnessedStore {
  const keeper = keepWitness({ ...keeping, store });
  return {
    ...store,
    moved: keeper.moved,
    async write(work) {
      const written = await store.write(work);
      keeper.moved();
      return written;
    },
    async close() {
      await keeper.settle();
      await store.close();
    },
  };
}
