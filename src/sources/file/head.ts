import type { SnapshotHead } from '../../model/snapshot.ts';
import type { KindSpec } from '../kinds/kind-spec.ts';
import type { AsOf, FileInput, FileStatement } from '../source.ts';

/** What is known of a file before its rows. */
export function headOf(
  spec: KindSpec,
  input: FileInput,
  statement: FileStatement,
  asOf: AsOf,
  sha256: string,
  directory: string | null,
): SnapshotHead {
  return {
    kind: spec.kind,
    directory,
    app: directory === null ? (spec.app ?? 'clari') : null,
    asOf: asOf.at,
    asOfBasis: asOf.basis,
    fileName: input.name,
    sha256,
    completeness: statement.completeness ?? 'unknown',
    completenessBasis: statement.completeness === null ? 'default' : 'stated',
    filter: statement.filter,
    facts: null,
  };
}
