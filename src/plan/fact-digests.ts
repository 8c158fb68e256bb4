import { isEnteredAsClari } from '../model/apps-in-use.ts';
import { identityRef } from '../model/identity.ts';
import { digest } from './digest.ts';
import type { OffboardingFacts } from './facts.ts';

/**
 * A digest of each named fact, without `draftedAt`. The content of a plan (a status, an owner, a verdict) is separate
 * from its sources (sightings, evidence, rows), so that a fresh export with the same content shows up only as new
 * sources.
 */
export function factDigests(facts: OffboardingFacts): Readonly<Record<string, string>> {
  const { accountId, app, latest, status, conflicting, maybeRenamedTo, ...readings } = facts.account;
  const { line: accountLine, ...row } = latest;
  const { situation, rule, duplicateOf, linked, ...matching } = facts.correlation;
  const { evidence, confidence, validUntil, nextStep, ...verdict } = facts.verdict;
  const { identities } = facts;
  const { opportunities, totals, ambiguousOwnerRows, forecasts, ...handoverSources } = facts.handover;
  return {
    account: digest({ accountId, app, row }),
    account_status: digest({ status, conflicting, maybeRenamedTo }),
    account_readings: digest({ accountLine, readings }),
    link: digest({ situation, rule, duplicateOf, owners: linked.map(({ identity }) => identityRef(identity)) }),
    link_evidence: digest({ linked, matching }),
    verdict: digest(verdict),
    verdict_evidence: digest({ evidence, confidence, validUntil, nextStep }),
    entitlements: digest(
      identities.map(({ identity, assignedThrough, groups }) => ({
        ref: identityRef(identity),
        entitlement: identity.entitlement,
        reason: identity.entitlementReason,
        assignment: identity.assignment,
        assignedThrough,
        groups,
      })),
    ),
    identity_readings: digest(identities.map(({ identity }) => identity)),
    copilot: digest(copilotAccounts(facts)),
    copilot_readings: digest(facts.copilot),
    successor: digest(facts.successor === null ? null : { ...facts.successor, nextStep: null }),
    successor_readings: digest(facts.successor?.nextStep ?? null),
    opportunities: digest({ opportunities, totals, ambiguousOwnerRows }),
    forecasts: digest(forecasts),
    handover_sources: digest(handoverSources),
    ticket: digest(facts.ticket),
    due_at: digest(facts.dueAt),
    settings: digest(facts.settings),
    ...(isEnteredAsClari(app) ? {} : { application: digest(facts.profile) }),
  };
}

function copilotAccounts({ copilot }: OffboardingFacts) {
  if (copilot.known !== 'listed') return { known: copilot.known, accounts: [] };
  return {
    known: copilot.known,
    accounts: copilot.accounts.map(({ accountId, status, latest }) => ({ accountId, status, email: latest.email })),
  };
}
