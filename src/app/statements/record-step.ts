import { appendEntry, evaluate } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import type { Plan, PlanStep } from '../../model/plan.ts';
import { type ConfirmedBy, type EvidenceItem, isAttested, type StepRecord } from '../../model/record.ts';
import type { StepStanding } from '../../plan/standing/step-standing.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { type PlanState, planById, planState } from '../plans/plan-state.ts';
import { settleStepsIn } from '../plans/settle-steps.ts';
import { checkOrder, checkOverride } from './check-order.ts';
import { checkRecorder } from './check-recorder.ts';
import { checkStepTime } from './check-step-time.ts';
import { evidenceOf, recordIdOf } from './record-parts.ts';
import { statedText, statedTextOrNull } from './stated-text.ts';

export interface StepClaim {
  readonly planId: string;
  readonly stepId: string;
  readonly performedBy: string;
  readonly performedAt: string;
  readonly ticket: string | null;
  readonly note: string | null;
  readonly evidence: readonly EvidenceItem[];
  /** Why it was done before steps that it waits for. */
  readonly override: string | null;
}

/** A step that may be recorded, or the record that already says so. Nothing is written yet. */
export interface PreparedStep {
  readonly plan: Plan;
  readonly step: PlanStep;
  readonly existing: StepRecord | null;
  readonly recordId: string;
  readonly content: ReturnType<typeof contentOf>;
}

export interface RecordedStep {
  readonly record: StepRecord;
  readonly previousHash: string;
  readonly standing: StepStanding;
  readonly already: boolean;
}

/** Refuses what cannot be true by the reads at hand, what comes before its turn, and who may not have done it. */
export async function prepareStep(deps: Deps, claim: StepClaim): Promise<PreparedStep> {
  const performedAt = parseInstant(claim.performedAt);
  const evidence = evidenceOf(claim.evidence);
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const plan = await planById(reader, claim.planId);
    const step = stepOf(plan, claim.stepId);
    const content = contentOf(plan, step, { ...claim, performedAt, evidence });
    const { recordId, existing } = await placeOf(reader, content);
    if (existing === null) await check(reader, deps, plan, step, content);
    return { plan, step, existing, recordId, content };
  });
}

/** Appends the statement to the ledger and the records in one write. The same statement twice returns the first record. */
export async function recordStep(deps: Deps, prepared: PreparedStep, confirmedBy: ConfirmedBy): Promise<RecordedStep> {
  const { content, plan, step, recordId } = prepared;
  // A person may have taken ten minutes over it, and a read may have come in meanwhile.
  await evaluate(deps);
  return deps.store.write(async (writer) => {
    const known = await writer.stepRecord(recordId);
    if (known !== null) return answerOf(writer, deps, plan, known, true);
    checkOverride(content.order_override, confirmedBy);
    await check(writer, deps, plan, step, content);
    const at = deps.clock();
    const entry = await appendEntry(writer, deps, 'step.recorded', {
      ...content,
      record_id: recordId,
      confirmed_by: confirmedBy,
      attested_by_person: isAttested(confirmedBy),
    });
    const record: StepRecord = {
      recordId,
      planId: plan.planId,
      stepId: step.stepId,
      action: step.action,
      performedBy: content.performed_by,
      performedAt: content.performed_at,
      recordedAt: at,
      recordedBy: deps.actor,
      confirmedBy,
      ticket: content.ticket,
      note: content.note,
      evidence: content.evidence,
      orderOverride: content.order_override,
      ledgerSequence: entry.sequence,
      ledgerHash: entry.hash,
    };
    await writer.insertStepRecord(record);
    await settleStepsIn(writer, deps, plan);
    return answerOf(writer, deps, plan, record, false);
  });
}

async function check(
  reader: StoreReader | StoreWriter,
  deps: Deps,
  plan: Plan,
  step: PlanStep,
  content: PreparedStep['content'],
): Promise<void> {
  const state = await planState(reader, deps, plan);
  checkOpen(state);
  await checkRecorder(reader, deps, plan, content.performed_by);
  await checkStepTime(reader, deps, state, step, content.performed_at);
  await checkOrder(reader, state, step, content);
}

async function answerOf(
  reader: StoreReader,
  deps: Deps,
  plan: Plan,
  record: StepRecord,
  already: boolean,
): Promise<RecordedStep> {
  const { steps } = await planState(reader, deps, plan);
  const standing = steps.find((one) => one.stepId === record.stepId);
  if (standing === undefined) throw new Error('a plan lost a step');
  const [entry] = await reader.ledger(record.ledgerSequence - 1, 1);
  return { record, previousHash: entry?.previousHash ?? '', standing, already };
}

/** Deactivations have a record of their own, and no statement stands for an export. */
function stepOf(plan: Plan, stepId: string): PlanStep {
  const step = plan.steps.find((one) => one.stepId === stepId.trim());
  if (step === undefined)
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `The plan ${plan.planId} has no step ${JSON.stringify(stepId.slice(0, 100))}.`,
      `Its steps: ${plan.steps
        .slice(0, 30)
        .map((one) => one.stepId)
        .join(', ')}${plan.steps.length > 30 ? ', …' : ''}.`,
    );
  if (step.action === 'verify_by_export')
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `Nobody's statement verifies a deactivation: ${step.stepId} is done by an export. Nothing was recorded.`,
      'Import a users export taken after the deactivation, with the time at which it was taken.',
    );
  if (step.settledBy.kind === 'account_closed') {
    const accounts = step.settledBy.accounts.join(', ');
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `Closing an account is recorded for the account itself, not as the step ${step.stepId}. Nothing was recorded.`,
      `Call record_manual_deactivation with plan_id ${plan.planId} for ${accounts}${step.action === 'deactivate_copilot' ? ' and app copilot' : ''}.`,
    );
  }
  return step;
}

function checkOpen({ plan, standing }: PlanState): void {
  const { status, supersededBy, cancelled } = standing;
  if (status !== 'cancelled' && status !== 'superseded') return;
  throw new ClariIdentityError(
    'ERR_PLAN_CLOSED',
    status === 'cancelled'
      ? `The plan ${plan.planId} was cancelled at ${cancelled?.at}. Nothing was recorded.`
      : `The plan ${plan.planId} is no longer the current one: ${supersededBy} took its place. Nothing was recorded.`,
    status === 'cancelled'
      ? 'Draft it again, and record the step under that plan.'
      : `Record it under ${supersededBy}.`,
  );
}

interface Stated extends Omit<StepClaim, 'performedAt'> {
  readonly performedAt: string;
}

function contentOf(plan: Plan, step: PlanStep, claim: Stated) {
  return {
    plan_id: plan.planId,
    step_id: step.stepId,
    action: step.action,
    performed_by: statedText(claim.performedBy, 'name of who did it', 200),
    performed_at: claim.performedAt,
    ticket: statedTextOrNull(claim.ticket),
    note: statedTextOrNull(claim.note),
    evidence: claim.evidence.map((item) => ({ ...item })),
    order_override: statedTextOrNull(claim.override),
  };
}

/** As of deactivations: who did it, when, in which step. One that was withdrawn may be made again. */
async function placeOf(reader: StoreReader, content: ReturnType<typeof contentOf>) {
  for (let again = 0; ; again += 1) {
    const recordId = recordIdOf({
      plan_id: content.plan_id,
      step_id: content.step_id,
      performed_by: content.performed_by.toLowerCase(),
      performed_at: content.performed_at,
      ...(again === 0 ? {} : { again }),
    });
    const existing = await reader.stepRecord(recordId);
    if (existing?.withdrawn === undefined) return { recordId, existing };
  }
}
