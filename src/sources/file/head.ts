import type { App } from '../../model/app-profile.ts';
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
    app: appOf(spec, directory, statement),
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

/** Lists of who is assigned to Clari name no application, as those of earlier versions do. */
function appOf(spec: KindSpec, directory: string | null, { app = null }: FileStatement): App | null {
  if (directory === null) return spec.app ?? 'clari';
  return spec.kind === 'directory-assignments' && app !== 'clari' ? app : null;
}
