import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import type { Account } from '../../src/model/account.ts';
import { profileIn } from '../../src/model/apps-in-use.ts';
import type { Verdict } from '../../src/model/finding.ts';
import type { Handover } from '../../src/model/handover.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { OffboardingPlan, PlanStep, StepAction } from '../../src/model/plan.ts';
import { identitiesOf, type OffboardingFacts } from '../../src/plan/facts.ts';
import type { SuccessorFacts } from '../../src/plan/successor.ts';
import { account, correlation, daysAgo, identity, NOW } from '../helpers/model-builders.ts';

/** A leaver since two days, unless said otherwise. */
export function verdict(over: Partial<Verdict> = {}): Verdict {
  return {
    finding: 'leaver_active',
    also: [],
    reason: 'identity_deactivated',
    notes: [],
    confidence: 0.98,
    evidence: [],
    basis: 'seen_active_after_revocation',
    revokedAt: daysAgo(2),
    revokedAtBasis: 'status_changed',
    usedAfterRevocation: 'no',
    nextAction: 'deactivate_in_clari',
    nextStep: 'Draft the plan.',
    noDeadline: false,
    validUntil: null,
    ...over,
  };
}

export const gone: Identity = identity({ entitlement: 'deactivated', revokedAt: daysAgo(2) });

export function successor(over: Partial<SuccessorFacts> = {}): SuccessorFacts {
  return {
    email: 'sam@acme.com',
    accountId: 'u2',
    app: 'clari',
    accountStatus: 'active',
    finding: 'ok',
    reasons: ['entitled'],
    nextStep: 'Nothing to do.',
    identityActive: true,
    entitlement: 'assigned',
    isSamePerson: false,
    ...over,
  };
}

/** Open work as a full list shows it; no source: no opportunities file was read. */
export function held(source: string | null, open = 0): Handover {
  return {
    opportunities: Array.from({ length: open }, (_, at) => ({
      opportunityId: `0065f00000000${at}`,
      name: `Deal ${at}`,
      accountName: 'Data Pulse',
      stage: 'Proposal',
      amountRaw: 'USD 1,000.00',
      amount: 1000,
      currency: 'USD',
      closeDate: null,
      certainlyOpen: true,
    })),
    totals: open === 0 ? [] : [{ currency: 'USD', amount: open * 1000, opportunities: open, withoutAmount: 0 }],
    opportunitiesFrom: source === null ? null : { fileName: source, asOf: daysAgo(1), complete: true, stale: false },
    ambiguousOwnerRows: 0,
    forecasts: [],
    forecastsFrom: null,
    dropped: 0,
  };
}

interface FactsOver extends Partial<Omit<OffboardingFacts, 'verdict'>> {
  readonly verdict?: Partial<Verdict>;
  readonly person?: readonly Identity[];
}

/** Facts about a linked leaver with a successor and an opportunities file: nothing is blocked. */
export function facts({ verdict: said, person = [gone], ...over }: FactsOver = {}): OffboardingFacts {
  const link = over.correlation ?? correlation(person);
  return {
    account: account(),
    profile: profileIn({ profiles: SHIPPED_PROFILES }, 'clari'),
    correlation: link,
    identities: identitiesOf(link),
    copilot: { known: 'unknown' },
    successor: successor(),
    handover: held('opportunities.csv', 3),
    ticket: 'IT-1',
    dueAt: null,
    draftedAt: NOW,
    settings: { slaMs: 86_400_000, directories: null },
    ...over,
    verdict: verdict(said),
  };
}

export function copilotAccount(over: Partial<Account> = {}): Account {
  return account({ accountId: 'c1', app: 'copilot', latest: { app: 'copilot', exportId: 'c1' }, ...over });
}

export function stepsOf(plan: OffboardingPlan, action: StepAction): readonly PlanStep[] {
  return plan.steps.filter((step) => step.action === action);
}

export function stepOf(plan: OffboardingPlan, action: StepAction): PlanStep {
  const [first] = stepsOf(plan, action);
  if (first === undefined) throw new Error(`The plan has no step ${action}.`);
  return first;
}

/** Every sentence that a person reads. */
export function textsOf(plan: OffboardingPlan): readonly string[] {
  return [
    ...plan.risks,
    ...plan.steps.flatMap((step) => [
      step.title,
      step.performedBy,
      step.proof,
      step.blockedBy ?? '',
      ...step.instructions,
      ...step.warnings,
    ]),
  ];
}
