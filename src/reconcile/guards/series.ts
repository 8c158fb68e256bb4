import type { Reading } from '../../model/snapshot.ts';
import { AT_LEAST } from './objection.ts';

/** How the headers of a file meet those of the reads before it; null: one of them is not known. */
export function headersInCommon(
  now: Reading | null,
  before: readonly (Reading | null)[],
): { readonly common: number; readonly of: number; readonly missing: readonly string[] } | null {
  if (now === null) return null;
  const mine = headersOf(now);
  const compared = before
    .filter((one) => one !== null)
    .map((one) => {
      const theirs = headersOf(one);
      const common = [...theirs].filter((header) => mine.has(header)).length;
      return {
        common,
        of: Math.min(mine.size, theirs.size),
        missing: [...theirs].filter((header) => !mine.has(header)),
      };
    });
  // A series may take turns between two reports.
  return compared.toSorted((one, other) => other.common * one.of - one.common * other.of)[0] ?? null;
}

/** Hardly a header is the same: it is another report, not another edition of this one. */
export function areOtherHeaders({ common, of }: { readonly common: number; readonly of: number }): boolean {
  return of >= AT_LEAST && common * 3 <= of;
}

function headersOf({ used, unused }: Reading): ReadonlySet<string> {
  return new Set(
    [...used, ...unused].map(({ header }) => header.trim().toLowerCase()).filter((header) => header !== ''),
  );
}

/** The ids of a read beside those of the read before it. */
export interface IdsKept {
  readonly rows: number;
  readonly rowsBefore: number;
  readonly common: number;
  /** Of the people before, the share (0 to 1) that is in it by address under another id. */
  readonly byAddress: number;
}

/** As many rows, and hardly one id of those before. A much shorter file is an excerpt, not another list. */
export function areOtherIds({ rows, rowsBefore, common }: IdsKept): boolean {
  return rowsBefore >= AT_LEAST && rows >= AT_LEAST && rows * 2 >= rowsBefore && common * 20 <= rowsBefore;
}

/** The people are the same, only their ids are others. */
export function isOtherIdColumn(ids: IdsKept): boolean {
  return areOtherIds(ids) && ids.byAddress * 2 >= 1;
}
