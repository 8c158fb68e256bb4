import type { Reading } from '../../model/snapshot.ts';
import { AT_LEAST } from './objection.ts';

/** How many headers a file shares with the earlier snapshots; null if one side is unknown. */
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
  // A series may alternate between two reports.
  return compared.toSorted((one, other) => other.common * one.of - one.common * other.of)[0] ?? null;
}

/** Whether hardly any header is the same: then it is another report, not the next file of this one. */
export function areOtherHeaders({ common, of }: { readonly common: number; readonly of: number }): boolean {
  return of >= AT_LEAST && common * 3 <= of;
}

function headersOf({ used, unused }: Reading): ReadonlySet<string> {
  return new Set(
    [...used, ...unused].map(({ header }) => header.trim().toLowerCase()).filter((header) => header !== ''),
  );
}

/** The ids of a snapshot compared with those of the one before. */
export interface IdsKept {
  readonly rows: number;
  readonly rowsBefore: number;
  readonly common: number;
  /** The share (0 to 1) of the earlier people who occur here by address under another id. */
  readonly byAddress: number;
}

/**
 * Whether it has as many rows and hardly any of the earlier ids. A much shorter file is an excerpt, not another list.
 */
export function areOtherIds({ rows, rowsBefore, common }: IdsKept): boolean {
  return rowsBefore >= AT_LEAST && rows >= AT_LEAST && rows * 2 >= rowsBefore && common * 20 <= rowsBefore;
}

/** Whether the people are the same and only their ids differ. */
export function isOtherIdColumn(ids: IdsKept): boolean {
  return areOtherIds(ids) && ids.byAddress * 2 >= 1;
}
