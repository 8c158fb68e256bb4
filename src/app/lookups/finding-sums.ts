import type { FindingSums, TeamSum } from '../../model/finding-sums.ts';
import type { JudgedFilter, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { asWritten } from './as-written.ts';

/** More teams are not compared in one picture. */
const MOST_TEAMS = 12;

/** The matching accounts by team and by reason, each counted once; call `evaluate` before. */
export async function findingSums(
  reader: StoreReader,
  { settings }: Pick<Deps, 'settings'>,
  filter: JudgedFilter,
): Promise<FindingSums> {
  const { sums, teams } = await reader.judgedTeams(filter, MOST_TEAMS);
  const written = await asWritten(reader, settings, sums.filter(isOfOneTeam), 'team');
  const byKey = new Map<string, TeamSum>();
  for (const { kind, value, finding, accounts } of sums) {
    // A finding has a bucket for each application and reason.
    const key = `${kind} ${finding} ${value}`;
    const team = value === null ? null : (written.get(value) ?? value);
    byKey.set(key, { kind, team, finding, accounts: (byKey.get(key)?.accounts ?? 0) + accounts });
  }
  return {
    teams: [...byKey.values()],
    otherTeams: Math.max(0, teams - MOST_TEAMS),
    reasons: reasonSums(await reader.judgedCounts(filter)),
  };
}

function isOfOneTeam({ value }: { readonly value: string | null }): boolean {
  return value !== null;
}

function reasonSums(counts: Awaited<ReturnType<StoreReader['judgedCounts']>>): FindingSums['reasons'] {
  return counts.map(({ reason, finding, count }) => ({ reason, finding, accounts: count }));
}
