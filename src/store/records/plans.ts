import { accountsOfPlan, type Plan } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import { document } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import { planDocument, planEventDocument } from './documents.ts';

export async function findPlan(session: SqlSession, planId: string): Promise<Plan | null> {
  const row = await session.get('select body from plans where plan_id = ?', [planId]);
  return row === null ? null : document(row, 'body', planDocument);
}

/** Oldest first. */
export async function allPlans(
  session: SqlSession,
  filter: { readonly accountId?: string } = {},
): Promise<readonly Plan[]> {
  const rows =
    filter.accountId === undefined
      ? await session.all('select body from plans order by drafted_at, plan_id')
      : await session.all(
          `select body from plans where plan_id in (select plan_id from plan_accounts where account_id = ?)
           order by drafted_at, plan_id`,
          [filter.accountId],
        );
  return rows.map((row) => document(row, 'body', planDocument));
}

export async function insertPlan(session: SqlWriteSession, plan: Plan): Promise<void> {
  await session.run('insert into plans (plan_id, drafted_at, body) values (?, ?, ?)', [
    plan.planId,
    plan.draftedAt,
    JSON.stringify(plan),
  ]);
  for (const accountId of new Set(accountsOfPlan(plan)))
    await session.run('insert into plan_accounts (plan_id, account_id) values (?, ?)', [plan.planId, accountId]);
}

/** In the order of the ledger. */
export async function allPlanEvents(
  session: SqlSession,
  filter: { readonly subject?: string } = {},
): Promise<readonly PlanEvent[]> {
  const rows =
    filter.subject === undefined
      ? await session.all('select body from plan_events order by ledger_sequence')
      : await session.all('select body from plan_events where subject = ? order by ledger_sequence', [filter.subject]);
  return rows.map((row) => document(row, 'body', planEventDocument));
}

export async function insertPlanEvent(session: SqlWriteSession, event: PlanEvent): Promise<void> {
  await session.run('insert into plan_events (ledger_sequence, plan_id, subject, body) values (?, ?, ?, ?)', [
    event.ledgerSequence,
    event.planId,
    event.subject,
    JSON.stringify(event),
  ]);
}
