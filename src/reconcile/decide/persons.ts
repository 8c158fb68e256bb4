import { identityRef } from '../../model/identity.ts';
import { compareNames } from '../compare/compare-names.ts';
import { nameFit } from '../compare/name-fit.ts';
import { weigh } from '../compare/weigh.ts';
import { compareEmployeeIds, employeeCore } from '../normalise/employee-ids.ts';
import type { Comparable, IdentityTraits } from '../normalise/traits.ts';
import { groupPairs } from './disjoint-sets.ts';
import { isOneOfTwoSpellings, type Pair, pairsOf, readEmployeeId } from './one-employee-id.ts';
import { THRESHOLD } from './thresholds.ts';

/** The identities of one human being, in order of directory and id. */
export interface Person {
  /** Reference of the first identity: the same whatever order the identities came in. */
  readonly personId: string;
  readonly identities: readonly Comparable[];
}

export interface Persons {
  of(identity: Comparable): Person;
  /** Identities that bear the person's employee id under another name and address: nobody can say whose it is. */
  rivalsOf(person: Person): readonly Comparable[];
  /** Whether nobody else is the same person, or may be by an employee id. */
  isAlone(identity: Comparable): boolean;
  /** Employee ids that are none: people with other names bear them. */
  readonly noIds: ReadonlySet<string>;
}

type TraitsOf = (identity: Comparable) => IdentityTraits;

/** Identities that share the core of an employee id, and those that share a primary address: only groups of several. */
export interface SharedValues {
  readonly byEmployee: Iterable<readonly Comparable[]>;
  readonly byAddress: Iterable<readonly Comparable[]>;
  /** Of plain lists that have dates of birth: a date and a part of the name. */
  readonly byBirth: Iterable<readonly Comparable[]>;
}

/**
 * One person: identities that share an employee id, where names and addresses do not speak against it, or one primary
 * address in different directories when neither employee ids nor names disagree. Two identities with one address in one
 * directory stay two, unless one date of birth says that they are one.
 */
export function groupPersons({ byEmployee, byAddress, byBirth }: SharedValues, readTraits: TraitsOf): Persons {
  const { samePerson, rivals, noIds } = byEmployeeId(byEmployee, readTraits);
  const traitsOf: TraitsOf = (identity) => {
    const traits = readTraits(identity);
    return traits.employeeId !== null && noIds.has(traits.employeeId) ? traits.ignoringEmployeeId() : traits;
  };
  const sameAddress: Pair[] = [];
  for (const bucket of byAddress) {
    if (isOnePerson(bucket, traitsOf)) sameAddress.push(...pairsOf(bucket));
    else samePerson.push(...pairsOf(bucket).filter(([a, b]) => wereBornAsOne(traitsOf(a), traitsOf(b))));
  }
  for (const bucket of byBirth)
    samePerson.push(...pairsOf(bucket).filter(([a, b]) => wereBornAsOne(traitsOf(a), traitsOf(b))));
  const involved = new Set([...samePerson, ...sameAddress].flat());
  const identities = [...involved].sort((a, b) => (identityRef(a) < identityRef(b) ? -1 : 1));
  const groups = withoutClashes(identities, samePerson, sameAddress, traitsOf);
  return { ...personsFrom(groups, rivals), noIds };
}

function byEmployeeId(buckets: Iterable<readonly Comparable[]>, readTraits: TraitsOf) {
  const samePerson: Pair[] = [];
  const rivals = new Map<Comparable, Comparable[]>();
  const noIds = new Set<string>();
  for (const bucket of buckets) {
    const spellings = new Map<string, { readonly identity: Comparable; readonly traits: IdentityTraits }[]>();
    for (const identity of bucket) {
      const traits = readTraits(identity);
      if (traits.employeeId !== null) push(spellings, traits.employeeId, { identity, traits });
    }
    for (const [key, bearers] of spellings) {
      if (bearers.length < 2) continue;
      const read = readEmployeeId(key, bearers);
      samePerson.push(...read.same);
      if (read.isNone) noIds.add(key);
      for (const [a, b] of read.rivals) {
        push(rivals, a, b);
        push(rivals, b, a);
      }
    }
    const several = [...spellings].filter(([key]) => spellings.size > 1 && !noIds.has(key));
    for (const [[, left], [, right]] of pairsOf(several))
      for (const a of left)
        for (const b of right) if (isOneOfTwoSpellings(a.traits, b.traits)) samePerson.push([a.identity, b.identity]);
  }
  return { samePerson, rivals, noIds };
}

