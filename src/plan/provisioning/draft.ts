import { type Identity, identityRef } from '../../model/identity.ts';
import type { ProvisioningPlan } from '../../model/plan.ts';
import { digest } from '../digest.ts';
import { placeSteps } from '../step.ts';
import { nameOf } from '../words.ts';
import { provisioningRisks } from './doubts.ts';
import { ownAccount, type ProvisioningFacts } from './facts.ts';
import { refuseProvisioning } from './refusal.ts';
import { provisioningSteps } from './steps.ts';

/**
 * Drafts the ordered work that gives one person an account through single sign-on, and marks what is already true. It
 * refuses leavers, people on leave, and people who cannot be distinguished from others. The same facts give the same
 * plan.
 */
export function draftProvisioning(given: ProvisioningFacts): ProvisioningPlan {
  const facts = inOrder(given);
  refuseProvisioning(facts);
  const factDigests = digests(facts);
  const planHash = digest(factDigests);
  return {
    kind: 'provisioning',
    planId: `plan_${planHash.slice(0, 16)}`,
    planHash,
    draftedAt: facts.draftedAt,
    ticket: null,
    dueAt: null,
    email: facts.email,
    name: facts.name,
    role: facts.role,
    team: facts.team,
    directory: facts.directory,
    accountId: ownAccount(facts)?.account.accountId ?? null,
    steps: placeSteps(provisioningSteps(facts)),
    risks: provisioningRisks(facts),
    factDigests,
  };
}

/** Digests of the facts, with content and sources separate, as for an offboarding. */
function digests(facts: ProvisioningFacts): Readonly<Record<string, string>> {
  const { email, name, role, team, directory, identity, others, accounts, appSeen, app, recorded, usersExport } = facts;
  return {
    request: digest({ email, name, role, team, directory }),
    identities: digest([identity, ...others].map(said)),
    identity_readings: digest([identity, ...others]),
    accounts: digest(
      accounts.map(({ account, finding, by }) => ({
        accountId: account.accountId,
        email: account.latest.email,
        role: account.latest.role,
        team: account.latest.team,
        status: account.status,
        finding,
        by,
      })),
    ),
    account_readings: digest(accounts),
    sso_app: digest({ seen: appSeen !== null, app, recorded }),
    sso_app_readings: digest(appSeen),
    users_export: digest(usersExport === null ? null : { complete: usersExport.complete, stale: usersExport.stale }),
    users_export_readings: digest(usersExport),
    settings: digest(facts.settings),
  };
}

function said(identity: Identity | null) {
  if (identity === null) return null;
  const { entitlement, entitlementReason, assignment, latest } = identity;
  return {
    ref: identityRef(identity),
    entitlement,
    entitlementReason,
    assignment,
    name: nameOf(latest),
    status: latest.statusRaw,
    personKind: latest.personKind,
  };
}

function inOrder(facts: ProvisioningFacts): ProvisioningFacts {
  return {
    ...facts,
    others: facts.others.toSorted((a, b) => (identityRef(a) < identityRef(b) ? -1 : 1)),
    accounts: facts.accounts.toSorted((a, b) => (a.account.accountId < b.account.accountId ? -1 : 1)),
  };
}
