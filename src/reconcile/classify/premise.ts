import { type Account, firstShownAt } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { LinkState } from '../../model/link-change.ts';
import { addMs, type Instant } from '../../model/time.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import { domainOf, homeDomains } from './domains.ts';
import { HOLD_MS } from './entitlement-of-person.ts';
import { leavesAt } from './last-day.ts';
import { isNoPersonRow } from './person-kinds.ts';
import { timing } from './timing.ts';

interface Input {
  readonly account: Account;
  readonly correlation: Correlation;
  /** The accounts that `correlation.duplicateOf` names. */
  readonly duplicates: readonly Account[];
  readonly coverage: CoverageFacts;
  readonly now: Instant;
}

/**
 * What the verdict takes from an account's own values: not the values, but how they stand to each other. Accounts whose
 * states, links and this agree have one verdict, now and whatever the clock does. Null: it takes more than that.
 */
export function ownPremise({ account, correlation, duplicates, coverage, now }: Input): string | null {
  const { linked, candidates, duplicateOf, situation } = correlation;
  if (linked.length > 1 || account.acts !== undefined || account.lastActed != null) return null;
  if (duplicates.length !== duplicateOf.length) return null;
  const { email, employeeId, statusRaw } = account.latest;
  return JSON.stringify([
    account.maybeRenamedTo.length > 0,
    statusRaw === null,
    email === null,
    employeeId === null,
    situation === 'unmatched' && !coverage.declared ? domainOf(email) : null,
    linked.map((one) => [...ofIdentity(one.identity, now), ofRevocation(account, one.identity)]),
    candidates.map((one) => [...ofIdentity(one.identity, now), outcomesOf(one)]),
    ...(duplicates.length === 0 ? [] : [ofPartners(duplicates)]),
  ]);
}

/** When each was there: who they are does not matter, and of a crowd all have the same ones. */
function ofPartners(duplicates: readonly Account[]): readonly string[] {
  const times = duplicates.map((one) => `${one.statusAsOf} ${one.lastActiveAt} ${firstShownAt(one)}`);
  return [...new Set(times)].sort();
}

function ofIdentity(identity: Identity, now: Instant): readonly unknown[] {
  const { status, statusRaw, personKind } = identity.latest;
  const leaves = leavesAt(identity);
  return [
    status,
    statusRaw === null,
    personKind,
    isNoPersonRow(identity.latest),
    // Ahead: the verdict is due then. Over: whether what was said was said before it.
    leaves === null || leaves > now ? leaves : identity.asOf < leaves,
    personKind === 'guest' ? [...homeDomains(identity)].sort() : null,
    // While a change is held against nobody, the clock parts those who left at different times.
    identity.revokedAt !== null && addMs(identity.revokedAt, HOLD_MS) > now ? identity.revokedAt : null,
    identity.revokedAt === null,
  ];
}

function ofRevocation(account: Account, identity: Identity): readonly unknown[] {
  const { basis, usedAfterRevocation } = timing(account, {
    leaning: identity.entitlement === 'unassigned' ? 'unassigned' : 'leaver',
    lookAt: null,
    gaps: [],
    speaking: [identity],
    evidence: [],
    retired: [],
  });
  return [basis, usedAfterRevocation];
}

function outcomesOf({ comparisons }: Candidate): string {
  return comparisons.map((one) => `${one.field} ${one.outcome}`).join(',');
}

/** Where an account's identities live; without a link, where its candidates do. */
export function directoriesOf({ linked, candidates }: Correlation): readonly string[] {
  return (linked.length > 0 ? linked : candidates).map((one) => one.identity.directory);
}

/** Whom it belongs to, whoever else claims them. */
export function linkOf({ situation, rule, linked }: Correlation): LinkState {
  const decided = rule === 'confirmed_by_person' || rule === 'confirmed_none';
  return {
    situation: situation === 'duplicate' ? 'linked' : situation,
    rule: linked.length > 0 || decided ? rule : null,
    identities: linked.map((one) => identityRef(one.identity)).sort(),
  };
}

/** Everybody that an account is linked to or might be. */
export function refsOf({ linked, candidates }: Correlation): readonly string[] {
  return [...new Set([...linked, ...candidates].map((one) => identityRef(one.identity)))];
}
