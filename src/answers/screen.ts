/** An answer for one screen: what is always said, groups that are counted and have examples, and what to do next. */
export interface Screen {
  readonly top: readonly string[];
  readonly parts: readonly Part[];
  readonly tail: readonly string[];
}

/** The head says how many there are: examples are the first of them, and give way where room is short. */
export interface Part {
  readonly head: string;
  readonly examples: readonly string[];
  /** How many there are, where fewer than all came here; absent: as many as there are examples. */
  readonly total?: number;
}

/** Those with the same key together, in the order in which the first of each came. */
export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [string, readonly [T, ...T[]]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}
