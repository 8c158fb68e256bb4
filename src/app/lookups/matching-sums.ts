import type { JudgedColumn, JudgedFilter, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { asWritten } from './as-written.ts';

/** How many accounts have a role, or are in a team; null: those without one. */
export interface NamedCount {
  readonly name: string | null;
  readonly accounts: number;
}

/** The accounts of one question, counted by what tells them apart. */
export interface MatchingSums {
  readonly byFinding: Readonly<Record<string, number>>;
  readonly byReason: Readonly<Record<string, number>>;
  readonly usedAfter: Readonly<Record<string, number>>;
  /** The largest ones, and how many there are at all. */
  readonly teams: { readonly named: readonly NamedCount[]; readonly total: number };
  readonly roles: { readonly named: readonly NamedCount[]; readonly total: number };
}

export async function matchingSums(
  reader: StoreReader,
  filter: JudgedFilter,
  { settings }: Pick<Deps, 'settings'>,
  most: number,
): Promise<MatchingSums> {
  const counts = await reader.judgedCounts(filter);
  const used = await reader.judgedGroups(filter, 'used_after', most);
  const named = async (by: Extract<JudgedColumn, 'role' | 'team'>) => {
    const { groups, total } = await reader.judgedGroups(filter, by, most);
    const written = await asWritten(reader, settings, groups, by);
    return {
      total,
      named: groups.map(({ value, count }) => ({
        name: value === null ? null : (written.get(value) ?? value),
        accounts: count,
      })),
    };
  };
  return {
    byFinding: summed(counts, ({ finding }) => finding),
    byReason: summed(counts, ({ reason }) => reason),
    usedAfter: Object.fromEntries(used.groups.map(({ value, count }) => [value ?? 'unknown', count])),
    teams: await named('team'),
    roles: await named('role'),
  };
}

function summed<Row extends { readonly count: number }>(rows: readonly Row[], keyOf: (row: Row) => string) {
  const sums: Record<string, number> = {};
  for (const row of rows) sums[keyOf(row)] = (sums[keyOf(row)] ?? 0) + row.count;
  return sums;
}
