import type { FieldComparison } from '../../model/correlation.ts';
import type { CandidateIndex } from '../candidates/candidate-index.ts';
import { compareFields } from '../compare/compare.ts';
import { type NameOutcomes, nameOutcomes } from '../compare/compare-names.ts';
import { type NameFit, nameFit } from '../compare/name-fit.ts';
import { type Weights, weigh } from '../compare/weigh.ts';
import { compareEmployeeIds } from '../normalise/employee-ids.ts';
import { compareCrmIds } from '../normalise/identifiers.ts';
import type { AccountTraits, Comparable, IdentityTraits } from '../normalise/traits.ts';
import type { Person } from './persons.ts';
import { type MatchRule, rulesMatching } from './rules.ts';
import { THRESHOLD } from './thresholds.ts';

/** One identity that some rule found, with the rules that found it. */
export interface Match {
  readonly identity: Comparable;
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
  weights(identity: Comparable): Weights;
  fields(identity: Comparable): readonly FieldComparison[];
  names(identity: Comparable): NameOutcomes;
  fit(identity: Comparable): NameFit;
  addresses(identity: Comparable): readonly string[];
  familyOf(identity: Comparable): string | null;
  id(identity: Comparable, which: 'employee_id' | 'crm_id'): Outcome;
  /** The employee id of one of the two is none, since people with other names bear it. */
  ignoresId(identity: Comparable): boolean;
}

type Outcome = FieldComparison['outcome'];

/** Gathers candidate identities by person; `missed` are those that no rule finds good enough. */
export function contendersFrom(
  account: AccountTraits,
  identities: readonly Comparable[],
  index: CandidateIndex,
  compare: Comparer,
): { readonly contenders: readonly Contender[]; readonly missed: readonly Comparable[] } {
  const byPerson = new Map<string, { person: Person; matches: Match[] }>();
  const missed: Comparable[] = [];
  for (const identity of identities) {
    const rules = rulesMatching(account, index.traitsOf(identity));
    if (rules.size === 0 && !addLikeness(rules, account, compare.weights(identity))) {
      missed.push(identity);
      continue;
    }
    const person = index.persons.of(identity);
    const contender = byPerson.get(person.personId);
    if (contender === undefined) byPerson.set(person.personId, { person, matches: [{ identity, rules }] });
    else contender.matches.push({ identity, rules });
  }
  return { contenders: [...byPerson.values()], missed };
}

/** A function's mailbox is like nobody. */
function addLikeness(rules: Set<MatchRule>, account: AccountTraits, weights: Weights): boolean {
  if (account.isRole || weights.total < THRESHOLD.candidate) return false;
  rules.add('similar');
  return true;
}

export function comparer(account: AccountTraits, index: CandidateIndex): Comparer {
  return new AccountComparer(account, index);
}

class AccountComparer implements Comparer {
  readonly #account: AccountTraits;
  readonly #index: CandidateIndex;
  #known: Map<Comparable, Compared> | undefined;

  constructor(account: AccountTraits, index: CandidateIndex) {
    this.#account = account;
    this.#index = index;
  }

  weights(identity: Comparable): Weights {
    return this.#compared(identity).weights;
  }

  fields(identity: Comparable): readonly FieldComparison[] {
    return this.#compared(identity).fields();
  }

  names(identity: Comparable): NameOutcomes {
    return this.#compared(identity).names;
  }

  fit(identity: Comparable): NameFit {
    return this.#compared(identity).fit;
  }

  addresses(identity: Comparable): readonly string[] {
    return this.#index.traitsOf(identity).primary;
  }

  familyOf(identity: Comparable): string | null {
    return this.#index.traitsOf(identity).name.parts.family?.text ?? null;
  }

  ignoresId(identity: Comparable): boolean {
    return this.#account.ignoresEmployeeId || this.#index.traitsOf(identity).ignoresEmployeeId;
  }

  id(identity: Comparable, which: 'employee_id' | 'crm_id'): Outcome {
    return this.#compared(identity).id(which);
  }

  #compared(identity: Comparable): Compared {
    this.#known ??= new Map();
    const before = this.#known.get(identity);
    if (before !== undefined) return before;
    const now = new Compared(this.#account, this.#index.traitsOf(identity));
    this.#known.set(identity, now);
    return now;
  }
}

class Compared {
  readonly #account: AccountTraits;
  readonly #identity: IdentityTraits;
  #weights: Weights | undefined;
  #names: NameOutcomes | undefined;
  #fit: NameFit | undefined;
  #fields: readonly FieldComparison[] | undefined;

  constructor(account: AccountTraits, identity: IdentityTraits) {
    this.#account = account;
    this.#identity = identity;
  }

  get weights(): Weights {
    this.#weights ??= weigh(this.#account, this.#identity);
    return this.#weights;
  }

  get names(): NameOutcomes {
    this.#names ??= nameOutcomes(this.#account.name, this.#identity.name);
    return this.#names;
  }

  get fit(): NameFit {
    this.#fit ??= nameFit(this.#account.name, this.#identity.name);
    return this.#fit;
  }

  /** By itself: most links are decided without a weight. */
  id(which: 'employee_id' | 'crm_id'): Outcome {
    return which === 'employee_id'
      ? compareEmployeeIds(this.#account.employeeId, this.#identity.employeeId)
      : compareCrmIds(this.#account.crmId, this.#identity.crmId);
  }

  fields(): readonly FieldComparison[] {
    this.#fields ??= compareFields(this.#account, this.#identity, this.weights, this.names);
    return this.#fields;
  }
}

/** Employee or CRM ids that both sides state and that differ: the one that does, null when none. */
export function conflictingId(identity: Comparable, compare: Pick<Comparer, 'id'>): 'employee_id' | 'crm_id' | null {
  if (compare.id(identity, 'employee_id') === 'disagree') return 'employee_id';
  return compare.id(identity, 'crm_id') === 'disagree' ? 'crm_id' : null;
}

export function hasRule(contender: Contender, rule: MatchRule): boolean {
  return contender.matches.some((match) => match.rules.has(rule));
}
