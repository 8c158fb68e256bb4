import type { Snapshot } from '../../model/snapshot.ts';
import type { StoreReader } from '../../store/store.ts';

const PAGE = 2_000;

/**
 * Whether two snapshots of the same bytes have the same rows: another mapping may have changed how the bytes are read.
 */
export async function readsAlike(reader: StoreReader, one: Snapshot, other: Snapshot): Promise<boolean> {
  const page = pageOf(reader, one);
  if (page === null) return false;
  let after = 0;
  for (;;) {
    const [rows, others] = [await page(one.snapshotId, after, PAGE), await page(other.snapshotId, after, PAGE)];
    if (JSON.stringify(rows) !== JSON.stringify(others)) return false;
    const last = rows.at(-1);
    if (last === undefined) return true;
    after = last.line;
  }
}

function pageOf(
  reader: StoreReader,
  { kind }: Snapshot,
): ((snapshotId: string, after: number, limit: number) => Promise<readonly { readonly line: number }[]>) | null {
  switch (kind) {
    case 'app-users':
    case 'clari-users':
    case 'clari-copilot-users':
      return reader.accountRows;
    case 'directory':
      return reader.identityRows;
    case 'directory-assignments':
      return reader.assignmentRows;
    case 'clari-forecast':
    case 'clari-audit':
    case 'clari-activity':
    case 'clari-quota':
      return reader.mentionRows;
    case 'opportunities':
      // The store can only list them by owner. They are taken as different, since one snapshot too many loses nothing.
      return null;
    default:
      return kind satisfies never;
  }
}
