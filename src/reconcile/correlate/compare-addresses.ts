import { distance } from 'fastest-levenshtein';
import { splitAddress } from './addresses.ts';
import { lettersOf } from './name-part.ts';
import type { AccountTraits, IdentityTraits } from './traits.ts';

/** `numbered`: two addresses that only a number tells apart, as of two people with one name. */
export type AddressLevel = 'same' | 'further' | 'tagged' | 'slip' | 'local' | 'numbered' | 'other' | 'missing';

export interface AddressComparison {
  readonly level: AddressLevel;
  /** The address of the identity that decided; null: none did. */
  readonly identity: string | null;
}

/** More addresses than anybody uses are no evidence of likeness: only equality looks at them. */
const MOST_COMPARED = 4;

export function compareAddresses(account: AccountTraits, identity: IdentityTraits): AddressComparison {
  const { primary, secondary } = account;
  if (primary.length + secondary.length === 0 || identity.primary.length + identity.secondary.length === 0)
    return MISSING;
  const same = sharedOf(primary, identity.primary);
  if (same !== null) return { level: 'same', identity: same };
  const further =
    sharedOf(primary, identity.secondary) ??
    sharedOf(secondary, identity.primary) ??
    sharedOf(secondary, identity.secondary) ??
    sharedOf(account.aliases, identity.primary) ??
    sharedOf(account.aliases, identity.secondary);
  if (further !== null) return { level: 'further', identity: further };
  const tagged =
    sharedOf(account.bases, identity.primary) ??
    sharedOf(account.bases, identity.secondary) ??
    sharedOf(account.bases, identity.bases);
  if (tagged !== null) return { level: 'tagged', identity: tagged };
  let best: AddressComparison = OTHER;
  for (const own of primary.slice(0, MOST_COMPARED)) {
    for (const known of identity.primary.slice(0, MOST_COMPARED)) {
      const level = likeness(own, known);
      if (STRENGTH[level] > STRENGTH[best.level]) best = { level, identity: known };
    }
  }
  return best;
}

const MISSING: AddressComparison = { level: 'missing', identity: null };
const OTHER: AddressComparison = { level: 'other', identity: null };
const STRENGTH = { other: 0, numbered: 1, local: 2, slip: 3, tagged: 4, further: 5, same: 6, missing: -1 } as const;
const SHORTEST_SLIP = 9;

function likeness(a: string, b: string): AddressLevel {
  const left = splitAddress(a);
  const right = splitAddress(b);
  if (left.local === right.local) return 'local';
  if (Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < SHORTEST_SLIP) return 'other';
  if (left.domain === right.domain && left.local.replace(/\d/g, '') === right.local.replace(/\d/g, ''))
    return 'numbered';
  // Each letter that one has and the other has not costs a change.
  const apart = lettersOf(a) ^ lettersOf(b);
  if (bitsIn(apart) > 4) return 'other';
  return distance(a, b) <= 2 ? 'slip' : 'other';
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function sharedOf(a: readonly string[], b: readonly string[]): string | null {
  for (const address of a) if (b.includes(address)) return address;
  return null;
}
