import { createHash } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { Json } from '../../model/ledger.ts';
import type { EvidenceItem, Withdrawal } from '../../model/record.ts';
import { statedText } from './stated-text.ts';

/**
 * Where a statement is kept, and the record that already makes it. `same`: what makes it the same statement; a better
 * note does not make a second one. One that was withdrawn may be made again, and is another record then; so is one that
 * is made again in a better way than `worse`.
 */
export async function placeOf<Made extends { readonly withdrawn?: Withdrawal }>(
  same: { readonly [key: string]: Json },
  find: (recordId: string) => Promise<Made | null>,
  worse: string | null = null,
): Promise<{ readonly recordId: string; readonly existing: Made | null }> {
  for (let again = 0; ; again += 1) {
    const recordId = recordIdOf(again === 0 ? same : { ...same, again });
    const existing = await find(recordId);
    if (existing?.withdrawn === undefined && recordId !== worse) return { recordId, existing };
  }
}

function recordIdOf(same: Json): string {
  return `rec_${createHash('sha256').update(canonicalJson(same)).digest('hex').slice(0, 16)}`;
}

/** Evidence as the ledger keeps it: a name and a SHA-256, never the file. */
export function evidenceOf(items: readonly EvidenceItem[]): readonly EvidenceItem[] {
  return items.map(({ name, sha256 }) => {
    const known = statedText(name, 'name of the evidence', 300);
    if (/^[0-9a-f]{64}$/i.test(sha256)) return { name: known, sha256: sha256.toLowerCase() };
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `The hash of the evidence ${quote(known)} is not a SHA-256: 64 hexadecimal digits are needed.`,
      'Compute it with `sha256sum FILE` and call again. Nothing was recorded.',
    );
  });
}
