/** Something with a name that stands in one of two columns. */
export interface Placed {
  readonly id: string;
}

interface Joined {
  readonly from: string;
  readonly to: string;
}

const SWEEPS = 4;

/** Orders both columns so that few links cross: each sweep puts those of one column where their neighbours are on average. */
export function ordered<Left extends Placed, Right extends Placed>(
  left: readonly Left[],
  right: readonly Right[],
  links: readonly Joined[],
): { readonly left: readonly Left[]; readonly right: readonly Right[] } {
  let [one, other] = [left, right];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    other = byNeighbours(other, one, links);
    one = byNeighbours(one, other, links);
  }
  return { left: one, right: other };
}

/** Those without a neighbour stay where they are. */
function byNeighbours<Own extends Placed>(
  own: readonly Own[],
  fixed: readonly Placed[],
  links: readonly Joined[],
): readonly Own[] {
  const place = new Map(fixed.map(({ id }, at) => [id, at]));
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { from, to } of links)
    for (const [id, neighbour] of [
      [from, to],
      [to, from],
    ] as const) {
      const at = place.get(neighbour);
      if (at === undefined) continue;
      const known = sums.get(id) ?? { sum: 0, count: 0 };
      sums.set(id, { sum: known.sum + at, count: known.count + 1 });
    }
  const middle = own.map((one, at) => {
    const known = sums.get(one.id);
    return { one, at: known === undefined ? at : known.sum / known.count, was: at };
  });
  return middle.sort((a, b) => a.at - b.at || a.was - b.was).map(({ one }) => one);
}
