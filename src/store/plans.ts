import type { OffboardingPlan } from '../model/plan.ts';
import { document } from './columns.ts';
import { planDocument } from './documents.ts';
import type { SqlSession, SqlWriteSession } from './driver.ts';

export async function findPlan(session: SqlSession, planId: string): Promise<OffboardingPlan | null> {
  const row = await session.get('select body from plans where plan_id = ?', [planId]);
  return row === null ? null : document(row, 'body', planDocument);
}

/** Oldest first. */
export async function allPlans(
  session: SqlSession,
  filter: { readonly accountId?: string } = {},
): Promise<readonly OffboardingPlan[]> {
  const rows =
    filter.accountId === undefined
      ? await session.all('select body from plans order by drafted_at, plan_id')
      : await session.all('select body from plans where account_id = ? order by drafted_at, plan_id', [
          filter.accountId,
        ]);
  return rows.map((row) => document(row, 'body', planDocument));
}

export async function insertPlan(session: SqlWriteSession, plan: OffboardingPlan): Promise<void> {
  await session.run('insert into plans (plan_id, account_id, drafted_at, body) values (?, ?, ?, ?)', [
    plan.planId,
    plan.accountId,
    plan.draftedAt,
    JSON.stringify(plan),
  ]);
}
