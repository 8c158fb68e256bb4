/** Items joined by pairs, directly or through others. Groups and their members keep the order of `items`. */
export function groupPairs<T>(items: readonly T[], pairs: Iterable<readonly [T, T]>): readonly (readonly T[])[] {
  const parent = new Map<T, T>();
  const rootOf = (item: T): T => {
    let root = item;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    // Shortens the path that was walked, so that long chains stay cheap.
    if (item !== root) parent.set(item, root);
    return root;
  };
  for (const [a, b] of pairs) {
    const left = rootOf(a);
    const right = rootOf(b);
    if (left !== right) parent.set(right, left);
  }
  const groups = new Map<T, T[]>();
  for (const item of items) {
    const root = rootOf(item);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
