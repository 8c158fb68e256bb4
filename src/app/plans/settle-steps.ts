import { appendEntry, evaluate } from '../../evaluation/index.ts';
import type { StepRecord } from '../../model/record.ts';
import type { StepStanding } from '../../plan/standing/step-standing.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { planWork, stateOf } from './plan-state.ts';

/** What the reads made of claims that steps were done, each with its ledger entry. Cheap where nobody recorded a step. */
export async function settleSteps(deps: Deps): Promise<void> {
  const planIds = await deps.store.read(plansToSettle);
  if (planIds.length === 0) return;
  await evaluate(deps);
  await deps.store.write(async (writer) => {
    for (const planId of planIds) {
      const plan = await writer.plan(planId);
      if (plan === null) continue;
      const work = await planWork(writer, deps, plan);
      await settleStepsIn(writer, deps, work.recorded.steps, stateOf(work, deps).steps);
    }
  });
}

/** The same for the records of one plan, in the caller's write. */
export async function settleStepsIn(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  records: readonly StepRecord[],
  standings: readonly StepStanding[],
): Promise<void> {
  for (const standing of standings) {
    const record = records.find((one) => one.recordId === standing.recordId);
    if (record !== undefined) await settle(writer, deps, record, standing);
  }
}

async function settle(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  record: StepRecord,
  standing: StepStanding,
): Promise<void> {
  const { state, settledAsOf } = standing;
  if (state !== 'confirmed' && state !== 'contradicted') return;
  const known = await writer.stepStanding(record.recordId);
  // Later reads that say the same are no news.
  if (known?.state === state) return;
  await writer.saveStepStanding(record.recordId, { state, settledAsOf });
  await appendEntry(writer, deps, 'claim.settled', {
    record_id: record.recordId,
    plan_id: record.planId,
    step_id: record.stepId,
    state,
    settled_as_of: settledAsOf,
    why: standing.why,
  });
}

/** With claims that a read can settle and that none confirmed yet. */
async function plansToSettle(reader: StoreReader): Promise<readonly string[]> {
  const planIds = new Set<string>();
  for (const { recordId, planId, stepId, withdrawn } of await reader.stepRecords()) {
    if (withdrawn !== undefined || planIds.has(planId)) continue;
    if ((await reader.stepStanding(recordId))?.state === 'confirmed') continue;
    const step = (await reader.plan(planId))?.steps.find((one) => one.stepId === stepId);
    if (step !== undefined && step.settledBy.kind !== 'statement') planIds.add(planId);
  }
  return [...planIds];
}
