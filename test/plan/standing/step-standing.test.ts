import { describe, expect, test } from 'vitest';
import type { Account } from '../../../src/model/account.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { Plan, PlanStep, StepProof } from '../../../src/model/plan.ts';
import type { ClaimStanding, DeactivationRecord, StepRecord } from '../../../src/model/record.ts';
import { DAY_MS } from '../../../src/model/time.ts';
import { draftOffboarding } from '../../../src/plan/offboarding.ts';
import type { OpenWork, RecordedWork, StepFacts } from '../../../src/plan/standing/step-facts.ts';
import { type StepStanding, stepStandings } from '../../../src/plan/standing/step-standing.ts';
import { account, daysAgo, identity, NOW, record, sighting } from '../../helpers/model-builders.ts';
import { facts as offboardingFacts } from '../facts.ts';

interface Known {
  readonly account?: Account;
  readonly identity?: Identity;
  readonly work?: OpenWork;
  readonly stated?: boolean;
}

function factsOf(known: Known = {}): StepFacts {
  return {
    account: () => known.account ?? null,
    identity: () => known.identity ?? null,
    openWork: () => known.work ?? null,
    isStated: () => known.stated ?? true,
  };
}

const PLAN = draftOffboarding(offboardingFacts({ draftedAt: daysAgo(3) }));

/** A plan of one step with this proof. */
function planOf(settledBy: StepProof, over: Partial<PlanStep> = {}): Plan {
  const [step] = PLAN.steps;
  if (step === undefined) throw new Error('The plan has no step.');
  return { ...PLAN, steps: [{ ...step, stepId: 's', dependsOn: [], blockedBy: null, settledBy, ...over }] };
}

function stepRecord(over: Partial<StepRecord> = {}): StepRecord {
  return {
    recordId: 'rec_1',
    planId: PLAN.planId,
    stepId: 's',
    action: 'remove_idp_access',
    performedBy: 'Mara',
    performedAt: daysAgo(2),
    recordedAt: daysAgo(2),
    recordedBy: { name: 'tester', authenticated: false, via: 'terminal' },
    attestation: { level: 'terminal_phrase', client: null },
    ticket: null,
    note: null,
    evidence: [],
    orderOverride: null,
    ledgerSequence: 1,
    ledgerHash: '',
    ...over,
  };
}

const NOTHING: RecordedWork = { steps: [], deactivations: [], counts: () => true };
const recorded = (...steps: readonly StepRecord[]): RecordedWork => ({ steps, deactivations: [], counts: () => true });

function stands(plan: Plan, work: RecordedWork, known: Known = {}): StepStanding {
  const [first] = stepStandings(plan, work, factsOf(known), NOW, { verifyWithinMs: 14 * DAY_MS });
  if (first === undefined) throw new Error('The plan has no step.');
  return first;
}

const CLOSED: StepProof = { kind: 'account_closed', accounts: ['u1'] };
const GONE: StepProof = { kind: 'access_gone', identities: ['okta/00u1'] };
const ROLE: StepProof = { kind: 'role_set', account: 'u1', role: 'Manager', team: null };
const WORK: StepProof = { kind: 'work_gone', account: 'u1' };
const work = (over: Partial<OpenWork> = {}): OpenWork => ({
  open: 0,
  unclear: 0,
  source: 'opps.csv',
  asOf: daysAgo(1),
  complete: true,
  stated: true,
  ...over,
});
const inactive = account({ sightings: [sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'inactive')] });
const withRole = (role: string | null, at = daysAgo(1)) =>
  account({ sightings: [sighting(at, 'active')], latest: { role } });
const cut = (asOf: string) => identity({ entitlement: 'deactivated', asOf });

