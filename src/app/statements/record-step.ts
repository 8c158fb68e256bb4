import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { isAtLeast } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import { appOfStep, type Plan, type PlanStep } from '../../model/plan.ts';
import type { EvidenceItem, StepRecord } from '../../model/record.ts';
import type { Instant } from '../../model/time.ts';
import type { StepStanding } from '../../plan/standing/step-standing.ts';
import type { Deps } from '../deps.ts';
import { type PlanState, type PlanWork, planById, planWork, stateOf } from '../plans/plan-state.ts';
import { settleStepsIn } from '../plans/settle-steps.ts';
import { checkOrder, neededToOverride } from './check-order.ts';
import { checkRecorder } from './check-recorder.ts';
import { checkStepTime } from './check-step-time.ts';
import { NOTHING_NEEDED, neededToDecide } from './needed.ts';
import { evidenceOf, placeOf } from './record-parts.ts';
import { statedText, statedTextOrNull } from './stated-text.ts';
import { attestationPart, type Entered, previousHashOf, type Statement } from './statement.ts';
import { withdrawCorrected } from './withdraw-record.ts';

export interface StepClaim {
  readonly planId: string;
  readonly stepId: string;
  readonly performedBy: string;
  readonly performedAt: string;
  readonly ticket: string | null;
  readonly note: string | null;
  readonly evidence: readonly EvidenceItem[];
  /** Why it was done before the steps on which it depends. */
  readonly override: string | null;
}

export interface StepDraft {
  readonly plan: Plan;
  readonly step: PlanStep;
  readonly content: ReturnType<typeof contentOf>;
}

interface StepFit {
  readonly recordId: string;
  /** The same statement with a lower attestation; null if there is none. */
  readonly corrected: StepRecord | null;
  readonly work: PlanWork;
  readonly state: PlanState;
}

export interface RecordedStep {
  readonly record: StepRecord;
  readonly previousHash: string;
  readonly standing: StepStanding;
}

/** The statement that a person did a step of a plan. The same statement twice is one record. */
export const recordStep: Statement<StepClaim, StepDraft, StepFit, RecordedStep> = {
  name: 'step',
  needsJudgements: true,

  async prepare(reader, _, claim) {
    const performedAt = parseInstant(claim.performedAt);
    const evidence = evidenceOf(claim.evidence);
    const plan = await planById(reader, claim.planId);
    const step = stepOf(plan, claim.stepId);
    return { plan, step, content: contentOf(plan, step, { ...claim, performedAt, evidence }) };
  },

  /** Refuses what the known snapshots rule out, what comes before its turn, and a person who may not have done it. */
  async check(reader, deps, { plan, step, content }, { attestation }) {
    const { plan_id, step_id, performed_at } = content;
    const same = { plan_id, step_id, performed_by: content.performed_by.toLowerCase(), performed_at };
    const { recordId, existing } = await placeOf(same, reader.stepRecord);
    const work = await planWork(reader, deps, plan);
    const state = stateOf(work, deps);
    if (existing !== null) {
      const previousHash = await previousHashOf(reader, existing.ledgerSequence);
      const known = { record: existing, previousHash, standing: standingIn(state, existing) };
      if (isAtLeast(existing.attestation.level, attestation.level)) return { kind: 'already', known, raise: null };
      checkStatable(deps, work, state, step, content);
      const again = await placeOf(same, reader.stepRecord, recordId);
      const fit = { recordId: again.recordId, corrected: existing, work, state };
      return { kind: 'already', known, raise: { from: existing.attestation, fit } };
    }
    checkStatable(deps, work, state, step, content);
    await checkStepTime(reader, deps, work, step, performed_at);
    return { kind: 'new', fit: { recordId, corrected: null, work, state } };
  },

  needs({ content }, { corrected }, { counting }) {
    if (content.order_override !== null) return neededToOverride(counting);
    return corrected === null ? NOTHING_NEEDED : neededToDecide(corrected.attestation, counting);
  },

  seen({ step }, { recordId, state }) {
    const own = state.steps.find((one) => one.stepId === step.stepId);
    return {
      'the record is': recordId,
      'the plan is': state.standing.status,
      'the step is': own?.state ?? 'unknown',
      'it waits for': own === undefined || own.waitsFor.length === 0 ? 'nothing' : own.waitsFor.join(', '),
    };
  },

  entry: ({ content }, { recordId, corrected }, { attestation }) => ({
    kind: 'step.recorded',
    payload: {
      ...content,
      record_id: recordId,
      corrects: corrected?.recordId ?? null,
      ...attestationPart(attestation),
    },
  }),

  async keep(writer, deps, entered) {
    const { fit, entry } = entered;
    const record = recordOf(entered);
    await writer.insertStepRecord(record);
    if (fit.corrected !== null) await withdrawCorrected(writer, deps, { kind: 'step', record: fit.corrected }, record);
    const before = fit.work.recorded.steps.filter((one) => one.recordId !== fit.corrected?.recordId);
    const recorded = { ...fit.work.recorded, steps: [...before, record] };
    const state = stateOf({ ...fit.work, recorded }, deps);
    await settleStepsIn(writer, deps, recorded.steps, state.steps);
    return { record, previousHash: entry.previousHash, standing: standingIn(state, record) };
  },
};

function recordOf({ draft: { content, step }, fit, attestation, entry }: Entered<StepDraft, StepFit>): StepRecord {
  return {
    recordId: fit.recordId,
    planId: content.plan_id,
    stepId: content.step_id,
    action: step.action,
    performedBy: content.performed_by,
    performedAt: content.performed_at,
    recordedAt: entry.at,
    recordedBy: entry.actor,
    attestation,
    ticket: content.ticket,
    note: content.note,
    evidence: content.evidence,
    orderOverride: content.order_override,
    ledgerSequence: entry.sequence,
    ledgerHash: entry.hash,
  };
}

function standingIn({ steps }: PlanState, { stepId }: StepRecord): StepStanding {
  const standing = steps.find((one) => one.stepId === stepId);
  if (standing === undefined) throw new Error('a plan lost a step');
  return standing;
}

/** Deactivations have their own record, and no statement can replace an export. */
function stepOf(plan: Plan, stepId: string): PlanStep {
  const step = plan.steps.find((one) => one.stepId === stepId.trim());
  if (step === undefined)
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `The plan ${plan.planId} has no step ${quote(stepId)}.`,
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
    const accounts = step.settledBy.accounts.map(bare).join(', ');
    const app = appOfStep(plan, step);
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `Closing an account is recorded for the account itself, not as the step ${step.stepId}. Nothing was recorded.`,
      `Call record_manual_deactivation with plan_id ${plan.planId} for ${accounts}${app === DEFAULT_APP ? '' : ` and app ${bare(app)}`}.`,
    );
  }
  return step;
}

/** What may have changed since it was stated in a worse way, too. */
function checkStatable(
  deps: Deps,
  work: PlanWork,
  state: PlanState,
  step: PlanStep,
  content: StepDraft['content'],
): void {
  checkOpen(state);
  checkRecorder(deps, work, content.performed_by);
  checkOrder(work, state, step, content);
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
  readonly performedAt: Instant;
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
