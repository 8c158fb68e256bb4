/** A row key, how strong it is (2 strongest), and the values by which weaker keys may recognise it. */
export interface FoldableKey<T> {
  readonly item: T;
  readonly strength: 0 | 1 | 2;
  /** What the key is recognised by, most telling first: only the first that finds anything counts. */
  readonly finds: readonly (readonly string[])[];
  /** What weaker keys find it by. */
  readonly foundBy: readonly string[];
}

/**
 * Folds each weaker key into the one stronger key that shares a value with it. Where several do, it stays itself:
 * addresses are reused. Returns the strongest key that each folded key ended in.
 */
export function foldKeys<T>(keys: readonly FoldableKey<T>[]): ReadonlyMap<T, T> {
  const foldedInto = new Map<T, T>();
  const ending = (item: T): T => foldedInto.get(item) ?? item;
  const byValue = new Map<string, T[]>();
  const publish = (key: FoldableKey<T>) => {
    for (const value of new Set(key.foundBy)) {
      const bucket = byValue.get(value);
      if (bucket === undefined) byValue.set(value, [key.item]);
      else bucket.push(key.item);
    }
  };
  for (const strength of [2, 1, 0] as const) {
    const level = keys.filter((key) => key.strength === strength);
    const targets = level.map((key) => {
      for (const values of key.finds) {
        const found = new Set(values.flatMap((value) => byValue.get(value) ?? []).map(ending));
        const [only] = found;
        if (found.size > 0) return found.size === 1 ? only : undefined;
      }
      return undefined;
    });
    // One level at a time: keys of equal strength never fold into each other.
    for (const [index, key] of level.entries()) {
      const target = targets[index];
      if (target !== undefined) foldedInto.set(key.item, target);
      publish(key);
    }
  }
  return foldedInto;
}
