import { appendEntry, evaluate } from '../../evaluation/index.ts';
import type { SettledStep, StepRecord } from '../../model/record.ts';
import { isRemembered } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { StepStanding } from '../../plan/standing/step-standing.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { momentOf } from '../statements/statement.ts';
import { planWork, stateOf } from './plan-state.ts';

/**
 * What the reads made of claims that steps were done, or make of them no more, each with its ledger entry. Cheap where
 * nobody recorded a step. Looks before the write, as a statement does, and again where anything was entered between.
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
      const reads = await readTimes(writer);
      for (const { records, standings } of seen.found) {
        await settleAll(writer, deps, records, standings, reads);
        await unsettleAll(writer, deps, records, standings, reads);
      }
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
  await settleAll(writer, deps, records, standings, await readTimes(writer));
}

async function settleAll(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  records: readonly StepRecord[],
  standings: readonly StepStanding[],
  reads: ReadonlySet<Instant>,
): Promise<void> {
  for (const standing of standings) {
    const record = records.find((one) => one.recordId === standing.recordId);
    if (record !== undefined) await settle(writer, deps, record, standing, reads);
  }
}

async function settle(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  record: StepRecord,
  standing: StepStanding,
  reads: ReadonlySet<Instant>,
): Promise<void> {
  const { state, settledAsOf } = standing;
  if (state !== 'confirmed' && state !== 'contradicted') return;
  const known = await writer.stepStanding(record.recordId);
  // Later reads that say the same are no news, as long as the first that did stands.
  if (known?.state === state && (known.settledAsOf === settledAsOf || !isOrphaned(known, reads))) return;
  await keep(writer, deps, record, { state, settledAsOf }, standing.why);
}

/** What a read had settled that was taken out since, and that no other one settles: it waits again. */
async function unsettleAll(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  records: readonly StepRecord[],
  standings: readonly StepStanding[],
  reads: ReadonlySet<Instant>,
): Promise<void> {
  for (const record of records) {
    const now = standings.find((one) => one.recordId === record.recordId)?.state;
    if (now === 'confirmed' || now === 'contradicted') continue;
    const known = await writer.stepStanding(record.recordId);
    if (known === null || !isOrphaned(known, reads)) continue;
    const why = `The read as of ${known.settledAsOf} that it was ${known.state} by counts no longer.`;
    await keep(writer, deps, record, { state: 'verifying', settledAsOf: null }, why);
  }
}

async function keep(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  { recordId, planId, stepId }: StepRecord,
  { state, settledAsOf }: SettledStep,
  why: string,
): Promise<void> {
  await writer.saveStepStanding(recordId, { state, settledAsOf });
  await appendEntry(writer, deps, 'claim.settled', {
    record_id: recordId,
    plan_id: planId,
    step_id: stepId,
    state,
    settled_as_of: settledAsOf,
    why,
  });
}

/** No read of that time stands any more. What a retired source settled stays settled. */
function isOrphaned({ settledAsOf }: SettledStep, reads: ReadonlySet<Instant>): boolean {
  return settledAsOf !== null && !reads.has(settledAsOf);
}

/** When the reads that stand were taken. */
async function readTimes(reader: StoreReader): Promise<ReadonlySet<Instant>> {
  return new Set((await reader.snapshots()).filter(isRemembered).map((one) => one.asOf));
}

/** With claims that a read can settle and that none confirmed yet, or whose read was taken out. */
async function plansToSettle(reader: StoreReader): Promise<readonly string[]> {
  const planIds = new Set<string>();
  const reads = await readTimes(reader);
  for (const { recordId, planId, stepId, withdrawn } of await reader.stepRecords()) {
    if (withdrawn !== undefined || planIds.has(planId)) continue;
    const known = await reader.stepStanding(recordId);
    if (known?.state === 'confirmed' && !isOrphaned(known, reads)) continue;
    const step = (await reader.plan(planId))?.steps.find((one) => one.stepId === stepId);
    if (step !== undefined && step.settledBy.kind !== 'statement') planIds.add(planId);
  }
  return [...planIds];
}