/** Address links can chain strangers together; where they do, only the employee ids count. */
function withoutClashes(
  identities: readonly Comparable[],
  samePerson: readonly Pair[],
  sameAddress: readonly Pair[],
  traitsOf: TraitsOf,
): readonly (readonly Comparable[])[] {
  const groups = groupPairs(identities, [...samePerson, ...sameAddress]);
  return groups.flatMap((group) => {
    if (group.length < 2 || !clashes(group, traitsOf)) return [group];
    const members = new Set(group);
    return groupPairs(
      group,
      samePerson.filter(([a]) => members.has(a)),
    );
  });
}

function clashes(group: readonly Comparable[], traitsOf: TraitsOf): boolean {
  const cores = new Set(
    group.flatMap((identity) => {
      const { employeeId } = traitsOf(identity);
      return employeeId === null ? [] : employeeCore(employeeId);
    }),
  );
  if (cores.size > 1) return true;
  const directories = new Map<string, Comparable>();
  for (const identity of group) {
    const other = directories.get(identity.directory);
    if (other !== undefined && !areOneInDirectory(traitsOf(identity), traitsOf(other))) return true;
    directories.set(identity.directory, identity);
  }
  return false;
}

function areOneInDirectory(a: IdentityTraits, b: IdentityTraits): boolean {
  return (bearOneId(a, b) && nameFit(a.name, b.name) !== 'other') || wereBornAsOne(a, b);
}

function isOnePerson(bucket: readonly Comparable[], traitsOf: TraitsOf): boolean {
  return pairsOf(bucket).every(([a, b]) => {
    const left = traitsOf(a);
    const right = traitsOf(b);
    if (bearOneId(left, right)) return a.directory !== b.directory || nameFit(left.name, right.name) !== 'other';
    if (a.directory === b.directory || compareNames(left.name, right.name) === 'disagree') return false;
    return compareEmployeeIds(left.employeeId, right.employeeId) !== 'disagree';
  });
}

/** Two entries of one list for one person: a date of birth and more agree, and together that is as rare as an identifier. */
function wereBornAsOne(a: IdentityTraits, b: IdentityTraits): boolean {
  if (a.birthDate === null || b.birthDate === null) return false;
  const { total, employeeId, crmId, names, address } = weigh(a, b);
  if (employeeId === 'disagree' || crmId === 'disagree') return false;
  // One address of two entries whose names fit needs less: dates of birth are mistyped too.
  const fits = address.level === 'same' && names.given !== 'other' && names.family !== 'other';
  return total >= (fits ? THRESHOLD.sameAddress : THRESHOLD.definite);
}

/** In one spelling or two. */
function bearOneId(a: IdentityTraits, b: IdentityTraits): boolean {
  const outcome = compareEmployeeIds(a.employeeId, b.employeeId);
  return outcome === 'agree' || outcome === 'near';
}

function personsFrom(
  groups: readonly (readonly Comparable[])[],
  rivals: ReadonlyMap<Comparable, readonly Comparable[]>,
): Omit<Persons, 'noIds'> {
  const personOf = new Map<Comparable, Person>();
  for (const group of groups) {
    if (group.length < 2) continue;
    const [first] = group;
    if (first === undefined) continue;
    const person: Person = { personId: identityRef(first), identities: group };
    for (const identity of group) personOf.set(identity, person);
  }
  return {
    // Most people have one identity: theirs is made when asked for.
    of: (identity) => personOf.get(identity) ?? { personId: identityRef(identity), identities: [identity] },
    isAlone: (identity) => !personOf.has(identity) && !rivals.has(identity),
    rivalsOf: (person) =>
      person.identities
        .flatMap((identity) => rivals.get(identity) ?? [])
        .filter((rival) => !person.identities.includes(rival)),
  };
}

function push<K, V>(buckets: Map<K, V[]>, key: K, value: V): void {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [value]);
  else bucket.push(value);
}
