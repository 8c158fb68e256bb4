import type { Candidate } from '../../model/correlation.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { Comparer, Contender } from './contenders.ts';
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
  readonly identity: Identity;
  readonly rule: MatchRule;
  readonly confidence: number;
  readonly personId: string;
}

/** The best candidates for a person to decide on: first the best identity of each person, then further ones of the same. */
export function shortlist(
  contenders: readonly Contender[],
  { problem, persons }: Extract<Decision, { kind: 'disputed' }>,
  compare: Comparer,
): { readonly candidates: readonly Candidate[]; readonly dropped: number } {
  const entries = contenders.flatMap((contender) => entriesOf(contender, compare)).sort(byStrength);
  const seen = new Set<string>();
  const firsts: Entry[] = [];
  const furthers: Entry[] = [];
  for (const entry of entries) {
    (seen.has(entry.personId) ? furthers : firsts).push(entry);
    seen.add(entry.personId);
  }
  const kept = [...firsts, ...furthers].slice(0, SHOWN).sort(byStrength);
  const candidates = kept.map(({ identity, rule, confidence, personId }): Candidate => {
    const comparisons = compare.fields(identity);
    const whyNot = whyNotLinked(rule, comparisons, problem, persons.has(personId));
    return { identity, rule, confidence, comparisons, whyNot };
  });
  return { candidates, dropped: entries.length - kept.length };
}

function entriesOf({ person, matches }: Contender, compare: Comparer): readonly Entry[] {
  return matches.flatMap(({ identity, rules }) => {
    const rule = MATCH_RULES.find((one) => rules.has(one));
    if (rule === undefined) return [];
    const confidence = compare.idsConflict(identity) ? CONFLICTING : CANDIDATE_CONFIDENCE[rule];
    return [{ identity, rule, confidence, personId: person.personId }];
  });
}

function byStrength(a: Entry, b: Entry): number {
  if (a.confidence !== b.confidence) return b.confidence - a.confidence;
  if (a.rule !== b.rule) return MATCH_RULES.indexOf(a.rule) - MATCH_RULES.indexOf(b.rule);
  return identityRef(a.identity) < identityRef(b.identity) ? -1 : 1;
}
