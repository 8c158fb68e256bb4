export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly n: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  return {
    min: at(0),
    median: sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
    max: at(sorted.length - 1),
    n: sorted.length,
  };
}

/** One line of the table: ours, the floor, the ratio of the medians, and the target. */
export function row(what: string, unit: string, ours: Spread, floor: Spread, target: number): string {
  const show = (one: Spread) => `${one.median.toFixed(1)} (${one.min.toFixed(1)} to ${one.max.toFixed(1)})`;
  const ratio = ours.median / floor.median;
  return `| ${what} | ${show(ours)} ${unit} | ${show(floor)} ${unit} | ${ratio.toFixed(2)} | ≤ ${target} | ${ratio <= target ? 'met' : 'NOT MET'} | ${ours.n} |`;
}
