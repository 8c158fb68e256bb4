import { integer, text, textOrNull } from '../cells/columns.ts';
import type { SqlSession } from '../driver.ts';
import type { JudgedFilter, JudgedTeam, JudgedTeams } from '../store.ts';
import { bucketsOf } from './buckets.ts';
import { storedEvaluation } from './evaluation.ts';
import { all, bucketsFor, conditionOf } from './filter.ts';
import { within } from './page.ts';

/** Matching accounts by team and finding in one walk: the largest teams, all others as one, and those without one. */
export async function judgedTeams(session: SqlSession, filter: JudgedFilter, most: number): Promise<JudgedTeams> {
  const stored = await storedEvaluation(session);
  if (stored === null) return { sums: [], teams: 0 };
  const buckets = bucketsFor(await bucketsOf(session, stored.generation), filter);
  const { sql, values } = all([within(stored.generation, buckets), conditionOf(filter)]);
  const rows = await session.all(
    `with counted as (
       select team, bucket, count(*) as accounts, min(account_id) as example from judgements
       where ${sql} group by team, bucket
     ), largest as (
       select team from counted where team is not null group by team order by sum(accounts) desc, team limit ?
     )
     select case when counted.team is null then 'none' when largest.team is null then 'other' else 'team' end as kind,
       largest.team as team, bucket, cast(sum(accounts) as bigint) as accounts, min(example) as example,
       (select count(distinct team) from counted) as teams
     from counted left join largest on largest.team = counted.team
     group by case when counted.team is null then 'none' when largest.team is null then 'other' else 'team' end,
       largest.team, bucket`,
    [...values, most],
  );
  const findings = new Map(buckets.map(({ bucket, finding }) => [bucket, finding]));
  const sums = rows.flatMap((row): JudgedTeam[] => {
    const finding = findings.get(integer(row, 'bucket'));
    if (finding === undefined) return [];
    const kind = text(row, 'kind');
    return [
      {
        kind: kind === 'none' || kind === 'other' ? kind : 'team',
        value: textOrNull(row, 'team'),
        finding,
        accounts: integer(row, 'accounts'),
        example: text(row, 'example'),
      },
    ];
  });
  const [first] = rows;
  return { sums, teams: first === undefined ? 0 : integer(first, 'teams') };
}
