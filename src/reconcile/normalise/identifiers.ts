import { distance } from 'fastest-levenshtein';
import type { FieldComparison } from '../../model/correlation.ts';
import { isOneEdit } from '../compare/edits.ts';

type Outcome = FieldComparison['outcome'];

/** Normalises a CRM id for comparison: Salesforce's 18-character form is cut to the 15 characters that identify. */
export function crmKey(text: string | null): string | null {
  const plain = text?.trim() ?? '';
  if (plain === '') return null;
  return isSalesforceLong(plain) ? plain.slice(0, 15) : plain;
}

/** Two employee ids that differ by typing slips: how many slips, and the weight of that in tenths of bits. */
export interface NearIds {
  readonly slips: 1 | 2;
  readonly tenths: number;
}

/**
 * Compares two employee ids up to `most` slips; two slips are allowed only where all else agrees. Null if they differ
 * more, or are so short that neighbouring ids are common. Only digits count, because letters in such ids are a prefix
 * that all share.
 */
export function nearIds(a: string, b: string, most: 1 | 2): NearIds | null {
  const shortest = Math.min(a.length, b.length);
  if (shortest < SHORTEST_NEAR || shortest > LONGEST_NEAR || Math.abs(a.length - b.length) > 1) return null;
  const slips = isOneEdit(a, b) ? 1 : most === 2 && areTwoEdits(a, b) ? 2 : 0;
  if (slips === 0) return null;
  const digits = Math.min(digitsIn(a), digitsIn(b));
  if (digits < (slips === 1 ? SHORTEST_NEAR : SHORTEST_TWICE)) return null;
  const neighbours = 9 * digits + 10 * (digits + 1) + 2 * digits - 1;
  const ways = slips === 1 ? neighbours : (neighbours * neighbours) / 2;
  return { slips, tenths: Math.round(10 * Math.min(MOST_NEAR_BITS, digits * Math.log2(10) - Math.log2(ways))) };
}

/** Two neighbouring digits that were swapped count as one slip. */
function areTwoEdits(a: string, b: string): boolean {
  if (distance(a, b) <= 2) return true;
  for (let at = 0; at + 1 < a.length; at += 1) {
    const swapped = `${a.slice(0, at)}${a.charAt(at + 1)}${a.charAt(at)}${a.slice(at + 2)}`;
    if (isOneEdit(swapped, b)) return true;
  }
  return false;
}

const SHORTEST_NEAR = 5;
const SHORTEST_TWICE = 7;
const LONGEST_NEAR = 24;
const MOST_NEAR_BITS = 18;

export function digitsIn(text: string): number {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) digits += 1;
  return digits;
}

export function compareCrmIds(a: string | null, b: string | null): Outcome {
  if (a === null || b === null) return 'missing';
  if (a === b) return 'agree';
  // Salesforce ids that differ only in case are `near`, because tools lose the case.
  return a.toLowerCase() === b.toLowerCase() ? 'near' : 'disagree';
}

/**
 * Whether an 18-character id is Salesforce's. User ids begin with 005; any other is recognised by its check characters,
 * so that foreign ids are not cut.
 */
function isSalesforceLong(id: string): boolean {
  return /^[a-zA-Z0-9]{18}$/.test(id) && (id.startsWith('005') || hasCheckCharacters(id));
}

/**
 * The first fifteen characters of an id whose other three are their checksum; null for every other id. It is used for
 * an export's own id column, which may hold anything: there the beginning `005` alone proves nothing.
 */
export function checkedShortId(id: string): string | null {
  return id.length === 18 && /^[a-zA-Z0-9]{18}$/.test(id) && hasCheckCharacters(id) ? id.slice(0, 15) : null;
}

function hasCheckCharacters(id: string): boolean {
  return id.slice(15).toUpperCase() === checkCharacters(id.slice(0, 15));
}

function checkCharacters(id: string): string {
  let result = '';
  for (let start = 0; start < 15; start += 5) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      const letter = id.charAt(start + place);
      if (letter >= 'A' && letter <= 'Z') bits |= 1 << place;
    }
    result += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'.charAt(bits);
  }
  return result;
}
