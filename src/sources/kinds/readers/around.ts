import type { RowReader } from '../kind-spec.ts';

/** A reader that gives rows to another one, or keeps them from it; what that one says of the file as a whole stands. */
export function around(inner: RowReader, read: (...row: Parameters<RowReader>) => ReturnType<RowReader>): RowReader {
  const { repeats, partial } = inner;
  return Object.assign(read, {
    ...(repeats === undefined ? {} : { repeats }),
    ...(partial === undefined ? {} : { partial }),
  });
}
