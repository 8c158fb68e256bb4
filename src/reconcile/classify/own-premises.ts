import { type Account, firstShownAt } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { Exemption } from '../../model/decision.ts';
import type { Identity } from '../../model/identity.ts';
import type { WeighedRecord } from '../../model/record.ts';
import { addMs, type Instant } from '../../model/time.ts';
import { domainOf, homeDomains } from './domains.ts';
import { HOLD_MS } from './hold.ts';
import { identifiersConflict } from './identifiers.ts';
import { leavesAt } from './last-day.ts';
import { isNoPersonRow } from './person-kinds.ts';
import { type Work, work } from './work.ts';

/**
 * What a verdict takes from values that are an account's own: not the values, but how they stand to each other. Its text
 * is the other half of the key of a verdict. Whatever stands here holds at any later moment too, or says when it ends.
 */
export interface OwnPremises {
  readonly maybeRenamed: boolean;
  /** Where somebody may be looked for by; null: the account is not one that nobody was found for. */
  readonly address: OwnAddress | null;
  /** Of `correlation.linked`, in its order. */
  readonly linked: readonly LinkedPremises[];
  /** Of `correlation.candidates`, in its order. */
  readonly candidates: readonly ClockPremises[];
  /** One identifier of a candidate points here and another one there. */
  readonly identifiersConflict: boolean;
  /** The other accounts that claim the same person; null: the correlation's word is taken. */
  readonly partners: readonly PartnerPremises[] | null;
  /** Null: nobody recorded anything. */
  readonly work: Work | null;
  /** Null: no exemption that counts. */
  readonly exemptUntil: Instant | null;
}

interface OwnAddress {
  readonly known: boolean;
  /** Null where it decides nothing: the directories that govern are declared. */
  readonly domain: string | null;
  readonly employeeIdKnown: boolean;
}

/** Moments from which on the clock says something else of an identity; null: none is ahead. */
export interface ClockPremises {
  readonly leavesAt: Instant | null;
  /** Until then what ended is held against nobody. */
  readonly heldUntil: Instant | null;
}

export interface LinkedPremises extends ClockPremises {
  readonly canSignIn: boolean;
  readonly guest: boolean;
  readonly noPerson: boolean;
  /** Home domains of a guest; empty of everybody else. */
  readonly homes: readonly string[];
  /** Linked identities, by their place, whose last day was over only after what this one says was said. */
  readonly outlivedBy: readonly number[];
  /** Linked identities, by their place, whose right ended only after this one was last read. */
  readonly endedSince: readonly number[];
}

export interface PartnerPremises {
  readonly statusAsOf: Instant;
  readonly lastActiveAt: Instant | null;
  readonly firstShownAt: Instant;
}

/** Whether it says how moments of identities stand to when they were read: a later read of the same may say otherwise. */
export function restsOnMoments({ linked }: OwnPremises): boolean {
  return linked.some(({ outlivedBy, endedSince }) => outlivedBy.length > 0 || endedSince.length > 0);
}

/** As it stands in the key. */
export function textOf(own: OwnPremises): string {
  return JSON.stringify(own);
}

export interface OwnInput {
  readonly account: Account;
  readonly correlation: Correlation;
  readonly records: readonly WeighedRecord[];
  readonly exemption: Exemption | null;
  /** The accounts of `correlation.duplicateOf`; absent: the correlation's word is taken. */
  readonly duplicates?: readonly Account[] | undefined;
  readonly coverage: { readonly declared: boolean };
  readonly settings: Parameters<typeof work>[0]['settings'];
  readonly now: Instant;
}

export function ownPremises(input: OwnInput): OwnPremises {
  const { account, correlation, records, exemption, duplicates, coverage, now } = input;
  const { email, employeeId } = account.latest;
  const linked = correlation.linked.map((one) => one.identity);
  return {
    maybeRenamed: account.maybeRenamedTo.length > 0,
    address:
      correlation.situation === 'unmatched'
        ? {
            known: domainOf(email) !== null,
            domain: coverage.declared ? null : domainOf(email),
            employeeIdKnown: employeeId !== null,
          }
        : null,
    linked: linked.map((one) => ofLinked(one, linked, now)),
    candidates: correlation.candidates.map((one) => ofClock(one.identity, now)),
    identifiersConflict: identifiersConflict(correlation.candidates),
    partners: duplicates === undefined ? null : duplicates.map(ofPartner),
    work: records.length === 0 ? null : work(input),
    exemptUntil: exemption?.counts === true ? exemption.until : null,
  };
}

function ofClock(identity: Identity, now: Instant): ClockPremises {
  const { revokedAt } = identity;
  const leaves = leavesAt(identity);
  const heldUntil = revokedAt === null ? null : addMs(revokedAt, HOLD_MS);
  return {
    leavesAt: leaves !== null && leaves > now ? leaves : null,
    heldUntil: heldUntil !== null && heldUntil > now ? heldUntil : null,
  };
}

function ofLinked(identity: Identity, all: readonly Identity[], now: Instant): LinkedPremises {
  const guest = identity.latest.personKind === 'guest';
  const placesOf = (holds: (other: Identity) => boolean) => all.flatMap((other, at) => (holds(other) ? [at] : []));
  return {
    ...ofClock(identity, now),
    canSignIn: identity.latest.status === 'active',
    guest,
    noPerson: isNoPersonRow(identity.latest),
    homes: guest ? [...homeDomains(identity)].sort() : [],
    outlivedBy: placesOf((other) => {
      const left = leavesAt(other);
      return left !== null && identity.asOf < left;
    }),
    endedSince: placesOf(({ revokedAt }) => revokedAt !== null && revokedAt > identity.asOf),
  };
}

/** Who they are does not matter, and of a crowd all have the same ones. */
function ofPartner(other: Account): PartnerPremises {
  return {
    statusAsOf: other.statusAsOf,
    lastActiveAt: other.lastActiveAt,
    firstShownAt: firstShownAt(other),
  };
}