describe('what must not count as done', () => {
  const cases: readonly (readonly [string, StepProof, Known])[] = [
    ['an account that no export shows', CLOSED, {}],
    ['an account whose reads disagree', CLOSED, { account: { ...inactive, conflicting: true } }],
    ['an absence that may be a rename', CLOSED, { account: { ...inactive, maybeRenamedTo: ['u9'] } }],
    ['access that is only suspended', GONE, { identity: identity({ entitlement: 'suspended' }) }],
    ['access that nobody knows of', GONE, { identity: identity({ entitlement: 'unknown' }) }],
    ['an app that is switched off for all', GONE, { identity: identity({ entitlement: 'app_disabled' }) }],
    ['a role that no export has', ROLE, { account: withRole(null) }],
    ['an opportunities file that nobody called complete', WORK, { work: work({ complete: false }) }],
    ['owners that fit two people', WORK, { work: work({ unclear: 1 }) }],
    ['what no file can show', { kind: 'statement' }, { account: inactive, identity: cut(daysAgo(1)), work: work() }],
  ];
  test.each(cases)('%s', (_, proof, known) => {
    expect(stands(planOf(proof), NOTHING, known)).toMatchObject({ state: 'ready', isDone: false, settledAsOf: null });
  });

  const silent = cases.filter(([, , { identity: shown }]) => shown === undefined || shown.entitlement === 'unknown');
  test.each(silent)('%s, for a claim either: it stays a claim', (_, proof, known) => {
    expect(stands(planOf(proof), recorded(stepRecord()), known).state).toBe('claimed');
  });

  test('a read from before the claimed time neither confirms nor contradicts', () => {
    const claim = recorded(stepRecord({ performedAt: daysAgo(0.5) }));
    expect(stands(planOf(GONE), claim, { identity: cut(daysAgo(1)) }).state).toBe('claimed');
    expect(stands(planOf(GONE), claim, { identity: identity({ asOf: daysAgo(1) }) }).state).toBe('claimed');
    expect(stands(planOf(ROLE), claim, { account: withRole('Sales Rep') }).state).toBe('claimed');
    expect(stands(planOf(WORK), claim, { work: work({ open: 4 }) }).state).toBe('claimed');
  });

  test('a read whose time nobody stated settles nothing', () => {
    const claim = recorded(stepRecord());
    expect(stands(planOf(GONE), claim, { identity: cut(daysAgo(1)), stated: false }).state).toBe('claimed');
    expect(stands(planOf(WORK), claim, { work: work({ stated: false }) }).state).toBe('claimed');
    const unstated = account({ sightings: [sighting(daysAgo(1), 'inactive', { settles: false })] });
    expect(stands(planOf(CLOSED), claim, { account: unstated }).state).toBe('claimed');
    expect(stands(planOf(CLOSED), NOTHING, { account: unstated })).toMatchObject({ state: 'observed', isDone: false });
  });

  test('a directory row newer than the list of assigned people does not make that list newer', () => {
    const stale = identity({ entitlement: 'unassigned', asOf: daysAgo(0), assignmentAsOf: daysAgo(4) });
    expect(stands(planOf(GONE), recorded(stepRecord()), { identity: stale }).state).toBe('claimed');
  });
});

describe('a claim', () => {
  const cases: readonly (readonly [string, StepProof, Known, StepStanding['state']])[] = [
    ['access removed, and a later read shows it', GONE, { identity: cut(daysAgo(1)) }, 'confirmed'],
    ['access removed, and a later read shows it open', GONE, { identity: identity() }, 'contradicted'],
    ['a role changed, spelled otherwise', ROLE, { account: withRole(' manager ') }, 'confirmed'],
    ['a role changed, and the export has another', ROLE, { account: withRole('Sales Rep') }, 'contradicted'],
    ['work handed over', WORK, { work: work() }, 'confirmed'],
    ['work handed over, and some is left', WORK, { work: work({ open: 2 }) }, 'contradicted'],
    ['a Copilot account closed', CLOSED, { account: inactive }, 'confirmed'],
    ['what no file can show', { kind: 'statement' }, {}, 'claimed'],
  ];
  test.each(cases)('%s', (_, proof, known, state) => {
    const standing = stands(planOf(proof), recorded(stepRecord()), known);
    expect(standing.state).toBe(state);
    expect(standing.isDone).toBe(state === 'confirmed' || proof.kind === 'statement');
    expect(standing.why).toContain('"Mara" stated it');
  });

  test('the first later reading of an account decides, not the last', () => {
    const back = account({ sightings: [sighting(daysAgo(1.5), 'inactive'), sighting(daysAgo(1), 'active')] });
    expect(stands(planOf(CLOSED), recorded(stepRecord()), { account: back }).state).toBe('confirmed');
  });

  test('that nothing settled in time counts no more, and says so', () => {
    const old = stepRecord({ performedAt: daysAgo(20), recordedAt: daysAgo(20) });
    expect(stands(planOf(GONE), recorded(old))).toMatchObject({ state: 'ready', recordId: null });
    expect(stands(planOf(GONE), recorded(old)).why).toContain('settled by no read in time');
    expect(stands(planOf({ kind: 'statement' }), recorded(old)).state).toBe('claimed');
  });

  test('the later of two is the person’s last word', () => {
    const two = recorded(stepRecord(), stepRecord({ recordId: 'rec_2', performedAt: daysAgo(0.5), ledgerSequence: 2 }));
    expect(stands(planOf(GONE), two, { identity: cut(daysAgo(1)) })).toMatchObject({
      state: 'claimed',
      recordId: 'rec_2',
    });
  });

  test('of another step says nothing of this one', () => {
    expect(stands(planOf(GONE), recorded(stepRecord({ stepId: 'other' }))).state).toBe('ready');
  });
});

