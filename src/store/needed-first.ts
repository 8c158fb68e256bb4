import { ClariIdentityError } from '../model/errors.ts';
import type { Store, StoreWriter } from './store.ts';

/**
 * Thrown inside a write that needs an answer which takes long to find. The write is undone, `prepare` runs outside of
 * it, while others may write, and the write is tried again from its beginning.
 */
export class NeededFirst extends Error {
  readonly prepare: (store: Pick<Store, 'read'>) => Promise<void>;

  constructor(prepare: NeededFirst['prepare']) {
    super('a write needs something first');
    this.prepare = prepare;
  }
}

/** A write may need several things, and a read that was published in between makes it need them anew. */
const MOST_TRIES = 1_000;

/** `store` without this: its writes are tried once. */
export async function writePrepared<T>(
  store: Pick<Store, 'read' | 'write'>,
  work: (writer: StoreWriter) => Promise<T>,
): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1)
    try {
      return await store.write(work);
    } catch (error) {
      if (!(error instanceof NeededFirst)) throw error;
      await error.prepare(store);
    }
  throw new ClariIdentityError(
    'ERR_STORE_BUSY',
    'Reads are being published faster than this could be checked against them. Nothing was written.',
    'Ask again when the imports are done.',
  );
}
