import type { SnapshotDifference } from '../readers/snapshot-reader.ts';

type Side = 'before' | 'now';

/** Per key: the fingerprint of its row before, then now; not a number: no such row. */
const SIDES = 2;
const AT: Readonly<Record<Side, number>> = { before: 0, now: 1 };
/** Per key: a row of that side says that it is not active. */
const NOT_ACTIVE: Readonly<Record<Side, number>> = { before: 1, now: 2 };

/** Compares two reads key by key. Rows of one key count once, and the key is active if each of its rows is. */
export class KeyTally {
  readonly #keys = new Map<string, number>();
  #stated = new Float64Array(SIDES * 1_024).fill(Number.NaN);
  /** All fingerprints of the few keys whose rows do not agree. */
  readonly #several = new Map<number, Set<number>>();
  #flags = new Uint8Array(1_024);

  add(side: Side, key: string, active: boolean, stated: number): void {
    const slot = this.#slotOf(key);
    const at = slot * SIDES + AT[side];
    const first = this.#stated[at] ?? Number.NaN;
    if (Number.isNaN(first)) this.#stated[at] = stated;
    else if (first !== stated) this.#several.set(at, (this.#several.get(at) ?? new Set([first])).add(stated));
    if (!active) this.#flags[slot] = (this.#flags[slot] ?? 0) | NOT_ACTIVE[side];
  }

  difference(): SnapshotDifference {
    const sum = {
      added: 0,
      removed: 0,
      changed: 0,
      turnedInactive: 0,
      activeRemoved: 0,
      activeBefore: 0,
      rowsBefore: 0,
    };
    for (let slot = 0; slot < this.#keys.size; slot += 1) {
      const [before, now] = [this.#has(slot, 'before'), this.#has(slot, 'now')];
      const activeBefore = this.#active(slot, 'before');
      if (!before) sum.added += 1;
      else sum.rowsBefore += 1;
      if (!now) sum.removed += 1;
      if (before && now && this.#differs(slot)) sum.changed += 1;
      if (activeBefore) sum.activeBefore += 1;
      if (activeBefore && now && !this.#active(slot, 'now')) sum.turnedInactive += 1;
      if (activeBefore && !now) sum.activeRemoved += 1;
    }
    return sum;
  }

  before(): { readonly key: string; readonly active: boolean }[] {
    return [...this.#keys].flatMap(([key, slot]) =>
      this.#has(slot, 'before') ? [{ key, active: this.#active(slot, 'before') }] : [],
    );
  }

  /** Keys that were active before and are not now, in no order. */
  noLongerActive(): string[] {
    const gone: string[] = [];
    for (const [key, slot] of this.#keys)
      if (this.#active(slot, 'before') && !this.#active(slot, 'now')) gone.push(key);
    return gone;
  }

  #has(slot: number, side: Side): boolean {
    return !Number.isNaN(this.#stated[slot * SIDES + AT[side]]);
  }

  #active(slot: number, side: Side): boolean {
    return this.#has(slot, side) && ((this.#flags[slot] ?? 0) & NOT_ACTIVE[side]) === 0;
  }

  #differs(slot: number): boolean {
    const before = slot * SIDES + AT.before;
    const now = slot * SIDES + AT.now;
    const [one, other] = [this.#several.get(before), this.#several.get(now)];
    if (one === undefined && other === undefined) return this.#stated[before] !== this.#stated[now];
    return (
      one === undefined ||
      other === undefined ||
      one.size !== other.size ||
      [...one].some((stated) => !other.has(stated))
    );
  }

  #slotOf(key: string): number {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const slot = this.#keys.size;
    this.#keys.set(key, slot);
    if (slot >= this.#flags.length) this.#grow();
    return slot;
  }

  #grow(): void {
    const [stated, flags] = [this.#stated, this.#flags];
    this.#stated = new Float64Array(stated.length * 2).fill(Number.NaN);
    this.#stated.set(stated);
    this.#flags = new Uint8Array(flags.length * 2);
    this.#flags.set(flags);
  }
}
