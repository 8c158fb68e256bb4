import { type Identity, identityRef } from '../../model/identity.ts';
import { accountKeys, identityKeys } from './keys.ts';
import { groupPersons, type Persons } from './persons.ts';
import { type AccountTraits, type IdentityTraits, identityTraits } from './traits.ts';

/** No account is compared with more identities than this: 5,000 people of one name cost no more than 50. */
export const MOST_CANDIDATES = 50;

export interface CandidateSet {
  /** Strongest keys first. */
  readonly identities: readonly Identity[];
  /** Found by the same keys and left out. */
  readonly dropped: number;
  /** Some of those left out share an identifier or an address: nothing is certain then. */
  readonly droppedStrong: boolean;
}

export interface CandidateIndex {
  readonly persons: Persons;
  candidates(account: AccountTraits): CandidateSet;
  traitsOf(identity: Identity): IdentityTraits;
  /** By directory and id, former ids included; null: no read shows it. */
  find(identity: Pick<Identity, 'directory' | 'identityId'>): Identity | null;
}

export interface CandidateIndexOptions {
  /** Former references of identities and what they are now. */
  readonly aliases?: ReadonlyMap<string, string>;
}

/** Files identities under their keys, so that an account meets only those that share one with it. */
export function buildCandidateIndex(
  identities: readonly Identity[],
  options: CandidateIndexOptions = {},
): CandidateIndex {
  const ordered = [...identities].sort((a, b) => compareText(identityRef(a), identityRef(b)));
  const byRef = new Map(ordered.map((identity) => [identityRef(identity), identity]));
  const buckets = new Map<string, Identity[]>();
  const persons = groupPersons(ordered, (identity) => identityTraits(identity.latest));
  for (const identity of ordered) {
    for (const key of new Set(identityKeys(identityTraits(identity.latest)))) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [identity]);
      else bucket.push(identity);
    }
  }

  // Only identities that some account meets are kept taken apart.
  const traits = new Map<Identity, IdentityTraits>();
  const traitsOf = (identity: Identity): IdentityTraits => {
    const known = traits.get(identity) ?? identityTraits(identity.latest);
    traits.set(identity, known);
    return known;
  };

  const unionSize = unionSizes(buckets);
  return {
    persons,
    traitsOf,
    find(identity) {
      const ref = identityRef(identity);
      return byRef.get(ref) ?? byRef.get(options.aliases?.get(ref) ?? '') ?? null;
    },
    candidates(account) {
      const { strong, weak } = accountKeys(account);
      const found = new Set<Identity>();
      collect(strong, buckets, found);
      const droppedStrong = found.size === MOST_CANDIDATES && unionSize(strong) > found.size;
      collect(weak, buckets, found);
      const total = found.size < MOST_CANDIDATES ? found.size : unionSize([...strong, ...weak]);
      return { identities: [...found], dropped: total - found.size, droppedStrong };
    },
  };
}

function collect(keys: readonly string[], buckets: ReadonlyMap<string, readonly Identity[]>, into: Set<Identity>) {
  for (const key of keys) {
    for (const identity of buckets.get(key) ?? []) {
      if (into.size === MOST_CANDIDATES) return;
      into.add(identity);
    }
  }
}

/** How many identities some keys lead to. Thousands of accounts share the keys of a big bucket: it is counted once. */
function unionSizes(buckets: ReadonlyMap<string, readonly Identity[]>): (keys: readonly string[]) => number {
  const bigUnions = new Map<string, ReadonlySet<Identity>>();
  return (keys) => {
    const known = [...new Set(keys)].filter((key) => buckets.has(key));
    const big = known.filter((key) => (buckets.get(key)?.length ?? 0) > MOST_CANDIDATES);
    const cacheKey = big.join('\n');
    const union = bigUnions.get(cacheKey) ?? new Set(big.flatMap((key) => buckets.get(key) ?? []));
    bigUnions.set(cacheKey, union);
    const rest = new Set(known.filter((key) => !big.includes(key)).flatMap((key) => buckets.get(key) ?? []));
    return union.size + [...rest].filter((identity) => !union.has(identity)).length;
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
