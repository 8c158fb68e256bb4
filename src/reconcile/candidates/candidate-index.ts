import { identityRef } from '../../model/identity.ts';
import type { ListedPeople } from '../decide/listed-identity.ts';
import { groupPersons, type Persons } from '../decide/persons.ts';
import { type AccountTraits, type Comparable, type IdentityTraits, identityTraits } from '../normalise/traits.ts';
import { BriefsBuilder } from './briefs.ts';
import {
  addressHash,
  birthKeys,
  employeeHash,
  namedAccountKeys,
  refHash,
  strongKeys,
  weakAccountKeys,
  weakIdentityKeys,
} from './keys.ts';
import { type Postings, PostingsBuilder } from './postings.ts';

/** No account is compared with more identities than this: 5,000 people of one name cost no more than 50. */
export const MOST_CANDIDATES = 50;
/** A key with more identities than this is skipped: it says too little about any of them. */
const MOST_UNDER_A_KEY = 200;
/**
 * How many identities stay parsed: accounts that share a key ask for the same 50 again and again, the others come once. More
 * would outlive the collector's short rounds, which costs several times what it saves.
 */
const MOST_TRAITS = 64;

export interface CandidateSet {
  /** Strongest keys first. */
  readonly identities: readonly Comparable[];
  /** At least so many were found by the same keys and left out. */
  readonly dropped: number;
  /** Some of those left out share an identifier or an address: nothing is certain then. */
  readonly droppedStrong: boolean;
  /** Some of those left out share two things at once that nobody shares by chance. */
  readonly droppedJoint: boolean;
  /** Alike by something loose, and left out. */
  readonly notCompared: number;
}

export interface CandidateIndex {
  readonly persons: Persons;
  /** Those that share an identifier or an address. */
  identified(account: AccountTraits): CandidateSet;
  /**
   * The one identity that has the account's address and whole name, where the rules come to it as well and have nothing
   * else to weigh: nobody else is found by an identifier of the account, and neither side has one that the other has too.
   * Null: there may be more to it. It is answered without reading anybody.
   */
  soleBearer(account: AccountTraits): Comparable | null;
  /** Those and all that have the whole name: fewer than have something alike, and sooner found. */
  named(account: AccountTraits): CandidateSet;
  /** Those and all that have something alike. */
  candidates(account: AccountTraits): CandidateSet;
  traitsOf(identity: Comparable): IdentityTraits;
  /** The account as it compares: an employee id that people with other names bear is none. */
  knowing(account: AccountTraits): AccountTraits;
  /** By directory and id, former ids included; null: no read shows it. */
  find(identity: Pick<Comparable, 'directory' | 'identityId'>): Comparable | null;
}

export interface CandidateIndexOptions {
  /** Former references of identities and what they are now. */
  readonly aliases?: ReadonlyMap<string, string>;
}

/** Files identities under their keys, so that an account meets only those that share one with it. */
export function buildCandidateIndex(
  identities: readonly Comparable[],
  options: CandidateIndexOptions = {},
): CandidateIndex {
  const building = candidateIndexBuilder(options);
  for (const identity of identities) building.add(identity);
  return building.build();
}

/** Everybody by number. */
interface Population {
  at(number: number): Comparable | undefined;
}

/** Of a list, whose people are made when somebody asks for them. */
export interface ListIndex extends CandidateIndex {
  /** The number of the sole bearer, as `soleBearer`; -1: there may be more to it. */
  soleBearerAt(account: AccountTraits): number;
}

export function listIndex(people: ListedPeople): ListIndex {
  const files = newFiles();
  const briefs = new BriefsBuilder();
  for (let row = 0; row < people.length; row += 1) {
    const traits = identityTraits(people.passing(row));
    file(files, traits, row);
    briefs.add(traits);
  }
  return indexOf(people, (row) => people.known(row), files, briefs);
}

