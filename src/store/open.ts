import { generationInThread } from './judgements/generation-in-thread.ts';
import { openGeneration, sweepGenerations } from './judgements/generations.ts';
import { type DatabaseOptions, openDriver } from './open-driver.ts';
import { readerOf } from './reader.ts';
import { sweepLeftovers } from './reads/remove-staged.ts';
import { stageSnapshot } from './reads/staging.ts';
import type { Store } from './store.ts';
import { writerOf } from './writer.ts';

interface StoreOptions extends DatabaseOptions {
  /** The script of the thread that writes generations; absent: they are written in this thread. */
  readonly generationThread?: URL;
}

/** Opens the store, creating or migrating it where needed, and removes what killed imports left behind. */
export async function openStore({ generationThread, ...options }: StoreOptions): Promise<Store> {
  const driver = await openDriver(options);
  try {
    await sweepLeftovers(driver, Date.now());
  } catch (error) {
    await driver.close();
    throw error;
  }
  return {
    describe: driver.describe,
    read: (work) => driver.read((session) => work(readerOf(session))),
    write: (work) => driver.write((session) => work(writerOf(session))),
    generation: async () =>
      generationThread === undefined ? openGeneration(driver) : generationInThread(generationThread, options),
    sweepGenerations: () => sweepGenerations(driver),
    stage: (head) => stageSnapshot(driver, head),
    close: () => driver.close(),
  };
}
