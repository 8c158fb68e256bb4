import type { Account } from '../model/account.ts';
import type { Candidate, Correlation } from '../model/correlation.ts';
import type { Verdict } from '../model/finding.ts';
import { type Entitlement, type Identity, identityRef } from '../model/identity.ts';
import type { SuccessorFacts } from './successor.ts';

/** An account with what was found out about it. */
export interface KnownAccount {
  readonly account: Account;
  readonly correlation: Correlation;
  readonly verdict: Verdict;
}

const STRONGEST_FIRST = [
  'assigned',
  'unknown',
  'app_disabled',
  'unassigned',
  'suspended',
  'deactivated',
  'deleted',
] as const satisfies readonly Entitlement[];

/**
 * Collects what a plan has to know of a named successor.
 * @param directories Directories that govern Clari; null: all that were read.
 */
export function successorFacts(
  successor: KnownAccount,
  leaver: KnownAccount,
  directories: readonly string[] | null,
): SuccessorFacts {
  const { account, correlation, verdict } = successor;
  const governing = correlation.linked
    .map(({ identity }) => identity)
    .filter(({ directory }) => directories === null || directories.includes(directory));
  return {
    email: account.latest.email ?? account.accountId,
    accountId: account.accountId,
    app: account.app,
    accountStatus: account.status,
    finding: verdict.finding,
    reasons: [verdict.reason, ...verdict.notes],
    nextStep: verdict.nextStep,
    identityActive: governing.length === 0 ? null : governing.some(canSignIn),
    entitlement: STRONGEST_FIRST.find((one) => governing.some(({ entitlement }) => entitlement === one)) ?? 'unknown',
    isSamePerson: samePerson(successor, leaver),
  };
}

function canSignIn(identity: Identity): boolean {
  return identity.present && identity.latest.status === 'active';
}

/** Null if one of them only has candidates, and the other is, or may be, among them. */
function samePerson(one: KnownAccount, other: KnownAccount): boolean | null {
  const address = one.account.latest.email;
  if (one.account.accountId === other.account.accountId) return true;
  if (address !== null && address === other.account.latest.email) return true;
  if (one.correlation.duplicateOf.includes(other.account.accountId)) return true;
  if (other.correlation.duplicateOf.includes(one.account.accountId)) return true;
  if (meet(one.correlation.linked, other.correlation.linked)) return true;
  if (one.correlation.candidatesDropped + other.correlation.candidatesDropped > 0) return null;
  return meet(possible(one.correlation), possible(other.correlation)) ? null : false;
}

function possible({ linked, candidates }: Correlation): readonly Candidate[] {
  return [...linked, ...candidates];
}

function meet(ones: readonly Candidate[], others: readonly Candidate[]): boolean {
  const known = new Set(others.flatMap(({ identity }) => names(identity)));
  return ones.some(({ identity }) => names(identity).some((name) => known.has(name)));
}

/** What identifies a person across identities: the identity itself, or a shared employee id. */
function names(identity: Identity): readonly string[] {
  const { employeeId } = identity.latest;
  return [`ref:${identityRef(identity)}`, ...(employeeId === null ? [] : [`employee:${employeeId}`])];
}