/** The same, identity by identity: `kept` stands for it from then on, in less memory. */
export function candidateIndexBuilder(options: CandidateIndexOptions = {}) {
  const identities: Comparable[] = [];
  const files = newFiles();
  const briefs = new BriefsBuilder();
  return {
    add(identity: Comparable, kept: Comparable = identity): void {
      const traits = identityTraits(identity);
      file(files, traits, identities.length);
      files.refs.add(refHash(identityRef(identity)), identities.length);
      briefs.add(traits);
      identities.push(kept);
    },
    build(): CandidateIndex {
      const at = (number: number) => identities[number];
      return indexOf({ at }, at, files, briefs, options.aliases);
    },
  };
}

/** `grouped`: whoever may be one person with somebody else, or nobody; the same as everybody where all are at hand. */
function indexOf(
  identities: Population,
  grouped: (number: number) => Comparable | null | undefined,
  files: Files,
  briefs: BriefsBuilder,
  aliases: CandidateIndexOptions['aliases'] = undefined,
): ListIndex {
  const byRef = (a: number, b: number) => compareRefs(identities.at(a), identities.at(b));
  const strong = files.strong.build(byRef);
  const weak = files.weak.build(byRef);
  const refs = files.refs.build(byRef);
  const find = (ref: string): Comparable | null => {
    for (const number of refs.take(refHash(ref), MOST_CANDIDATES)) {
      const identity = identities.at(number);
      if (identity !== undefined && identityRef(identity) === ref) return identity;
    }
    return null;
  };
  const persons = personsOf(identities, files, byRef);
  const isNoId = (employeeId: string): boolean =>
    persons.noIds.has(employeeId) || strong.count(employeeHash(employeeId)) > MOST_OF_ONE_PERSON;
  const noIds = new Set([...persons.noIds].map(employeeHash));
  const soleBearerAt = (account: AccountTraits): number => {
    const found = briefs.bearer(account, (key) => strong.take(key, MOST_CANDIDATES));
    if (found === null) return -1;
    const identity = grouped(found.at) ?? null;
    if (identity !== null && !persons.isAlone(identity)) return -1;
    const { at, employee } = found;
    const isDoubtful = employee !== null && (noIds.has(employee) || strong.count(employee) > MOST_OF_ONE_PERSON);
    return isDoubtful ? -1 : at;
  };
  return {
    persons,
    soleBearerAt,
    soleBearer(account) {
      const at = soleBearerAt(account);
      return at < 0 ? null : (identities.at(at) ?? null);
    },
    traitsOf: remembering((identity) => identityTraits(identity, isNoId)),
    knowing: (account) =>
      account.employeeId !== null && isNoId(account.employeeId) ? account.ignoringEmployeeId() : account,
    find(identity) {
      const ref = identityRef(identity);
      const now = aliases?.get(ref);
      return find(ref) ?? (now === undefined ? null : find(now));
    },
    identified(account) {
      const gathering = new Gathering(identities, byRef);
      gathering.add(strong, strongKeys(account));
      return gathering.set(gathering.dropped > 0, false);
    },
    named(account) {
      const keys = namedAccountKeys(account);
      const gathering = new Gathering(identities, byRef);
      gathering.add(strong, strongKeys(account));
      const droppedStrong = gathering.dropped > 0;
      gathering.add(strong, keys);
      gathering.add(weak, keys);
      return gathering.set(droppedStrong, false);
    },
    candidates(account) {
      const keys = weakAccountKeys(account);
      const gathering = new Gathering(identities, byRef);
      gathering.add(strong, strongKeys(account));
      const droppedStrong = gathering.dropped > 0;
      // Near ids are looked up among the ids, dates of birth among the rest.
      gathering.add(strong, keys.joint);
      gathering.add(weak, keys.joint);
      const droppedJoint = gathering.dropped > 0;
      gathering.add(strong, keys.named);
      gathering.add(weak, keys.named);
      gathering.addLoose(weak, keys.loose);
      return gathering.set(droppedStrong, droppedJoint);
    },
  };
}

/** Collects identities up to the cap, and counts what it leaves out. */
class Gathering {
  readonly #identities: Population;
  readonly #byRef: Compare;
  readonly #found = new Set<number>();
  dropped = 0;
  #notCompared = 0;

  constructor(identities: Population, byRef: Compare) {
    this.#identities = identities;
    this.#byRef = byRef;
  }