describe('a recorded deactivation', () => {
  const claim = (over: Partial<DeactivationRecord>, standing: Partial<ClaimStanding>): RecordedWork => ({
    steps: [],
    counts: () => true,
    deactivations: [
      {
        record: record({ recordedAt: daysAgo(1), ...over }),
        standing: {
          state: 'verifying',
          settledBySnapshotId: null,
          settledAsOf: null,
          reappearedAsOf: null,
          ...standing,
        },
      },
    ],
  });
  const settled = { settledAsOf: daysAgo(0.5), settledBySnapshotId: 'x' } as const;
  const cases: readonly (readonly [string, RecordedWork, StepStanding['state'], StepStanding['state']])[] = [
    ['waits for an export', claim({}, {}), 'claimed', 'ready'],
    ['is confirmed', claim({}, { state: 'confirmed', ...settled }), 'confirmed', 'confirmed'],
    ['is contradicted', claim({}, { state: 'contradicted', ...settled }), 'contradicted', 'contradicted'],
    ['expired', claim({}, { state: 'expired' }), 'ready', 'waiting'],
    ['was withdrawn', claim({}, { state: 'withdrawn' }), 'ready', 'waiting'],
    [
      'was confirmed, and the account is back',
      claim({}, { state: 'confirmed', ...settled, reappearedAsOf: daysAgo(0.2) }),
      'contradicted',
      'contradicted',
    ],
    [
      'of an earlier plan that was contradicted counts no more',
      claim({ recordedAt: daysAgo(9) }, { state: 'contradicted', ...settled }),
      'ready',
      'waiting',
    ],
    ['of another account', claim({ accountId: 'u7' }, { state: 'confirmed', ...settled }), 'ready', 'waiting'],
  ];
  test.each(cases)('that %s', (_, given, closing, verifying) => {
    const [last, ...others] = PLAN.steps.filter((step) => step.settledBy.kind === 'account_closed').toReversed();
    if (last === undefined) throw new Error('The plan verifies nothing.');
    const plan: Plan = { ...PLAN, steps: [...others.map((step) => ({ ...step, dependsOn: [] })), last] };
    const standing = stepStandings(plan, given, factsOf(), NOW, { verifyWithinMs: DAY_MS });
    expect(standing.map((one) => one.state)).toEqual([closing, verifying]);
  });
});

describe('the order', () => {
  test('a step waits for those before it, and a claim lets the next begin', () => {
    const states = (given: RecordedWork) =>
      Object.fromEntries(
        stepStandings(PLAN, given, factsOf(), NOW, { verifyWithinMs: 14 * DAY_MS }).map((one) => [
          one.stepId,
          one.state,
        ]),
      );
    expect(states(NOTHING)).toMatchObject({ hand_over_work: 'ready', deactivate_account: 'waiting' });
    const before = ['list_tokens_and_integrations', 'snapshot_forecast', 'hand_over_work'];
    expect(states(recorded(...before.map((stepId) => stepRecord({ stepId }))))).toMatchObject({
      hand_over_work: 'claimed',
      deactivate_account: 'ready',
    });
  });

  test('what blocks it says so', () => {
    expect(stands(planOf(GONE, { blockedBy: 'Ask HR.' }), NOTHING)).toMatchObject({ state: 'waiting', why: 'Ask HR.' });
  });

  test('what was true at the drafting is observed, until a read says otherwise', () => {
    const given = planOf({ kind: 'access_given', identity: 'okta/00u1' }, { alreadyTrue: 'Assigned as of yesterday.' });
    expect(stands(given, NOTHING)).toMatchObject({ state: 'observed', isDone: true });
    expect(stands(given, NOTHING, { identity: cut(daysAgo(0)) }).state).toBe('ready');
  });
});
