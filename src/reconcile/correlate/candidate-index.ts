import { type Identity, identityRef } from '../../model/identity.ts';
import {
  addressHash,
  birthKeys,
  employeeHash,
  refHash,
  strongKeys,
  weakAccountKeys,
  weakIdentityKeys,
} from './keys.ts';
import { groupPersons, type Persons } from './persons.ts';
import { type Postings, PostingsBuilder } from './postings.ts';
import { type AccountTraits, type IdentityTraits, identityTraits, type PersonalFields } from './traits.ts';

/** No account is compared with more identities than this: 5,000 people of one name cost no more than 50. */
export const MOST_CANDIDATES = 50;
/** A key of so many says so little that a few of them are not worth a look. */
const CROWD = 200;
/** Identities that are kept taken apart: a crowd asks for the same 50 again and again, the rest is met once. */
const MOST_TRAITS = 5_000;

export interface CandidateSet {
  /** Strongest keys first. */
  readonly identities: readonly Identity[];
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
  /** Those and all that have something alike. */
  candidates(account: AccountTraits): CandidateSet;
  traitsOf(identity: Identity): IdentityTraits;
  /** By directory and id, former ids included; null: no read shows it. */
  find(identity: Pick<Identity, 'directory' | 'identityId'>): Identity | null;
}

export interface CandidateIndexOptions {
  /** Former references of identities and what they are now. */
  readonly aliases?: ReadonlyMap<string, string>;
  readonly personal?: (identity: Identity) => PersonalFields;
}

/** Files identities under their keys, so that an account meets only those that share one with it. */
export function buildCandidateIndex(
  identities: readonly Identity[],
  options: CandidateIndexOptions = {},
): CandidateIndex {
  const readTraits = (identity: Identity) => identityTraits(identity, options.personal?.(identity));
  const byRef = (a: number, b: number) => compareRefs(identities[a], identities[b]);
  const { strong, persons, refs } = fileStrong(identities, readTraits, byRef);
  const traitsOf = remembering(readTraits);
  let weak: Postings | null = null;
  // Filed when an account turns up that no identifier settles: whoever has none of those never waits for it.
  const weakPostings = () => {
    weak ??= fileWeak(identities, readTraits, byRef);
    return weak;
  };

  const find = (ref: string): Identity | null => {
    const at = refs.take(refHash(ref), MOST_CANDIDATES).find((one) => refAt(identities, one) === ref);
    return at === undefined ? null : (identities[at] ?? null);
  };
  return {
    persons,
    traitsOf,
    find(identity) {
      const ref = identityRef(identity);
      const now = options.aliases?.get(ref);
      return find(ref) ?? (now === undefined ? null : find(now));
    },
    identified(account) {
      const gathering = new Gathering(identities);
      gathering.add(strong, strongKeys(account));
      return gathering.set(gathering.dropped > 0, false);
    },
    candidates(account) {
      const keys = weakAccountKeys(account);
      const gathering = new Gathering(identities);
      gathering.add(strong, strongKeys(account));
      const droppedStrong = gathering.dropped > 0;
      // Near ids are looked up among the ids, dates of birth among the rest.
      gathering.add(strong, keys.joint);
      gathering.add(weakPostings(), keys.joint);
      const droppedJoint = gathering.dropped > 0;
      gathering.add(strong, keys.named);
      gathering.add(weakPostings(), keys.named);
      gathering.addLoose(weakPostings(), keys.loose);
      return gathering.set(droppedStrong, droppedJoint);
    },
  };
}

/** Collects identities up to the cap, and counts what it leaves out. */
class Gathering {
  readonly #identities: readonly Identity[];
  readonly #found = new Set<number>();
  dropped = 0;
  #notCompared = 0;

  constructor(identities: readonly Identity[]) {
    this.#identities = identities;
  }

  add(postings: Postings, keys: readonly number[]): void {
    for (const key of keys) {
      const items = postings.take(key, MOST_CANDIDATES);
      if (items.length === 0) continue;
      const missed = postings.count(key) - this.#take(items);
      if (missed > this.dropped) this.dropped = missed;
    }
  }

  /** Rarest first: what few people share says most. */
  addLoose(postings: Postings, keys: readonly number[]): void {
    const counted = keys.map((key) => ({ key, count: postings.count(key) })).filter(({ count }) => count > 0);
    counted.sort((a, b) => a.count - b.count);
    for (const { key, count } of counted) {
      const missed = count > CROWD ? count : count - this.#take(postings.take(key, MOST_CANDIDATES));
      if (missed > this.#notCompared) this.#notCompared = missed;
    }
  }

  set(droppedStrong: boolean, droppedJoint: boolean): CandidateSet {
    const identities: Identity[] = [];
    for (const at of this.#found) {
      const identity = this.#identities[at];
      if (identity !== undefined) identities.push(identity);
    }
    return { identities, dropped: this.dropped, droppedStrong, droppedJoint, notCompared: this.#notCompared };
  }

  #take(items: readonly number[]): number {
    let taken = 0;
    for (const item of items) {
      if (!this.#found.has(item)) {
        if (this.#found.size === MOST_CANDIDATES) continue;
        this.#found.add(item);
      }
      taken += 1;
    }
    return taken;
  }
}

type ReadTraits = (identity: Identity) => IdentityTraits;
type Compare = (a: number, b: number) => number;

/** More identities than anyone has: what they share is a default value, not a person. */
const MOST_OF_ONE_PERSON = 8;

function fileStrong(identities: readonly Identity[], readTraits: ReadTraits, compare: Compare) {
  const all = new PostingsBuilder();
  const employees = new PostingsBuilder();
  const addresses = new PostingsBuilder();
  const births = new PostingsBuilder();
  const refs = new PostingsBuilder();
  identities.forEach((identity, at) => {
    const traits = readTraits(identity);
    for (const key of strongKeys(traits)) all.add(key, at);
    if (traits.employeeId !== null) employees.add(employeeHash(traits.employeeId), at);
    for (const address of traits.primary) addresses.add(addressHash(address), at);
    for (const key of birthKeys(traits)) births.add(key, at);
    refs.add(refHash(identityRef(identity)), at);
  });
  const members = function* (postings: Postings) {
    for (const items of postings.shared(MOST_OF_ONE_PERSON))
      yield [...items].sort(compare).flatMap((at) => identities[at] ?? []);
  };
  const persons = groupPersons(
    {
      byEmployee: members(employees.build(compare)),
      byAddress: members(addresses.build(compare)),
      byBirth: members(births.build(compare)),
    },
    readTraits,
  );
  return { strong: all.build(compare), refs: refs.build(compare), persons };
}

function fileWeak(identities: readonly Identity[], readTraits: ReadTraits, compare: Compare): Postings {
  const all = new PostingsBuilder();
  identities.forEach((identity, at) => {
    const { joint, named, loose } = weakIdentityKeys(readTraits(identity));
    for (const key of new Set([...joint, ...named, ...loose])) all.add(key, at);
  });
  return all.build(compare);
}

function remembering(readTraits: ReadTraits): ReadTraits {
  const known = new Map<Identity, IdentityTraits>();
  return (identity) => {
    const before = known.get(identity);
    if (before !== undefined) return before;
    if (known.size === MOST_TRAITS) known.clear();
    const traits = readTraits(identity);
    known.set(identity, traits);
    return traits;
  };
}

function refAt(identities: readonly Identity[], at: number): string {
  const identity = identities[at];
  return identity === undefined ? '' : identityRef(identity);
}

function compareRefs(a: Identity | undefined, b: Identity | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return compareText(a.directory, b.directory) || compareText(a.identityId, b.identityId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
