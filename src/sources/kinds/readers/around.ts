import type { RowReader } from '../kind-spec.ts';

/** Wraps a reader: passes rows on to it, changed or filtered. What the inner reader says of the whole file is kept. */
export function around(inner: RowReader, read: (...row: Parameters<RowReader>) => ReturnType<RowReader>): RowReader {
  const { repeats, partial } = inner;
  return Object.assign(read, {
    ...(repeats === undefined ? {} : { repeats }),
    ...(partial === undefined ? {} : { partial }),
  });
}
