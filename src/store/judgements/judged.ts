import { FINDINGS } from '../../model/finding.ts';
import type { Instant } from '../../model/time.ts';
import { integer, oneOf, text, textOrNull } from '../columns.ts';
import type { SqlSession } from '../driver.ts';
import type { JudgedAccount, JudgedCount, JudgedFilter } from '../store.ts';
import { conditionOf } from './filter.ts';
import { judgedOf } from './judgement-row.ts';

/** Two apps may give one id to their accounts: then Clari's comes first. */
export async function findJudged(session: SqlSession, accountId: string): Promise<JudgedAccount | null> {
  const row = await session.get('select body from judgement_bodies where account_id = ? order by app limit 1', [
    accountId,
  ]);
  return row === null ? null : judgedOf(row);
}

export async function judgedByEmail(session: SqlSession, email: string): Promise<readonly JudgedAccount[]> {
  if (email === '') return [];
  const rows = await session.all(
    `select body from judgements as found
     join judgement_bodies on judgement_bodies.account_id = found.account_id and judgement_bodies.app = found.app
     where email = ? order by found.account_id, found.app`,
    [email],
  );
  return rows.map(judgedOf);
}

export async function judgedByIdentity(session: SqlSession, ref: string): Promise<readonly JudgedAccount[]> {
  const rows = await session.all(
    `select body from judgement_refs as found
     join judgement_bodies on judgement_bodies.account_id = found.account_id and judgement_bodies.app = found.app
     where ref = ? order by found.account_id, found.app`,
    [ref],
  );
  return rows.map(judgedOf);
}

/** In order of precedence, then reason. */
export async function judgedCounts(session: SqlSession, filter: JudgedFilter): Promise<readonly JudgedCount[]> {
  const { sql, values } = conditionOf(filter);
  const rows = await session.all(
    `select finding_rank, min(finding) as finding, reason, count(*) as count from judgements
     where ${sql} group by finding_rank, reason order by finding_rank, reason`,
    values,
  );
  return rows.map((row) => ({
    finding: oneOf(row, 'finding', FINDINGS),
    reason: text(row, 'reason'),
    count: integer(row, 'count'),
  }));
}

export async function revocations(session: SqlSession, filter: JudgedFilter): Promise<readonly (Instant | null)[]> {
  const { sql, values } = conditionOf(filter);
  const rows = await session.all(`select revoked_at from judgements where ${sql}`, values);
  return rows.map((row) => textOrNull(row, 'revoked_at'));
}
