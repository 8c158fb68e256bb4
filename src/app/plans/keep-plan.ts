import { appendEntry } from '../../evaluation/index.ts';
import type { LedgerBody } from '../../model/ledger.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import { planStanding } from '../../plan/standing/plan-standing.ts';
import type { StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { planPayload } from './plan-payload.ts';

/**
 * Keeps a drafted plan and its ledger entry in one write. The same facts give the same plan, kept once; when it was
 * cancelled or another took its place meanwhile, drafting it again makes it current again, unapproved.
 */
export async function keepPlan(deps: Deps, plan: Plan): Promise<{ readonly already: boolean }> {
  return deps.store.write(async (writer) => {
    const known = await writer.plan(plan.planId);
    const events = await writer.planEvents({ subject: subjectOf(plan) });
    const { status } = planStanding(plan, events, []);
    if (known !== null && status !== 'cancelled' && status !== 'superseded') return { already: true };
    if (known === null) await writer.insertPlan(plan);
    await writePlanEvent(writer, deps, plan, 'drafted', planPayload(plan));
    return { already: false };
  });
}

const LEDGER_KINDS = {
  drafted: 'plan.drafted',
  approved: 'plan.approved',
  cancelled: 'plan.cancelled',
} as const satisfies Record<PlanEvent['kind'], LedgerBody['kind']>;

/** What happened to a plan, in the ledger and beside the plan, in the caller's write. */
export async function writePlanEvent(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  plan: Plan,
  kind: PlanEvent['kind'],
  payload: LedgerBody['payload'],
  more: Partial<Pick<PlanEvent, 'confirmedBy' | 'reason' | 'readAnew'>> = {},
): Promise<PlanEvent> {
  const entry = await appendEntry(writer, deps, LEDGER_KINDS[kind], payload);
  const event: PlanEvent = {
    planId: plan.planId,
    subject: subjectOf(plan),
    kind,
    at: entry.at,
    by: entry.actor,
    confirmedBy: null,
    reason: null,
    readAnew: [],
    ...more,
    ledgerSequence: entry.sequence,
    ledgerHash: entry.hash,
  };
  await writer.insertPlanEvent(event);
  return event;
}
