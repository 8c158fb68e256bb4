const SIZES = [1, 30, 100, 500];

/** The values, the first one repeated up to one of a few lengths: so a statement that looks for them is prepared once. */
export function filled<Value>(values: readonly Value[]): readonly Value[] {
  const [first] = values;
  const size = SIZES.find((one) => one >= values.length);
  if (first === undefined || size === undefined) return values;
  return [...values, ...Array.from({ length: size - values.length }, () => first)];
}
