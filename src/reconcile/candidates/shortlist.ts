import type { Candidate } from '../../model/correlation.ts';
import { identityRef } from '../../model/identity.ts';
import { candidateOf } from '../decide/candidate-of.ts';
import { type Comparer, type Contender, conflictingId, contendersFrom } from '../decide/contenders.ts';
import type { Decision } from '../decide/decision.ts';
import { whyMissed, whyNotLinked } from '../decide/explain.ts';
import { MATCH_RULES, type MatchRule } from '../decide/rules.ts';
import { bitsOf } from '../decide/thresholds.ts';
import type { AccountTraits, Comparable } from '../normalise/traits.ts';
import type { CandidateIndex } from './candidate-index.ts';

/** How many candidates a person is shown. */
const SHOWN = 3;

/** Of an address or an id that agrees, whatever else does. */
const CANDIDATE_CONFIDENCE: Readonly<Partial<Record<MatchRule, number>>> = {
  employee_id: 0.7,
  crm_id: 0.7,
  sso_name: 0.7,
  email: 0.7,
  secondary_email: 0.65,
  domain_alias: 0.65,
  plus_tag: 0.6,
};
/** Whose name agrees is shown before those who are merely alike. */
const NAMED = 0.4;
const CONFLICTING = 0.3;

/** Of the rest: from the bits of evidence, always below an agreeing address. */
function confidenceOf(rule: MatchRule, weight: number): number {
  const fixed = CANDIDATE_CONFIDENCE[rule];
  if (fixed !== undefined) return fixed;
  const scored = Math.round((0.2 + 0.35 * Math.min(1, Math.max(0, (weight - 6) / 24))) * 100) / 100;
  return rule === 'name' ? Math.max(NAMED, scored) : scored;
}

interface Entry {
  readonly identity: Comparable;
  readonly rule: MatchRule;
  readonly confidence: number;
  readonly weight: number;
  readonly personId: string;
}

/** The best candidates for a person to decide on: first the best identity of each person, then further ones of the same. */
export function shortlist(
  contenders: readonly Contender[],
  { problem, persons }: Extract<Decision, { kind: 'disputed' }>,
  compare: Comparer,
): { readonly candidates: readonly Candidate<Comparable>[]; readonly dropped: number } {
  const entries = contenders.flatMap((contender) => entriesOf(contender, compare)).sort(byStrength);
  const seen = new Set<string>();
  const firsts: Entry[] = [];
  const furthers: Entry[] = [];
  for (const entry of entries) {
    (seen.has(entry.personId) ? furthers : firsts).push(entry);
    seen.add(entry.personId);
  }
  const kept = [...firsts, ...furthers].slice(0, SHOWN).sort(byStrength);
  const candidates = kept.map(({ identity, rule, confidence, personId }): Candidate<Comparable> => {
    const whyNot = whyNotLinked(rule, conflictingId(identity, compare), problem, persons.has(personId));
    return candidateOf({ identity, rule, confidence, whyNot }, compare);
  });
  return { candidates, dropped: entries.length - kept.length };
}

/** Of those that no rule found: the ones with the most alike. */
export function nearestOf(missed: readonly Comparable[], compare: Comparer): readonly Candidate<Comparable>[] {
  const weighed = missed.map((identity) => ({ identity, weight: bitsOf(compare.weights(identity).total) }));
  return weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (identityRef(a.identity) < identityRef(b.identity) ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ identity }) =>
      candidateOf(
        { identity, rule: 'similar', confidence: 0, whyNot: whyMissed(conflictingId(identity, compare)) },
        compare,
      ),
    );
}

/** By which rule somebody is a candidate, and how good a one, whoever else is. */
export function likenessOf(
  account: AccountTraits,
  identity: Comparable,
  index: CandidateIndex,
  compare: Comparer,
): Pick<Candidate<Comparable>, 'identity' | 'rule' | 'confidence'> {
  const { contenders } = contendersFrom(account, [identity], index, compare);
  const [best] = contenders.flatMap((contender) => entriesOf(contender, compare));
  return best === undefined
    ? { identity, rule: 'similar', confidence: 0 }
    : { identity, rule: best.rule, confidence: best.confidence };
}

function entriesOf({ person, matches }: Contender, compare: Comparer): readonly Entry[] {
  return matches.flatMap(({ identity, rules }) => {
    const rule = MATCH_RULES.find((one) => rules.has(one));
    if (rule === undefined) return [];
    const weights = compare.weights(identity);
    const weight = bitsOf(weights.total);
    const isConflicting = conflictingId(identity, compare) !== null && weights.nearId === null;
    const confidence = isConflicting ? CONFLICTING : confidenceOf(rule, weight);
    return [{ identity, rule, confidence, weight, personId: person.personId }];
  });
}

function byStrength(a: Entry, b: Entry): number {
  if (a.confidence !== b.confidence) return b.confidence - a.confidence;
  if (a.rule !== b.rule && a.rule in CANDIDATE_CONFIDENCE && b.rule in CANDIDATE_CONFIDENCE)
    return MATCH_RULES.indexOf(a.rule) - MATCH_RULES.indexOf(b.rule);
  if (a.weight !== b.weight) return b.weight - a.weight;
  if (a.rule !== b.rule) return MATCH_RULES.indexOf(a.rule) - MATCH_RULES.indexOf(b.rule);
  return identityRef(a.identity) < identityRef(b.identity) ? -1 : 1;
}
