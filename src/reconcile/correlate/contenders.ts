import type { FieldComparison } from '../../model/correlation.ts';
import type { Identity } from '../../model/identity.ts';
import type { CandidateIndex } from './candidate-index.ts';
import { compareFields } from './compare.ts';
import { compareCrmIds, compareEmployeeIds } from './identifiers.ts';
import type { Person } from './persons.ts';
import { type MatchRule, rulesMatching } from './rules.ts';
import type { AccountTraits } from './traits.ts';

/** One identity that some rule found, with the rules that found it. */
interface Match {
  readonly identity: Identity;
  readonly rules: ReadonlySet<MatchRule>;
}

/** A person who might own the account. */
export interface Contender {
  readonly person: Person;
  /** Their identities that some rule found, as the index gave them. */
  readonly matches: readonly Match[];
}

/** Compares one account with identities, each at most once. */
export interface Comparer {
  fields(identity: Identity): readonly FieldComparison[];
  /** Without the rest: of a crowd of one name most are never looked at closely. */
  idsConflict(identity: Identity): boolean;
}

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

export function comparer(account: AccountTraits, index: CandidateIndex): Comparer {
  const known = new Map<Identity, readonly FieldComparison[]>();
  return {
    fields(identity) {
      const comparisons = known.get(identity) ?? compareFields(account, index.traitsOf(identity));
      known.set(identity, comparisons);
      return comparisons;
    },
    idsConflict(identity) {
      const { employeeId, crmId } = index.traitsOf(identity);
      return (
        compareEmployeeIds(account.employeeId, employeeId) === 'disagree' ||
        compareCrmIds(account.crmId, crmId) === 'disagree'
      );
    },
  };
}

export function hasRule(contender: Contender, rule: MatchRule): boolean {
  return contender.matches.some((match) => match.rules.has(rule));
}
