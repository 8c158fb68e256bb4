import { type Identity, identityRef } from '../../model/identity.ts';
import { compareNames } from './compare-names.ts';
import { groupPairs } from './disjoint-sets.ts';
import { THRESHOLD } from './thresholds.ts';
import type { IdentityTraits } from './traits.ts';
import { weigh } from './weigh.ts';

/** The identities of one human being, in order of directory and id. */
export interface Person {
  /** Reference of the first identity: the same whatever order the identities came in. */
  readonly personId: string;
  readonly identities: readonly Identity[];
}

export interface Persons {
  of(identity: Identity): Person;
  /** Identities that bear the person's employee id under another name and address: nobody can say whose it is. */
  rivalsOf(person: Person): readonly Identity[];
}

type TraitsOf = (identity: Identity) => IdentityTraits;
type Pair = readonly [Identity, Identity];

/** Identities that share an employee id, and those that share a primary address: only groups of several. */
export interface SharedValues {
  readonly byEmployee: Iterable<readonly Identity[]>;
  readonly byAddress: Iterable<readonly Identity[]>;
  /** Of plain lists that have dates of birth: a date and a part of the name. */
  readonly byBirth: Iterable<readonly Identity[]>;
}

/**
 * One person: identities that share an employee id, or one primary address in different directories when neither employee
 * ids nor names disagree. Two identities with one address in one directory stay two, unless one date of birth says that
 * they are one.
 */
export function groupPersons({ byEmployee, byAddress, byBirth }: SharedValues, traitsOf: TraitsOf): Persons {
  const samePerson: Pair[] = [];
  const rivals = new Map<Identity, Identity[]>();
  for (const bucket of byEmployee) {
    for (const [a, b] of pairsOf(bucket)) {
      if (a.directory === b.directory || !areStrangers(traitsOf(a), traitsOf(b))) samePerson.push([a, b]);
      else {
        file(rivals, a, b);
        file(rivals, b, a);
      }
    }
  }
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
  return personsFrom(groups, rivals);
}

/** Address links can chain strangers together; where they do, only the employee ids count. */
function withoutClashes(
  identities: readonly Identity[],
  samePerson: readonly Pair[],
  sameAddress: readonly Pair[],
  traitsOf: TraitsOf,
): readonly (readonly Identity[])[] {
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

function clashes(group: readonly Identity[], traitsOf: TraitsOf): boolean {
  const employeeIds = new Set(group.flatMap((identity) => traitsOf(identity).employeeId ?? []));
  if (employeeIds.size > 1) return true;
  const directories = new Map<string, Identity>();
  for (const identity of group) {
    const other = directories.get(identity.directory);
    if (other !== undefined && !areOneInDirectory(traitsOf(identity), traitsOf(other))) return true;
    directories.set(identity.directory, identity);
  }
  return false;
}

function areOneInDirectory(a: IdentityTraits, b: IdentityTraits): boolean {
  return sharesEmployeeId(a, b) || wereBornAsOne(a, b);
}

function isOnePerson(bucket: readonly Identity[], traitsOf: TraitsOf): boolean {
  return pairsOf(bucket).every(([a, b]) => {
    const left = traitsOf(a);
    const right = traitsOf(b);
    if (sharesEmployeeId(left, right)) return true;
    if (a.directory === b.directory || compareNames(left.name, right.name) === 'disagree') return false;
    return left.employeeId === null || right.employeeId === null;
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

function sharesEmployeeId(a: IdentityTraits, b: IdentityTraits): boolean {
  return a.employeeId !== null && a.employeeId === b.employeeId;
}

/** After a merger two companies' employee numbers overlap. */
function areStrangers(a: IdentityTraits, b: IdentityTraits): boolean {
  return compareNames(a.name, b.name) === 'disagree' && !a.primary.some((address) => b.primary.includes(address));
}

function personsFrom(
  groups: readonly (readonly Identity[])[],
  rivals: ReadonlyMap<Identity, readonly Identity[]>,
): Persons {
  const personOf = new Map<Identity, Person>();
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
    rivalsOf: (person) =>
      person.identities
        .flatMap((identity) => rivals.get(identity) ?? [])
        .filter((rival) => !person.identities.includes(rival)),
  };
}

function pairsOf(bucket: readonly Identity[]): Pair[] {
  return bucket.flatMap((a, index) => bucket.slice(index + 1).map((b): Pair => [a, b]));
}

function file<K>(buckets: Map<K, Identity[]>, key: K, identity: Identity): void {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [identity]);
  else bucket.push(identity);
}
