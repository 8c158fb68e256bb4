import { isEnteredAsClari } from '../../../model/apps-in-use.ts';
import { type Snapshot, seriesOf, usersListOf } from '../../../model/snapshot.ts';
import type { StoreReader } from '../../../store/store.ts';
import { type Person, personOfAccount, personOfIdentity } from './staged-person.ts';

/** A snapshot that counts, with which an arriving one is compared. */
export interface KnownRead {
  readonly snapshot: Snapshot;
  /** `before`: the previous snapshot of the same series; `other_app`: the newest users list of another application. */
  readonly as: 'accounts' | 'directory' | 'before' | 'other_app';
  readonly people: readonly Person[];
  /** False: `people` are a sample of it. */
  readonly isWhole: boolean;
}

/** How many people of a snapshot are looked for in an arriving one: enough for a judgement, few enough to be cheap. */
const PEOPLE = 1_000;
const PARTS = 10;
const PAGE = 1_000;

/** A snapshot that arrives or is checked again; without an id it is not in the store yet. */
interface Arriving extends Pick<Snapshot, 'kind' | 'directory' | 'app' | 'asOf'> {
  readonly snapshotId: string | null;
}

/** The snapshots to compare an arriving one with; the previous one of its series comes first. */
export async function knownReads(reader: StoreReader, arriving: Arriving): Promise<readonly KnownRead[]> {
  const published = (await reader.snapshots()).filter(
    (one) => one.state === 'published' && one.snapshotId !== arriving.snapshotId,
  );
  const before = published.findLast((one) => seriesOf(one) === seriesOf(arriving) && one.asOf < arriving.asOf);
  const found: KnownRead[] = [];
  const add = async (snapshot: Snapshot, as: KnownRead['as']) => {
    const people = await sampleOf(reader, snapshot);
    found.push({ snapshot, as, people, isWhole: people.length >= snapshot.rowsAccepted });
  };
  if (before !== undefined) await add(before, 'before');
  if (arriving.kind === 'directory') {
    const accounts = published.findLast((one) => one.kind === 'clari-users');
    if (accounts !== undefined) await add(accounts, 'accounts');
  }
  for (const directory of newestDirectories(published, arriving)) await add(directory, 'directory');
  for (const list of listsOfOtherApps(published, arriving)) await add(list, 'other_app');
  return found;
}

/** The newest of each; Clari's own two have ids of their own, and are known from each other by their form. */
function listsOfOtherApps(published: readonly Snapshot[], arriving: Arriving): readonly Snapshot[] {
  const own = usersListOf(arriving);
  if (own === null) return [];
  const newest = new Map<string, Snapshot>();
  for (const one of published) {
    const app = usersListOf(one);
    if (app !== null && app !== own && !(isEnteredAsClari(app) && isEnteredAsClari(own))) newest.set(app, one);
  }
  return [...newest.values()];
}

/** The newest snapshot of each other directory; of many directories, the largest ones. */
function newestDirectories(published: readonly Snapshot[], arriving: Arriving): readonly Snapshot[] {
  const newest = new Map<string, Snapshot>();
  for (const one of published)
    if (one.kind === 'directory' && seriesOf(one) !== seriesOf(arriving)) newest.set(seriesOf(one), one);
  return [...newest.values()].sort((one, other) => other.rowsAccepted - one.rowsAccepted).slice(0, 3);
}

async function sampleOf(reader: StoreReader, snapshot: Snapshot): Promise<readonly Person[]> {
  const { snapshotId, rowsAccepted } = snapshot;
  const page = async (after: number, limit: number): Promise<readonly (Person & { readonly line: number })[]> =>
    snapshot.kind === 'directory'
      ? (await reader.identityRows(snapshotId, after, limit)).map((row) => ({
          ...personOfIdentity(row),
          line: row.line,
        }))
      : (await reader.accountRows(snapshotId, after, limit)).map((row) => ({
          ...personOfAccount(row),
          line: row.line,
        }));
  const people: Person[] = [];
  if (rowsAccepted > PEOPLE) {
    // Lists are sorted, often by status, so the sample takes a part from each of several places.
    for (let part = 0; part < PARTS; part += 1) {
      const rows = await page(Math.floor((rowsAccepted * part) / PARTS), PEOPLE / PARTS);
      people.push(...rows);
    }
    return people;
  }
  for (let after = 0; ; ) {
    const rows = await page(after, PAGE);
    const last = rows.at(-1);
    if (last === undefined) return people;
    people.push(...rows);
    after = last.line;
  }
}
