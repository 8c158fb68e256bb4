import { appendEntry, countingAt } from '../../evaluation/index.ts';
import { counts } from '../../model/attestation.ts';
import type { LedgerEntry } from '../../model/ledger.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import { digest } from '../../plan/digest.ts';
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
    const counting = await countingAt(writer, deps.settings, deps.clock());
    const { status } = planStanding(plan, events, [], (attestation) => counts(attestation, counting));
    if (known !== null && status !== 'cancelled' && status !== 'superseded') return { already: true };
    if (known === null) await writer.insertPlan(plan);
    const payload = { ...planPayload(plan), plan_sha256: digest(known ?? plan) };
    const entry = await appendEntry(writer, deps, 'plan.drafted', payload);
    await keepPlanEvent(writer, plan, 'drafted', entry);
    return { already: false };
  });
}

/** What happened to a plan, kept beside it, in the write of its ledger entry. */
export async function keepPlanEvent(
  writer: StoreWriter,
  plan: Plan,
  kind: PlanEvent['kind'],
  entry: LedgerEntry,
  more: Partial<Pick<PlanEvent, 'attestation' | 'reason' | 'readAnew'>> = {},
): Promise<PlanEvent> {
  const event: PlanEvent = {
    planId: plan.planId,
    subject: subjectOf(plan),
    kind,
    at: entry.at,
    by: entry.actor,
    attestation: null,
    reason: null,
    readAnew: [],
    ...more,
    ledgerSequence: entry.sequence,
    ledgerHash: entry.hash,
  };
  await writer.insertPlanEvent(event);
  return event;
}
