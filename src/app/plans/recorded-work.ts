import { countingAt, judgedAccount } from '../../evaluation/index.ts';
import { counts } from '../../model/attestation.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import type { StepRecord } from '../../model/record.ts';
import { digest } from '../../plan/digest.ts';
import type { RecordedWork } from '../../plan/standing/step-facts.ts';
import { claimStanding } from '../../reconcile/claims/standing.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

/** What people recorded of a plan: its steps, and deactivations of the accounts that it closes. */
export async function recordedWork(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  plan: Plan,
): Promise<RecordedWork> {
  const closing = plan.steps.flatMap(({ settledBy }) =>
    settledBy.kind === 'account_closed' ? settledBy.accounts : [],
  );
  const deactivations = [];
  for (const accountId of new Set(closing)) {
    const account = (await judgedAccount(reader, settings, accountId))?.account ?? null;
    for (const record of await reader.records({ accountId })) {
      if (record.withdrawn !== undefined) continue;
      deactivations.push({ record, standing: claimStanding(record, account, clock(), settings) });
    }
  }
  const steps = [...(await carriedRecords(reader, plan)), ...(await reader.stepRecords({ planId: plan.planId }))];
  const counting = await countingAt(reader, settings, clock());
  return {
    steps: steps.filter((one) => one.withdrawn === undefined),
    counts: (attestation) => counts(attestation, counting),
    deactivations,
  };
}

/** Records of steps that earlier plans on the same subject had too: a new draft does not undo what was done. */
async function carriedRecords(reader: StoreReader, plan: Plan): Promise<readonly StepRecord[]> {
  const events = await reader.planEvents({ subject: subjectOf(plan) });
  const first = events.find(({ planId, kind }) => planId === plan.planId && kind === 'drafted')?.ledgerSequence;
  if (first === undefined) return [];
  const before = new Set(
    events
      .filter(({ planId, ledgerSequence }) => planId !== plan.planId && ledgerSequence < first)
      .map((one) => one.planId),
  );
  const carried: StepRecord[] = [];
  for (const planId of before) {
    if (events.findLast((one) => one.planId === planId)?.kind === 'cancelled') continue;
    const earlier = await reader.plan(planId);
    for (const record of await reader.stepRecords({ planId }))
      if (earlier !== null && sameWork(earlier, plan, record.stepId)) carried.push(record);
  }
  return carried;
}

/** The step asks for the same work and is proven by the same. */
function sameWork(earlier: Plan, plan: Plan, stepId: string): boolean {
  const [was, is] = [earlier, plan].map(({ steps }) => steps.find((one) => one.stepId === stepId));
  return (
    was !== undefined && is !== undefined && was.action === is.action && digest(was.settledBy) === digest(is.settledBy)
  );
}
