import { appendEntry, evaluate } from '../../evaluation/index.ts';
import type { StepRecord } from '../../model/record.ts';
import type { StepStanding } from '../../plan/standing/step-standing.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { momentOf } from '../statements/statement.ts';
import { planWork, stateOf } from './plan-state.ts';

/**
 * Settles claims that steps were done by what the snapshots show, each with a ledger entry. Cheap if nobody recorded a
 * step. Like a statement, it looks before the transaction, and again if the ledger grew in between.
 */
export async function settleSteps(deps: Deps): Promise<void> {
  const planIds = await deps.store.read(plansToSettle);
  if (planIds.length === 0) return;
  for (;;) {
    await evaluate(deps);
    const seen = await deps.store.read(async (reader) => {
      const found = [];
      for (const planId of planIds) {
        const plan = await reader.plan(planId);
        if (plan === null) continue;
        const work = await planWork(reader, deps, plan);
        found.push({ records: work.recorded.steps, standings: stateOf(work, deps).steps });
      }
      return { moment: await momentOf(reader), found };
    });
    const isWritten = await deps.store.write(async (writer) => {
      const { revision, lastHash } = await momentOf(writer);
      if (revision !== seen.moment.revision || lastHash !== seen.moment.lastHash) return false;
      for (const { records, standings } of seen.found) await settleStepsIn(writer, deps, records, standings);
      return true;
    });
    if (isWritten) return;
  }
}

/** The same for the records of one plan, in the caller's transaction. */
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
  // Later snapshots that say the same are not entered.
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

/** Plans with claims that a snapshot can settle and none has confirmed yet. */
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
