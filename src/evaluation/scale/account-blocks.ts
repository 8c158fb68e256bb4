import type { AccountObservation } from '../../model/observation.ts';
import type { Store } from '../../store/store.ts';

/** Blocks that stay unpacked: accounts of one part lie in a few of each read, and those beside them come next. */
const MOST_KEPT = 6;
/** Fetched at once at most. */
const AT_ONCE = 200;

type Rows = readonly AccountObservation[];

interface Places {
  readonly firstLines: Int32Array;
  readonly blockIds: Float64Array;
}

/** Rows of users exports at given lines. A block that several reads share, or several parts, is unpacked once. */
export class AccountBlocks {
  readonly #store: Pick<Store, 'read'>;
  readonly #places = new Map<string, Places>();
  #latest = new Map<number, Rows>();
  #earlier = new Map<number, Rows>();

  constructor(store: Pick<Store, 'read'>) {
    this.#store = store;
  }

  /** As far as they are there. */
  async rowsAt(snapshotId: string, lines: readonly number[]): Promise<Rows> {
    const { firstLines, blockIds } = await this.#placesOf(snapshotId);
    const found: AccountObservation[] = [];
    for (let start = 0; start < lines.length; start += AT_ONCE) {
      const some = lines.slice(start, start + AT_ONCE).map((line) => ({ line, place: placeOf(firstLines, line) }));
      const rowsOf = await this.#blocks(new Set(some.flatMap(({ place }) => blockIds[place] ?? [])));
      for (const { line, place } of some) {
        const own = line - (firstLines[place] ?? 0);
        const row = rowAt(rowsOf(blockIds[place] ?? -1), own);
        if (row !== undefined) found.push(own === line ? row : { ...row, line });
      }
    }
    return found;
  }

  async #placesOf(snapshotId: string): Promise<Places> {
    const known = this.#places.get(snapshotId);
    if (known !== undefined) return known;
    const all = await this.#store.read((reader) => reader.accountPlaces(snapshotId));
    const places = {
      firstLines: Int32Array.from(all, ({ firstLine }) => firstLine),
      blockIds: Float64Array.from(all, ({ blockId }) => blockId),
    };
    this.#places.set(snapshotId, places);
    return places;
  }

  async #blocks(wanted: ReadonlySet<number>): Promise<(blockId: number) => Rows> {
    const rows = new Map<number, Rows>();
    const missing: number[] = [];
    for (const id of wanted) {
      const known = this.#latest.get(id) ?? this.#earlier.get(id);
      if (known === undefined) missing.push(id);
      else rows.set(id, known);
    }
    if (missing.length > 0) {
      const read = await this.#store.read((reader) => reader.accountBlocks(missing));
      for (const [at, id] of missing.entries()) rows.set(id, read[at] ?? []);
    }
    for (const [id, own] of rows) {
      if (this.#latest.size >= MOST_KEPT) [this.#latest, this.#earlier] = [new Map(), this.#latest];
      this.#latest.set(id, own);
    }
    return (id) => rows.get(id) ?? [];
  }
}

/** Of the last block that begins at this line or before it; -1: none. */
function placeOf(firstLines: Int32Array, line: number): number {
  let [low, high] = [0, firstLines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firstLines[middle] ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** They are in the order of their lines, mostly without a gap. */
function rowAt(rows: Rows, line: number): AccountObservation | undefined {
  const guess = rows[line];
  return guess?.line === line ? guess : rows.find((row) => row.line === line);
}
