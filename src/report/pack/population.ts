import type { App } from '../../model/app-profile.ts';
import type { Population } from './manifest.ts';
import type { AccountRow, ReadRow } from './rows.ts';

/** A users export as its row has it. */
export type CountedExport = Pick<
  ReadRow,
  | 'snapshot_id'
  | 'file_name'
  | 'sha256'
  | 'as_of'
  | 'as_of_basis'
  | 'filter'
  | 'completeness'
  | 'rows_read'
  | 'rows_accepted'
  | 'rows_refused'
>;

/** Counts accounts one by one, so that a pack of a million needs no list of them. */
export function populationCounter() {
  const apps = new Map<App, { accounts: number; latest: number; situations: Counts; findings: Counts }>();
  return {
    add(row: Pick<AccountRow, 'app' | 'situation' | 'finding' | 'in_latest_export'>): void {
      const of = apps.get(row.app) ?? { accounts: 0, latest: 0, situations: {}, findings: {} };
      apps.set(row.app, of);
      of.accounts += 1;
      of.latest += row.in_latest_export ? 1 : 0;
      of.situations[row.situation] = (of.situations[row.situation] ?? 0) + 1;
      of.findings[row.finding] = (of.findings[row.finding] ?? 0) + 1;
    },
    /** `exports`: the newest users export that counts, per app. */
    build(exports: ReadonlyMap<App, CountedExport>): Population[] {
      return [...new Set([...apps.keys(), ...exports.keys()])].sort().map((app) => {
        const of = apps.get(app);
        const read = exports.get(app) ?? null;
        return {
          app,
          accounts: of?.accounts ?? 0,
          by_situation: sorted(of?.situations ?? {}),
          by_finding: sorted(of?.findings ?? {}),
          export: read === null ? null : exportOf(read),
          in_latest_export: of?.latest ?? 0,
          ...completeness(read),
        };
      });
    },
  };
}

type Counts = Record<string, number>;

function sorted(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function exportOf(read: CountedExport): NonNullable<Population['export']> {
  const {
    snapshot_id,
    file_name,
    sha256,
    as_of,
    as_of_basis,
    filter,
    completeness,
    rows_read,
    rows_accepted,
    rows_refused,
  } = read;
  return {
    snapshot_id,
    file_name,
    sha256,
    as_of,
    as_of_basis,
    filter,
    completeness,
    rows_read,
    rows_accepted,
    rows_refused,
  };
}

function completeness(read: CountedExport | null): Pick<Population, 'complete' | 'why'> {
  if (read === null)
    return { complete: false, why: 'No users export was read: accounts are known from other files only.' };
  if (read.rows_refused > 0)
    return { complete: false, why: `${read.rows_refused} rows of the newest export were not understood.` };
  if (read.completeness !== 'complete')
    return { complete: false, why: `The newest export is ${read.completeness}: nobody stated that it is a full list.` };
  return read.filter === 'active'
    ? {
        complete: true,
        why: 'The newest export was stated to be the full list of active accounts, and every row was understood.',
      }
    : { complete: true, why: 'The newest export was stated to be a full list, and every row was understood.' };
}
