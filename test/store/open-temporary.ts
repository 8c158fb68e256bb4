import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { openStore, type StoreOptions } from '../../src/store/open.ts';
import type { BindingName, RawDatabase } from '../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../src/store/sqlite/choose-binding.ts';
import type { Store } from '../../src/store/store.ts';
import { head, type StagedHead, tally } from './samples.ts';

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function openAt(path: string, sqlite: BindingName, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ url: `sqlite:${path}`, sqlite, ...options });
  onTestFinished(() => store.close());
  return store;
}

export async function temporaryStore(sqlite: BindingName): Promise<Store & { readonly path: string }> {
  const path = join(await temporaryFolder(), 'store.sqlite');
  return { ...(await openAt(path, sqlite)), path };
}

/** A connection past the store's own rules, as anybody has who opens the file with SQLite. */
export async function rawDatabase(path: string, sqlite: BindingName): Promise<RawDatabase> {
  const database = (await chooseBinding([sqlite])).open(path);
  onTestFinished(() => {
    try {
      database.close();
    } catch {}
  });
  return database;
}

/** One read from head to settled, in one call. */
export async function importRows(
  store: Store,
  rows: readonly Observation[],
  change: Partial<StagedHead> = {},
  state: 'published' | 'held' | 'staging' = 'published',
): Promise<string> {
  const staged = await store.stage(head(change));
  await staged.append(rows);
  const { completeness, completenessBasis } = head(change);
  await staged.finish(tally(rows.length), { completeness, completenessBasis });
  if (state !== 'staging') await store.write((writer) => writer.settleSnapshot(staged.snapshotId, state, []));
  return staged.snapshotId;
}
