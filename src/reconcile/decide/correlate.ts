import type { Account } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import type { LinkDecision } from '../../model/decision.ts';
import { identityRef } from '../../model/identity.ts';
import type { CandidateIndex, CandidateSet } from '../candidates/candidate-index.ts';
import { likenessOf, nearestOf, shortlist } from '../candidates/shortlist.ts';
import { digitsIn } from '../normalise/identifiers.ts';
import {
  type AccountFields,
  type AccountTraits,
  accountTraits,
  type Comparable,
  type TraitSettings,
} from '../normalise/traits.ts';
import { candidateOf, saidOtherwise } from './candidate-of.ts';
import { type Comparer, type Contender, comparer, contendersFrom } from './contenders.ts';
import { decide, EMAIL_CONFIDENCE } from './decide.ts';
import type { Decision } from './decision.ts';
import { seenInApp } from './seen-candidates.ts';

export interface Decisions {
  /** What was decided about this account; null: nothing was. */
  readonly link: LinkDecision | null;
}

/**
 * Which identity owns the account: candidates → comparisons → decision. A person's decision comes before every rule.
 * The first three steps know nothing of how the last one weighs the evidence.
 */
export function correlate(
  account: Account,
  index: CandidateIndex,
  decisions: Decisions,
  settings: TraitSettings,
): Correlation {
  const found = correlateFields(account.latest, index, decisions, settings);
  if (isOfIdentities(found)) return seenInApp(account.app, found);
  throw new Error('an account of a read was compared with a plain list');
}

function isOfIdentities(found: Correlation<Comparable>): found is Correlation {
  const isOne = ({ identity }: Candidate<Comparable>) => 'entitlement' in identity;
  return found.linked.every(isOne) && found.candidates.every(isOne) && found.nearest.every(isOne);
}

/** The same for an account that is no more than a row. */
export function correlateFields(
  row: AccountFields,
  index: CandidateIndex,
  decisions: Decisions,
  settings: TraitSettings,
): Correlation<Comparable> {
  const { link } = decisions;
  if (link !== null && !link.counts) return withNamed(row, link, index, settings);
  if (link !== null && link.identity === null) return { ...NOBODY, rule: 'confirmed_none', confidence: 1 };
  const traits = index.knowing(accountTraits(row, settings));
  const compare = comparer(traits, index);
  if (link === null || link.identity === null) return byRules(traits, index, compare);
  const chosen = index.find(link.identity);
  return chosen === null ? ownerNotSeen(traits, index, compare) : confirmed(chosen, index, compare);
}

/** By the rules alone, of which nobody decided anything. */
export function correlateTraits(account: AccountTraits, index: CandidateIndex): Correlation<Comparable> {
  const traits = index.knowing(account);
  return byRules(traits, index, comparer(traits, index));
}

const NOT_ATTESTED = 'It was named as the owner, and no person attests that: a person decides.';

/** By the rules. Whom somebody named without being known as a person is shown by what the two have in common, and changes nothing. */
function withNamed(
  row: AccountFields,
  { identity }: LinkDecision,
  index: CandidateIndex,
  settings: TraitSettings,
): Correlation<Comparable> {
  const traits = index.knowing(accountTraits(row, settings));
  const compare = comparer(traits, index);
  const found = byRules(traits, index, compare);
  const named = identity === null ? null : index.find(identity);
  if (named === null || found.linked.some((one) => one.identity === named)) return found;
  const marked = (one: Candidate<Comparable>) =>
    one.identity === named ? saidOtherwise(one, { whyNot: NOT_ATTESTED }) : one;
  if (found.candidates.some((one) => one.identity === named))
    return { ...found, candidates: found.candidates.map(marked) };
  const candidate = candidateOf({ ...likenessOf(traits, named, index, compare), whyNot: NOT_ATTESTED }, compare);
  return found.situation === 'disputed'
    ? { ...found, candidates: [...found.candidates, candidate] }
    : { ...found, nearest: [candidate, ...found.nearest.filter((one) => one.identity !== named)] };
}

const LONG_ID = 7;

const NOBODY: Correlation = {
  situation: 'unmatched',
  rule: null,
  confidence: 0,
  linked: [],
  candidates: [],
  candidatesDropped: 0,
  nearest: [],
  notCompared: 0,
  duplicateOf: [],
};

