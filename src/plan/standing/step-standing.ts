import { attestationWords } from '../../model/attestation.ts';
import { quote } from '../../model/foreign.ts';
import { appOfStep, type Plan, type PlanStep, type StepState } from '../../model/plan.ts';
import type { DeactivationRecord, StepRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import { addMs, type Instant } from '../../model/time.ts';
import { type Reading, readingOf, type Subject } from './proof.ts';
import type { RecordedWork, StepFacts } from './step-facts.ts';

export interface StepStanding {
  readonly stepId: string;
  readonly state: StepState;
  readonly why: string;
  /** Steps on which it depends and that are not done yet. */
  readonly waitsFor: readonly string[];
  readonly recordId: string | null;
  readonly settledAsOf: Instant | null;
  /** True if nothing more is expected: it is proven, or stated where no file can prove it. */
  readonly isDone: boolean;
}

type Own = Omit<StepStanding, 'stepId' | 'waitsFor'>;

/** Where every step of a plan stands, from what was recorded and what the snapshots show, in the plan's order. */
export function stepStandings(
  plan: Plan,
  recorded: RecordedWork,
  facts: StepFacts,
  now: Instant,
  settings: Pick<Settings, 'verifyWithinMs'>,
): readonly StepStanding[] {
  const made = new Map<string, StepStanding>();
  for (const step of plan.steps) {
    const own =
      claimOf(plan, step, recorded, facts, now, settings) ??
      deactivationOf(plan, step, recorded) ??
      observed(plan, step, facts);
    const waitsFor = step.dependsOn.filter((id) => {
      const before = made.get(id);
      return before !== undefined && !allowsNext(before, recorded);
    });
    made.set(step.stepId, { stepId: step.stepId, ...(own ?? open(step, waitsFor, recorded)), waitsFor });
  }
  return [...made.values()];
}

/**
 * A claim lets the next step begin, if it counts: nobody waits for an export with a handover that was made. What a read
 * shows does so whoever claimed it.
 */
function allowsNext({ state, recordId }: Own, { steps, deactivations, counts }: RecordedWork): boolean {
  if (state !== 'claimed') return state === 'confirmed' || state === 'observed';
  return [...steps, ...deactivations.map(({ record }) => record)].some(
    (one) => one.recordId === recordId && counts(one.attestation),
  );
}

/** The last word on a step of this plan, and what the first read after it says. */
function claimOf(
  plan: Plan,
  step: PlanStep,
  { steps, counts }: RecordedWork,
  facts: StepFacts,
  now: Instant,
  settings: Pick<Settings, 'verifyWithinMs'>,
): Own | null {
  const record = lastWord(
    steps.filter((one) => one.stepId === step.stepId),
    (one) => one,
    counts,
  );
  if (record === undefined) return null;
  const reading = readingOf(subjectIn(plan, step), facts, record.performedAt);
  const said = `${quote(record.performedBy)} stated it for ${record.performedAt}, ${attestationWords(record.attestation)}`;
  if (step.settledBy.kind === 'statement')
    return {
      state: 'claimed',
      why: `${said}. ${reading.fact}`,
      recordId: record.recordId,
      settledAsOf: null,
      // No file can prove it, so only a person's statement can.
      isDone: counts(record.attestation),
    };
  if (reading.says === 'unknown' || !reading.settles) {
    if (now >= addMs(record.recordedAt, settings.verifyWithinMs)) return null;
    return {
      state: 'claimed',
      why: `${said}. ${waitingFor(reading)}`,
      recordId: record.recordId,
      settledAsOf: null,
      isDone: false,
    };
  }
  const isDone = reading.says === 'done';
  return {
    state: isDone ? 'confirmed' : 'contradicted',
    why: `${said}, and ${isDone ? 'it is so' : 'it is not so'}: ${reading.fact}`,
    recordId: record.recordId,
    settledAsOf: reading.asOf,
    isDone,
  };
}

function subjectIn(plan: Plan, step: PlanStep): Subject {
  return { app: appOfStep(plan, step), settledBy: step.settledBy };
}

function waitingFor(reading: Reading): string {
  return reading.says === 'unknown'
    ? reading.fact
    : `${reading.fact} The time of that read was not stated, so it settles nothing.`;
}

/** What a recorded deactivation says of the steps that close its account, and of those that verify it. */
function deactivationOf(plan: Plan, step: PlanStep, { deactivations, counts }: RecordedWork): Own | null {
  if (step.settledBy.kind !== 'account_closed') return null;
  const { accounts } = step.settledBy;
  const last = accounts.map((accountId) =>
    lastWord(
      deactivations.filter(
        ({ record, standing }) => record.accountId === accountId && belongs(plan, record, standing.state),
      ),
      ({ record }) => record,
      counts,
    ),
  );
  const found = last.filter((one) => one !== undefined);
  const [first] = found.filter(({ standing }) => standing.state === 'contradicted').concat(found);
  // With two accounts, one closed account is not enough.
  if (first === undefined || (found.length < accounts.length && first.standing.state !== 'contradicted')) return null;
  const { record, standing } = first;
  const said = `${quote(record.performedBy)} stated the deactivation for ${record.performedAt}, ${attestationWords(record.attestation)}`;
  const settled = { recordId: record.recordId, settledAsOf: standing.settledAsOf };
  if (standing.reappearedAsOf !== null)
    return {
      ...settled,
      state: 'contradicted',
      why: `${said}, an export as of ${standing.settledAsOf} confirmed it, and the account is active again as of ${standing.reappearedAsOf}.`,
      isDone: false,
    };
  switch (standing.state) {
    case 'verifying':
      if (step.action === 'verify_by_export') return null;
      return { ...settled, state: 'claimed', why: `${said}; no later export settles it yet.`, isDone: false };
    case 'confirmed':
      if (found.some((one) => one.standing.state !== 'confirmed')) return null;
      return {
        ...settled,
        state: 'confirmed',
        why: `${said}, and the export as of ${standing.settledAsOf} proves it.`,
        isDone: true,
      };
    case 'contradicted':
      return {
        ...settled,
        state: 'contradicted',
        why: `${said}, yet the export as of ${standing.settledAsOf} shows the account active.`,
        isDone: false,
      };
    case 'expired':
    case 'withdrawn':
      return null;
    default:
      return standing.state satisfies never;
  }
}

/** A deactivation from before the plan counts only while it may still be true. */
function belongs(plan: Plan, record: DeactivationRecord, state: string): boolean {
  return (
    record.planId === plan.planId ||
    record.recordedAt >= plan.draftedAt ||
    state === 'verifying' ||
    state === 'confirmed'
  );
}

/** Nobody recorded the step, and the newest snapshots show it done. */
function observed(plan: Plan, step: PlanStep, facts: StepFacts): Own | null {
  const reading = readingOf(subjectIn(plan, step), facts, null);
  if (reading.says !== 'done') {
    if (step.alreadyTrue === null || reading.says === 'not_done') return null;
    return { state: 'observed', why: step.alreadyTrue, recordId: null, settledAsOf: null, isDone: true };
  }
  return {
    state: 'observed',
    why: `${reading.fact} Nobody recorded who did it.`,
    recordId: null,
    settledAsOf: reading.settles ? reading.asOf : null,
    isDone: reading.settles,
  };
}

function open(step: PlanStep, waitsFor: readonly string[], { steps }: RecordedWork): Own {
  const expired = steps.some((one) => one.stepId === step.stepId);
  const nothing = { recordId: null, settledAsOf: null, isDone: false };
  if (waitsFor.length > 0) return { ...nothing, state: 'waiting', why: `It waits for ${waitsFor.join(', ')}.` };
  if (step.blockedBy !== null) return { ...nothing, state: 'waiting', why: step.blockedBy };
  return {
    ...nothing,
    state: 'ready',
    why: expired
      ? 'An earlier statement was settled by no read in time: look, and state it again.'
      : 'It can be done now.',
  };
}

type Made = Pick<StepRecord, 'ledgerSequence' | 'attestation'>;

/** Of those that count, where one does: what a model states by itself takes the place of no person's word. */
function lastWord<One>(all: readonly One[], recordOf: (one: One) => Made, counts: RecordedWork['counts']) {
  const inOrder = all.toSorted((a, b) => recordOf(a).ledgerSequence - recordOf(b).ledgerSequence);
  return inOrder.findLast((one) => counts(recordOf(one).attestation)) ?? inOrder.at(-1);
}
