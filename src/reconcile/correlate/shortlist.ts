import type { Candidate } from '../../model/correlation.ts';
import { identityRef } from '../../model/identity.ts';
import { idsConflict } from './compare.ts';
import type { Compare, Contender } from './contenders.ts';
import type { Decision } from './decide.ts';
import { whyNotLinked } from './explain.ts';
import { MATCH_RULES, type MatchRule } from './rules.ts';

/** How many candidates a person is shown. */
const SHOWN = 3;

const CANDIDATE_CONFIDENCE: Readonly<Record<MatchRule, number>> = {
  employee_id: 0.7,
  crm_id: 0.7,
  email: 0.7,
  secondary_email: 0.65,
  domain_alias: 0.65,
  plus_tag: 0.6,
  name: 0.4,
};
const CONFLICTING = 0.3;

interface Entry {
  readonly candidate: Candidate;
  readonly rank: number;
  readonly personId: string;
}

/** The best candidates for a person to decide on: first the best identity of each person, then further ones of the same. */
export function shortlist(
  contenders: readonly Contender[],
  decision: Extract<Decision, { kind: 'disputed' }>,
  compare: Compare,
): { readonly candidates: readonly Candidate[]; readonly dropped: number } {
  const total = contenders.reduce((sum, contender) => sum + contender.matches.length, 0);
  const entries = contenders.flatMap((contender) => entriesOf(contender, decision, compare)).sort(byStrength);
  const seen = new Set<string>();
  const firsts: Entry[] = [];
  const furthers: Entry[] = [];
  for (const entry of entries) {
    (seen.has(entry.personId) ? furthers : firsts).push(entry);
    seen.add(entry.personId);
  }
  const kept = [...firsts, ...furthers].slice(0, SHOWN).sort(byStrength);
  return { candidates: kept.map(({ candidate }) => candidate), dropped: total - kept.length };
}

function entriesOf(
  { person, matches }: Contender,
  { problem, persons }: Extract<Decision, { kind: 'disputed' }>,
  compare: Compare,
): readonly Entry[] {
  return matches.flatMap(({ identity, rules }) => {
    const rule = MATCH_RULES.find((one) => rules.has(one));
    if (rule === undefined) return [];
    const comparisons = compare(identity);
    const confidence = idsConflict(comparisons) ? CONFLICTING : CANDIDATE_CONFIDENCE[rule];
    const whyNot = whyNotLinked(rule, comparisons, problem, persons.has(person.personId));
    const candidate: Candidate = { identity, rule, confidence, comparisons, whyNot };
    return [{ candidate, rank: MATCH_RULES.indexOf(rule), personId: person.personId }];
  });
}

function byStrength(a: Entry, b: Entry): number {
  if (a.candidate.confidence !== b.candidate.confidence) return b.candidate.confidence - a.candidate.confidence;
  if (a.rank !== b.rank) return a.rank - b.rank;
  return identityRef(a.candidate.identity) < identityRef(b.candidate.identity) ? -1 : 1;
}
