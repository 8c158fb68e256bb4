import type { Account } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import type { LinkDecision } from '../../model/decision.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { CandidateIndex, CandidateSet } from './candidate-index.ts';
import { type Comparer, type Contender, comparer, contendersFrom } from './contenders.ts';
import { type Decision, decide } from './decide.ts';
import { shortlist } from './shortlist.ts';
import { type AccountFields, type AccountTraits, accountTraits, type TraitSettings } from './traits.ts';

export interface Decisions {
  /** What a person decided about this account; null: nobody did. */
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
  return correlateFields(account.latest, index, decisions, settings);
}

/** The same for an account that is no more than a row. */
export function correlateFields(
  row: AccountFields,
  index: CandidateIndex,
  decisions: Decisions,
  settings: TraitSettings,
): Correlation {
  const { link } = decisions;
  if (link !== null && link.identity === null) return { ...NOBODY, rule: 'confirmed_none', confidence: 1 };
  const traits = accountTraits(row, settings);
  const compare = comparer(traits, index);
  if (link === null || link.identity === null) return byRules(traits, index, compare);
  const chosen = index.find(link.identity);
  return chosen === null ? ownerNotSeen(traits, index, compare) : confirmed(chosen, index, compare);
}

const NOBODY: Correlation = {
  situation: 'unmatched',
  rule: null,
  confidence: 0,
  linked: [],
  candidates: [],
  candidatesDropped: 0,
  duplicateOf: [],
};

function byRules(traits: AccountTraits, index: CandidateIndex, compare: Comparer): Correlation {
  const set = index.candidates(traits);
  const contenders = contendersFrom(traits, set.identities, index);
  const decision = decide({
    contenders,
    compare,
    isRole: traits.isRole,
    droppedStrong: set.droppedStrong,
    hasRivals: ({ person }) => index.persons.rivalsOf(person).length > 0,
  });
  switch (decision.kind) {
    case 'unmatched':
      return NOBODY;
    case 'linked':
      return linkedBy(decision, compare);
    case 'disputed':
      return disputedBetween(contenders, set, decision, compare);
    default:
      return decision satisfies never;
  }
}

function linkedBy({ contender, rule, confidence }: Extract<Decision, { kind: 'linked' }>, compare: Comparer) {
  const found = contender.matches.filter((match) => match.rules.has(rule)).map(({ identity }) => identity);
  const linked = candidatesOf(found, contender.person.identities, rule, confidence, compare);
  return { ...NOBODY, situation: 'linked', rule, confidence, linked } as const;
}

function confirmed(chosen: Identity, index: CandidateIndex, compare: Comparer): Correlation {
  const rule = 'confirmed_by_person';
  const linked = candidatesOf([chosen], index.persons.of(chosen).identities, rule, 1, compare);
  return { ...NOBODY, situation: 'linked', rule, confidence: 1, linked };
}

/** A person named an owner that no read shows any more: that is no licence for a rule to name another. */
function ownerNotSeen(traits: AccountTraits, index: CandidateIndex, compare: Comparer): Correlation {
  const set = index.candidates(traits);
  const decision = { kind: 'disputed', problem: 'weak_rule', persons: new Set<string>() } as const;
  const { candidates, dropped } = shortlist(contendersFrom(traits, set.identities, index), decision, compare);
  const whyNot = 'A person linked the account to another identity, which no read shows.';
  return {
    ...NOBODY,
    situation: 'disputed',
    rule: 'confirmed_by_person',
    candidates: candidates.map((candidate) => ({ ...candidate, whyNot })),
    candidatesDropped: dropped + set.dropped,
  };
}

function disputedBetween(
  contenders: readonly Contender[],
  set: CandidateSet,
  decision: Extract<Decision, { kind: 'disputed' }>,
  compare: Comparer,
): Correlation {
  const { candidates, dropped } = shortlist(contenders, decision, compare);
  const [best] = candidates;
  return {
    ...NOBODY,
    situation: 'disputed',
    rule: best?.rule ?? null,
    confidence: best?.confidence ?? 0,
    candidates,
    candidatesDropped: dropped + set.dropped,
  };
}

/** Every identity of the person, the ones that decided first. */
function candidatesOf(
  deciding: readonly Identity[],
  all: readonly Identity[],
  rule: Candidate['rule'],
  confidence: number,
  compare: Comparer,
): readonly Candidate[] {
  const first = [...deciding].sort((a, b) => (identityRef(a) < identityRef(b) ? -1 : 1));
  const rest = all.filter((identity) => !deciding.includes(identity));
  return [...first, ...rest].map((identity) => ({
    identity,
    rule,
    confidence,
    comparisons: compare.fields(identity),
    whyNot: null,
  }));
}
