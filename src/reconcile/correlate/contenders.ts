import type { FieldComparison } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import type { CandidateIndex } from './candidate-index.ts';
import { compareFields } from './compare.ts';
import type { Person } from './persons.ts';
import { type MatchRule, rulesMatching } from './rules.ts';
import type { AccountTraits } from './traits.ts';

/** One identity that some rule found, with the rules that found it. */
export interface Match {
  readonly identity: Identity;
  readonly rules: ReadonlySet<MatchRule>;
}

/** A person who might own the account. */
export interface Contender {
  readonly person: Person;
  /** Their identities that some rule found, as the index gave them. */
  readonly matches: readonly Match[];
}

export type Compare = (identity: Identity) => readonly FieldComparison[];

/** Gathers candidate identities by person. */
export function contendersFrom(
  account: AccountTraits,
  identities: readonly Identity[],
  index: CandidateIndex,
): readonly Contender[] {
  const byPerson = new Map<string, { person: Person; matches: Match[] }>();
  for (const identity of identities) {
    const rules = rulesMatching(account, index.traitsOf(identity));
    if (rules.size === 0) continue;
    const person = index.persons.of(identity);
    const contender = byPerson.get(person.personId);
    if (contender === undefined) byPerson.set(person.personId, { person, matches: [{ identity, rules }] });
    else contender.matches.push({ identity, rules });
  }
  return [...byPerson.values()];
}

/** Compares lazily and once: most candidates of a common name are never looked at closely. */
export function comparer(account: AccountTraits, index: CandidateIndex): Compare {
  const known = new Map<Identity, readonly FieldComparison[]>();
  return (identity) => {
    const comparisons = known.get(identity) ?? compareFields(account, index.traitsOf(identity));
    known.set(identity, comparisons);
    return comparisons;
  };
}

export function hasRule(contender: Contender, rule: MatchRule): boolean {
  return contender.matches.some((match) => match.rules.has(rule));
}