function byRules(traits: AccountTraits, index: CandidateIndex, compare: Comparer): Correlation<Comparable> {
  const sole = index.soleBearer(traits);
  if (sole !== null) {
    const owner = { identity: sole, rule: 'email', confidence: EMAIL_CONFIDENCE.same, whyNot: null } as const;
    const { rule, confidence } = owner;
    return { ...NOBODY, situation: 'linked', rule, confidence, linked: [candidateOf(owner, compare, false)] };
  }
  // Most accounts share an identifier with one person, and nothing that is merely alike could change that.
  const identified = index.identified(traits);
  if (identified.droppedStrong) return ofHighFanIn(traits, identified, index, compare);
  if (identified.identities.length > 0) {
    const { decision } = decisionOn(traits, identified, index, compare, false);
    if (decision.kind === 'linked') return linkedBy(decision, compare);
    if (decision.kind === 'disputed' && decision.problem === 'address_moved_on') {
      // It says so of every address that may have moved on: whoever else has the name decides.
      const named = decisionOn(traits, index.named(traits), index, compare, true);
      if (named.decision.kind === 'linked') return linkedBy(named.decision, compare);
    }
  }
  const set = index.candidates(traits);
  const { contenders, missed, decision } = decisionOn(traits, set, index, compare, true);
  switch (decision.kind) {
    case 'unmatched':
      return { ...NOBODY, nearest: traits.isRole ? [] : nearestOf(missed, compare), notCompared: set.notCompared };
    case 'linked':
      return linkedBy(decision, compare);
    case 'disputed':
      return disputedBetween(contenders, set, decision, compare);
    default:
      return decision satisfies never;
  }
}

/** So many share an identifier of the account that a few of them stand for all. */
const MOST_OF_HIGH_FAN_IN = 10;

function ofHighFanIn(
  traits: AccountTraits,
  set: CandidateSet,
  index: CandidateIndex,
  compare: Comparer,
): Correlation<Comparable> {
  const identities = set.identities.slice(0, MOST_OF_HIGH_FAN_IN);
  const dropped = set.dropped + set.identities.length - identities.length;
  const some = { ...set, identities, dropped };
  const { contenders, decision } = decisionOn(traits, some, index, compare, true);
  return decision.kind === 'disputed' ? disputedBetween(contenders, some, decision, compare) : NOBODY;
}

function decisionOn(
  traits: AccountTraits,
  set: CandidateSet,
  index: CandidateIndex,
  compare: Comparer,
  isWhole: boolean,
) {
  const { contenders, missed } = contendersFrom(traits, set.identities, index, compare);
  const decision = decide({
    contenders,
    compare,
    isRole: () => traits.isRole,
    primary: traits.primary,
    isWhole,
    hasLongId: digitsIn(traits.employeeId ?? '') >= LONG_ID,
    droppedStrong: set.droppedStrong,
    droppedJoint: set.droppedJoint,
    hasRivals: ({ person }) => index.persons.rivalsOf(person).length > 0,
  });
  return { contenders, missed, decision };
}

function linkedBy({ contender, rule, confidence }: Extract<Decision, { kind: 'linked' }>, compare: Comparer) {
  const found = contender.matches.filter((match) => match.rules.has(rule)).map(({ identity }) => identity);
  const linked = candidatesOf(found, contender.person.identities, rule, confidence, compare);
  return { ...NOBODY, situation: 'linked', rule, confidence, linked } as const;
}

function confirmed(chosen: Comparable, index: CandidateIndex, compare: Comparer): Correlation<Comparable> {
  const rule = 'confirmed_by_person';
  const linked = candidatesOf([chosen], index.persons.of(chosen).identities, rule, 1, compare);
  return { ...NOBODY, situation: 'linked', rule, confidence: 1, linked };
}

/** A person named an owner that no read shows any more: that is no licence for a rule to name another. */
function ownerNotSeen(traits: AccountTraits, index: CandidateIndex, compare: Comparer): Correlation<Comparable> {
  const set = index.candidates(traits);
  const decision = { kind: 'disputed', problem: 'weak_rule', persons: new Set<string>() } as const;
  const { candidates, dropped } = shortlist(
    contendersFrom(traits, set.identities, index, compare).contenders,
    decision,
    compare,
  );
  const whyNot = 'A person linked the account to another identity, which no read shows.';
  return {
    ...NOBODY,
    situation: 'disputed',
    rule: 'confirmed_by_person',
    candidates: candidates.map((candidate) => saidOtherwise(candidate, { whyNot })),
    candidatesDropped: dropped + set.dropped,
    notCompared: set.notCompared,
  };
}

function disputedBetween(
  contenders: readonly Contender[],
  set: CandidateSet,
  decision: Extract<Decision, { kind: 'disputed' }>,
  compare: Comparer,
): Correlation<Comparable> {
  const { candidates, dropped } = shortlist(contenders, decision, compare);
  const [best] = candidates;
  return {
    ...NOBODY,
    situation: 'disputed',
    rule: best?.rule ?? null,
    confidence: best?.confidence ?? 0,
    candidates,
    candidatesDropped: dropped + set.dropped,
    notCompared: set.notCompared,
    ...(decision.problem === 'address_moved_on' ? { doubt: 'address_moved_on' } : {}),
  };
}

/** Every identity of the person: the ones that decided first, and of those the most alike. */
function candidatesOf(
  deciding: readonly Comparable[],
  all: readonly Comparable[],
  rule: Candidate<Comparable>['rule'],
  confidence: number,
  compare: Comparer,
): readonly Candidate<Comparable>[] {
  const first = [...deciding].sort(
    (a, b) => compare.weights(b).total - compare.weights(a).total || (identityRef(a) < identityRef(b) ? -1 : 1),
  );
  const rest = all.filter((identity) => !deciding.includes(identity));
  return [...first, ...rest].map((identity) => candidateOf({ identity, rule, confidence, whyNot: null }, compare));
}
