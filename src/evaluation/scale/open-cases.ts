import type { Account } from '../../model/account.ts';
import type { Candidate } from '../../model/correlation.ts';
import type { Settings } from '../../model/settings.ts';
import type { CaseShape } from '../../reconcile/classify/case-shape.ts';
import { comparisonsOf } from '../../reconcile/compare/comparisons-of.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import type { StoredCase, StoreReader } from '../../store/store.ts';
import {
  CANDIDATE_LISTS,
  type CandidateList,
  damaged,
  NOTHING_LIVE,
  type OwnPart,
  readOwn,
  readShape,
} from '../case-text.ts';

interface Parsed {
  readonly stored: StoredCase;
  readonly shape: CaseShape;
  readonly own: OwnPart;
}

/** What is kept, with the rows that it points at and the comparisons that follow from them. */
export async function openCases(
  reader: StoreReader,
  cases: readonly StoredCase[],
  settings: Settings,
): Promise<readonly CorrelatedAccount[]> {
  const shapes = new Map<string, CaseShape>();
  const parsed = cases.map((stored): Parsed => {
    const shape = shapes.get(stored.shape) ?? readShape(stored.shape);
    shapes.set(stored.shape, shape);
    return { stored, shape, own: readOwn(stored.own) };
  });
  const accounts = new RowsWanted();
  const identities = new RowsWanted();
  for (const { shape, own } of parsed) {
    accounts.want(shape.account.latestSnapshotId, own.row);
    for (const list of CANDIDATE_LISTS)
      for (const [index, one] of own.candidates[list].entries()) {
        const identity = shape.candidates[list][index]?.identity;
        identities.want(identity?.rowSnapshotId ?? identity?.latestSnapshotId, one.row);
      }
  }
  const accountRow = await accounts.fetch(reader.accountRowsAt);
  const identityRow = await identities.fetch(reader.identityRowsAt);
  return parsed.map(({ stored, shape, own }) => {
    const account: Account = {
      ...shape.account,
      accountId: stored.accountId,
      app: stored.app,
      latest: accountRow(shape.account.latestSnapshotId, own.row),
      maybeRenamedTo: own.renamedTo,
      sightings: shape.sightings.map((said, index) => ({ ...said, line: own.lines[index] ?? null })),
      ...own.acts,
    };
    const listed = (list: CandidateList): readonly Candidate[] =>
      own.candidates[list].map(
        ({ id, row, revokedAt = null, revokedAtDateOnly = false, live = NOTHING_LIVE }, index) => {
          const common = shape.candidates[list][index];
          if (common === undefined) throw damaged();
          const { rowSnapshotId, latestSnapshotId } = common.identity;
          const latest = identityRow(rowSnapshotId ?? latestSnapshotId, row);
          const identity = { ...common.identity, identityId: id, latest, revokedAt, revokedAtDateOnly, ...live };
          const { ignoresEmployeeId } = common.candidate;
          const compared = once(() => comparisonsOf(account.latest, identity, settings, ignoresEmployeeId));
          return {
            ...common.candidate,
            identity,
            get weight() {
              return compared().weight;
            },
            get comparisons() {
              return compared().comparisons;
            },
          };
        },
      );
    return {
      account,
      correlation: {
        ...shape.correlation,
        linked: listed('linked'),
        candidates: listed('candidates'),
        nearest: listed('nearest'),
        notCompared: own.notCompared,
        duplicateOf: own.duplicateOf,
      },
    };
  });
}

/** When somebody looks: whoever judges accounts again never does. */
function once<T extends object>(work: () => T): () => T {
  let known: T | undefined;
  return () => {
    known ??= work();
    return known;
  };
}

/** Rows by read and line, asked for together. */
class RowsWanted {
  readonly #lines = new Map<string, Set<number>>();

  want(snapshotId: string | undefined, row: unknown): void {
    if (snapshotId === undefined || typeof row !== 'number') return;
    const lines = this.#lines.get(snapshotId);
    if (lines === undefined) this.#lines.set(snapshotId, new Set([row]));
    else lines.add(row);
  }

  async fetch<Row extends { readonly line: number }>(
    rowsAt: (snapshotId: string, lines: readonly number[]) => Promise<readonly Row[]>,
  ): Promise<(snapshotId: string, row: number | Row) => Row> {
    const found = new Map<string, Map<number, Row>>();
    for (const [snapshotId, lines] of this.#lines)
      found.set(snapshotId, new Map((await rowsAt(snapshotId, [...lines])).map((row) => [row.line, row])));
    return (snapshotId, row) => {
      const at = typeof row === 'number' ? found.get(snapshotId)?.get(row) : row;
      if (at === undefined) throw damaged();
      return at;
    };
  }
}
