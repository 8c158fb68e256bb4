import type { Store } from '../../store/store.ts';
import { type Keeping, keepWitness } from './witness.ts';

export interface WitnessedStore extends Store {
  /** Something was written by another connection, such as that of a thread. */
  moved(): void;
}

/** A store that reports every write to the witness after it was made, and waits for the witness when it is closed. */
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
