import { describe, expect, test } from 'vitest';
import { type PlanStatus, subjectOf } from '../../../src/model/plan.ts';
import type { PlanEvent } from '../../../src/model/plan-event.ts';
import { draftOffboarding } from '../../../src/plan/offboarding.ts';
import { planStanding } from '../../../src/plan/standing/plan-standing.ts';
import type { StepStanding } from '../../../src/plan/standing/step-standing.ts';
import { NOW } from '../../helpers/model-builders.ts';
import { facts } from '../facts.ts';

const PLAN = draftOffboarding(facts());
const SUBJECT = subjectOf(PLAN);

function events(...happened: readonly (readonly [kind: PlanEvent['kind'], planId?: string, subject?: string])[]) {
  return happened.map(
    ([kind, planId = PLAN.planId, subject = SUBJECT], index): PlanEvent => ({
      planId,
      subject,
      kind,
      at: NOW,
      by: { name: 'x', authenticated: false, via: 'stdio' },
      attestation: null,
      reason: null,
      readAnew: [],
      ledgerSequence: index + 1,
      ledgerHash: '',
    }),
  );
}

const COUNTS = () => true;

const step = (isDone: boolean): StepStanding => ({
  stepId: 's',
  state: isDone ? 'confirmed' : 'ready',
  why: '',
  waitsFor: [],
  recordId: null,
  settledAsOf: null,
  isDone,
});

describe('a plan', () => {
  const cases: readonly (readonly [string, readonly PlanEvent[], PlanStatus])[] = [
    ['drafted', events(['drafted']), 'drafted'],
    ['approved', events(['drafted'], ['approved']), 'approved'],
    ['cancelled', events(['drafted'], ['approved'], ['cancelled']), 'cancelled'],
    [
      'drafted again after a cancellation: the old approval counts no more',
      events(['drafted'], ['approved'], ['cancelled'], ['drafted']),
      'drafted',
    ],
    ['drafted, then another draft', events(['drafted'], ['drafted', 'other']), 'superseded'],
    [
      'approved, then another is drafted: never two open ones',
      events(['drafted'], ['approved'], ['drafted', 'other']),
      'superseded',
    ],
    [
      'approved, then another is approved',
      events(['drafted'], ['approved'], ['drafted', 'other'], ['approved', 'other']),
      'superseded',
    ],
    ['drafted again after another draft', events(['drafted'], ['drafted', 'other'], ['drafted']), 'drafted'],
    [
      'drafted, and one of another subject later',
      events(['drafted'], ['drafted', 'other', 'offboarding:u9']),
      'drafted',
    ],
    ['approved before it was drafted', events(['approved'], ['drafted']), 'drafted'],
  ];
  test.each(cases)('%s', (_, happened, status) => {
    expect(planStanding(PLAN, happened, [step(true), step(false)], COUNTS).status).toBe(status);
    expect(planStanding(PLAN, happened.toReversed(), [step(false)], COUNTS).status).toBe(status);
  });

  test('is completed when every step is done, and never when it has none', () => {
    const approved = events(['drafted'], ['approved']);
    expect(planStanding(PLAN, approved, [step(true), step(true)], COUNTS)).toMatchObject({
      status: 'completed',
      progress: { done: 2, total: 2 },
    });
    expect(planStanding(PLAN, approved, [], COUNTS).status).toBe('approved');
    expect(planStanding(PLAN, events(['drafted'], ['cancelled']), [step(true)], COUNTS).status).toBe('cancelled');
  });

  test('names what took its place', () => {
    expect(planStanding(PLAN, events(['drafted'], ['drafted', 'other']), [], COUNTS).supersededBy).toBe('other');
  });
});
