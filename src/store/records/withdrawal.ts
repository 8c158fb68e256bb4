import type { Withdrawal } from '../../model/record.ts';
import { document } from '../cells/columns.ts';
import type { SqlRow } from '../driver.ts';
import { withdrawalDocument } from './documents.ts';

/** From the `withdrawal` column of a record joined with the decision that withdrew it; nothing: it stands. */
export function withdrawalOf(row: SqlRow): { readonly withdrawn?: Withdrawal } {
  if (row['withdrawal'] === null) return {};
  const { decidedAt, decidedBy, reason, correctedBy, attestation } = document(row, 'withdrawal', withdrawalDocument);
  return { withdrawn: { at: decidedAt, by: decidedBy.name, reason, correctedBy, attestation } };
}