  add(postings: Postings, keys: readonly number[]): void {
    for (const key of keys) {
      const items = postings.take(key, MOST_CANDIDATES);
      if (items.length === 0) continue;
      const missed = postings.count(key) - this.#take(items.length > 1 ? [...items].sort(this.#byRef) : items);
      if (missed > this.dropped) this.dropped = missed;
    }
  }

  /** Rarest first: what few people share says most. */
  addLoose(postings: Postings, keys: readonly number[]): void {
    const counted = keys.map((key) => ({ key, count: postings.count(key) })).filter(({ count }) => count > 0);
    counted.sort((a, b) => a.count - b.count);
    for (const { key, count } of counted) {
      const missed = count > MOST_UNDER_A_KEY ? count : count - this.#take(postings.take(key, MOST_CANDIDATES));
      if (missed > this.#notCompared) this.#notCompared = missed;
    }
  }

  set(droppedStrong: boolean, droppedJoint: boolean): CandidateSet {
    const identities: Comparable[] = [];
    for (const at of this.#found) {
      const identity = this.#identities.at(at);
      if (identity !== undefined) identities.push(identity);
    }
    return { identities, dropped: this.dropped, droppedStrong, droppedJoint, notCompared: this.#notCompared };
  }

  /** Which of them meet the cap must not depend on the order in which they were filed. */
  #take(items: readonly number[]): number {
    const isTight = this.#found.size + items.length > MOST_CANDIDATES;
    let taken = 0;
    for (const item of isTight ? [...items].sort(this.#byRef) : items) {
      if (!this.#found.has(item)) {
        if (this.#found.size === MOST_CANDIDATES) continue;
        this.#found.add(item);
      }
      taken += 1;
    }
    return taken;
  }
}

type ReadTraits = (identity: Comparable) => IdentityTraits;
type Compare = (a: number, b: number) => number;

/** More identities than anyone has: what they share is a default value, not a person. */
const MOST_OF_ONE_PERSON = 8;

/** What identities are filed in while they come. */
type Files = ReturnType<typeof newFiles>;

function newFiles() {
  return {
    strong: new PostingsBuilder(),
    weak: new PostingsBuilder(),
    refs: new PostingsBuilder(),
    employees: new PostingsBuilder(),
    addresses: new PostingsBuilder(),
    births: new PostingsBuilder(),
  };
}

function file(files: Files, traits: IdentityTraits, at: number): void {
  for (const key of strongKeys(traits)) files.strong.add(key, at);
  if (traits.employeeId !== null) files.employees.add(employeeHash(traits.employeeId), at);
  for (const address of traits.primary) files.addresses.add(addressHash(address), at);
  for (const key of birthKeys(traits)) files.births.add(key, at);
  const { joint, named, loose } = weakIdentityKeys(traits);
  const keys = joint.length === 0 ? [...named, ...loose] : [...joint, ...named, ...loose];
  keys.forEach((key, place) => {
    if (keys.indexOf(key) === place) files.weak.add(key, at);
  });
}

function personsOf(identities: Population, files: Files, compare: Compare): Persons {
  const members = function* (postings: PostingsBuilder) {
    for (const items of postings.build(compare).shared(MOST_OF_ONE_PERSON))
      yield [...items].sort(compare).flatMap((at) => identities.at(at) ?? []);
  };
  return groupPersons(
    { byEmployee: members(files.employees), byAddress: members(files.addresses), byBirth: members(files.births) },
    identityTraits,
  );
}

function remembering(readTraits: ReadTraits): ReadTraits {
  let latest = new Map<Comparable, IdentityTraits>();
  let earlier = new Map<Comparable, IdentityTraits>();
  return (identity) => {
    const known = latest.get(identity);
    if (known !== undefined) return known;
    const traits = earlier.get(identity) ?? readTraits(identity);
    // Whoever was not asked for since the last time is forgotten.
    if (latest.size === MOST_TRAITS) [latest, earlier] = [new Map(), latest];
    latest.set(identity, traits);
    return traits;
  };
}

function compareRefs(a: Comparable | undefined, b: Comparable | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return compareText(a.directory, b.directory) || compareText(a.identityId, b.identityId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
