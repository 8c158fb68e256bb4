import { distance } from 'fastest-levenshtein';
import { splitAddress } from '../normalise/addresses.ts';
import type { IdentityTraits } from '../normalise/traits.ts';

/** `numbered`: two addresses that only a number tells apart, as of two people with one name. */
export type AddressLevel = 'same' | 'further' | 'tagged' | 'slip' | 'local' | 'numbered' | 'other' | 'missing';

export interface AddressComparison {
  readonly level: AddressLevel;
  /** The address of the identity that decided; null: none did. */
  readonly identity: string | null;
}

/** More addresses than anybody uses are no evidence of likeness: only equality looks at them. */
const MOST_COMPARED = 4;

export function compareAddresses(account: IdentityTraits, identity: IdentityTraits): AddressComparison {
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
  const tagged = account.bases.length + identity.bases.length === 0 ? null : sharedWithoutTag(account, identity);
  if (tagged !== null) return { level: 'tagged', identity: tagged };
  let best: AddressComparison = OTHER;
  for (let own = 0; own < Math.min(MOST_COMPARED, primary.length); own += 1) {
    for (let known = 0; known < Math.min(MOST_COMPARED, identity.primary.length); known += 1) {
      const address = identity.primary[known] ?? '';
      // Each letter that one has and the other has not costs a change.
      const apart = (account.letters[own] ?? 0) ^ (identity.letters[known] ?? 0);
      const level = likeness(primary[own] ?? '', address, apart);
      if (STRENGTH[level] > STRENGTH[best.level]) best = { level, identity: address };
    }
  }
  return best;
}

const MISSING: AddressComparison = { level: 'missing', identity: null };
const OTHER: AddressComparison = { level: 'other', identity: null };
const STRENGTH = { other: 0, numbered: 1, local: 2, slip: 3, tagged: 4, further: 5, same: 6, missing: -1 } as const;
const SHORTEST_SLIP = 9;

function likeness(a: string, b: string, apart: number): AddressLevel {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) {
    if (a.charCodeAt(at) === AT) return 'local';
    at += 1;
  }
  const isNumbered = isDigitOrAt(a.charCodeAt(at)) && isDigitOrAt(b.charCodeAt(at)) && isNumberedApart(a, b);
  if (isNumbered) return 'numbered';
  if (Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < SHORTEST_SLIP) return 'other';
  if (bitsIn(apart) > 4) return 'other';
  return distance(a, b) <= 2 ? 'slip' : 'other';
}

const AT = 64;

/** Where they part, one has a number that the other has not. */
function isDigitOrAt(code: number): boolean {
  return code === AT || (code >= 48 && code <= 57);
}

function isNumberedApart(a: string, b: string): boolean {
  const left = splitAddress(a);
  const right = splitAddress(b);
  return left.domain === right.domain && left.local.replace(/\d/g, '') === right.local.replace(/\d/g, '');
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function sharedWithoutTag(account: IdentityTraits, identity: IdentityTraits): string | null {
  return (
    sharedOf(account.bases, identity.primary) ??
    sharedOf(account.bases, identity.secondary) ??
    sharedOf(account.bases, identity.bases) ??
    sharedOf(account.primary, identity.bases) ??
    sharedOf(account.secondary, identity.bases) ??
    sharedOf(account.aliases, identity.bases)
  );
}

function sharedOf(a: readonly string[], b: readonly string[]): string | null {
  for (const address of a) if (b.includes(address)) return address;
  return null;
}
