import type { Reading } from '../../model/snapshot.ts';

/** The headers that feed these fields, as they stand in the file; for a field without one, its own name. */
export function headersOf(reading: Reading | null, fields: readonly string[]): readonly string[] {
  return fields.map((field) => reading?.used.find((one) => one.field === field)?.header ?? field);
}
