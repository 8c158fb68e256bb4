import { type Snapshot, seriesOf } from '../../../model/snapshot.ts';
import type { StoreReader } from '../../../store/store.ts';
import { type Person, personOfAccount, personOfIdentity } from './staged-person.ts';

/** A read that counts, beside which an arriving one is held. */
export interface KnownRead {
  readonly snapshot: Snapshot;
  /** `before`: the read before it of the same series. */
  readonly as: 'accounts' | 'directory' | 'before';
  readonly people: readonly Person[];
  /** False: `people` are a sample of it. */
  readonly isWhole: boolean;
}

/** People of a read who are looked for in an arriving one: enough for a judgement, few enough to cost nothing. */
const PEOPLE = 1_000;
const PARTS = 10;
const PAGE = 1_000;

/** A read that arrives, or is weighed again; without an id it is not in the store yet. */
interface Arriving extends Pick<Snapshot, 'kind' | 'directory' | 'app' | 'asOf'> {
  readonly snapshotId: string | null;
}

/** What is known of the people that a read of this series speaks of; the read before it comes first. */
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
  return found;
}

/** Of each other directory its newest read; of many, the biggest ones. */
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
    // Lists are sorted, often by status: a part from each of many places speaks for all of it.
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
