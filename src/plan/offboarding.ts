import { isEnteredAsClari } from '../model/apps-in-use.ts';
import { identityRef } from '../model/identity.ts';
import type { OffboardingPlan } from '../model/plan.ts';
import { deadline } from './deadline.ts';
import { digest } from './digest.ts';
import { factDigests } from './fact-digests.ts';
import type { OffboardingFacts } from './facts.ts';
import { risksOf } from './risks.ts';
import { placeSteps, type StepMaker } from './step.ts';
import { closeInApp } from './steps/close-in-app.ts';
import { deactivateAccount } from './steps/deactivate-account.ts';
import { deactivateCopilot } from './steps/deactivate-copilot.ts';
import { handOverWork } from './steps/hand-over-work.ts';
import { listTokens } from './steps/list-tokens.ts';
import { removeIdpAccess } from './steps/remove-idp-access.ts';
import { snapshotForecast } from './steps/snapshot-forecast.ts';
import { verifyByExport } from './steps/verify-by-export.ts';
import { checkSuccessor } from './successor.ts';

/**
 * Drafts the ordered manual work that closes one account, also if the evidence accuses nobody: `risks` then say so. The
 * same facts give the same plan at any time.
 * @throws ERR_ARGUMENT if the named successor cannot take over.
 */
export function draftOffboarding(given: OffboardingFacts): OffboardingPlan {
  const facts = inOrder(given);
  const { account, successor, verdict } = facts;
  const doubts = successor === null ? [] : checkSuccessor(successor, account, facts.profile);
  const digests = factDigests(facts);
  const planHash = digest(digests);
  return {
    planId: `plan_${planHash.slice(0, 16)}`,
    planHash,
    kind: 'offboarding',
    accountId: account.accountId,
    accountEmail: account.latest.email,
    ...(isEnteredAsClari(account.app) ? {} : { app: account.app }),
    finding: verdict.finding,
    draftedAt: facts.draftedAt,
    ticket: facts.ticket,
    dueAt: facts.dueAt ?? dueBySla(facts),
    dueAtAsked: facts.dueAt,
    successor: namedSuccessor(successor),
    steps: placeSteps(makersFor(facts).flatMap((make) => make(facts))),
    risks: [...risksOf(facts), ...doubts],
    handover: facts.handover,
    factDigests: digests,
  };
}

export function namedSuccessor(successor: OffboardingFacts['successor']): OffboardingPlan['successor'] {
  if (successor === null || successor.accountId === null) return null;
  return { email: successor.email, accountId: successor.accountId };
}

/** The makers of steps in order: a step only depends on kinds that come before it here. */
export function makersFor({ account, verdict }: OffboardingFacts): readonly StepMaker[] {
  const closed = verdict.finding === 'inactive';
  if (!isEnteredAsClari(account.app)) return closed ? [removeIdpAccess] : [removeIdpAccess, closeInApp, verifyByExport];
  if (account.app === 'copilot')
    return closed ? [removeIdpAccess] : [removeIdpAccess, deactivateCopilot, verifyByExport];
  if (closed) return [removeIdpAccess, handOverWork, deactivateCopilot];
  return [
    removeIdpAccess,
    listTokens,
    snapshotForecast,
    handOverWork,
    deactivateAccount,
    deactivateCopilot,
    verifyByExport,
  ];
}

export function dueBySla({ verdict, settings, draftedAt }: OffboardingFacts): OffboardingPlan['dueAt'] {
  const { revokedAt, revokedAtBasis, noDeadline } = verdict;
  return deadline({
    revokedAt,
    basis: revokedAtBasis,
    noDeadline,
    slaMs: settings.slaMs,
    now: draftedAt,
    settledAt: null,
  }).dueAt;
}

/** Sorts the facts, so that the order in which a caller found them does not change the plan. */
export function inOrder(facts: OffboardingFacts): OffboardingFacts {
  return {
    ...facts,
    identities: facts.identities.toSorted((a, b) => compare(identityRef(a.identity), identityRef(b.identity))),
    copilot:
      facts.copilot.known === 'listed'
        ? { ...facts.copilot, accounts: facts.copilot.accounts.toSorted((a, b) => compare(a.accountId, b.accountId)) }
        : facts.copilot,
  };
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
