import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { FileStatement } from '../source.ts';
import type { Table } from './table.ts';

/** A file that says that it is a part is not the complete export that somebody says it is. */
export function refusePart({ partial }: Pick<Table, 'partial'>, statement: FileStatement, fileName: string): void {
  if (partial === null || statement.completeness !== 'complete') return;
  throw new ClariIdentityError(
    'ERR_EXPORT_TRUNCATED',
    `${bare(fileName)} is not the complete export that it was said to be. ${partial}`,
    'Export the rest as well, or less at a time; or import what there is with --partial instead of --complete.',
  );
}
