import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import type { TestedDatabase } from './databases.ts';
import { head, type StagedHead, tally } from './samples.ts';

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Where a store may be made: a path, or a schema of its own in the server of this file. */
export async function temporaryPlace(database: TestedDatabase): Promise<string> {
  if (database !== 'postgres') return join(await temporaryFolder(), 'store.sqlite');
  const server = await postgresOfThisFile();
  return `${server.url('postgres')}?schema=t_${randomBytes(6).toString('hex')}`;
}

export async function openAt(
  place: string,
  database: TestedDatabase,
  options: Partial<Parameters<typeof openStore>[0]> = {},
): Promise<Store> {
  const where = database === 'postgres' ? { url: place } : { url: `sqlite:${place}`, sqlite: database };
  const store = await openStore({ ...where, ...options });
  onTestFinished(() => store.close());
  return store;
}

export async function temporaryStore(database: TestedDatabase): Promise<Store & { readonly place: string }> {
  const place = await temporaryPlace(database);
  return { ...(await openAt(place, database)), place };
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
