import { rarityOf } from '../candidates/rarity.ts';
import { isOneEdit } from '../compare/edits.ts';
import { jaroWinkler } from '../compare/jaro-winkler.ts';
import { knownLetters, LOST, mayBeOneWord } from './lost-letters.ts';
import { rootsOf } from './nicknames.ts';

/** A given or a family name, prepared for thousands of comparisons. Its words are joined: `soph ie` is `sophie`. */
export interface NamePart {
  readonly text: string;
  /** The other folding of `ü`, where it differs. */
  readonly spelledOut: string;
  readonly words: readonly string[];
  /** One bit for each letter that occurs. */
  readonly letters: number;
  /** Full names that the first word may stand for; empty for a family name. */
  readonly roots: readonly string[];
  /** Some of its letters are unknown. */
  readonly lost: boolean;
  /** Tenths of bits that an agreement is worth. */
  readonly rarity: number;
}

/** How two parts stand to each other, best first. `open`: another script, which proves nothing. */
export type PartLevel = 'same' | 'within' | 'form' | 'near' | 'initial' | 'open' | 'missing' | 'other';

const SIMILAR = 0.9;
/** Shorter names are similar by chance. */
const SHORTEST_SIMILAR = 4;
const LONGEST = 48;

export function namePart(
  kind: 'given' | 'family',
  words: readonly string[],
  spelledOut: readonly string[],
): NamePart | null {
  if (words.length === 0) return null;
  const text = words.join('').slice(0, LONGEST);
  const named = (kind === 'given' ? words[0] : words.at(-1)) ?? '';
  return {
    text,
    spelledOut: spelledOut.join('').slice(0, LONGEST),
    words,
    letters: lettersOf(text),
    lost: text.includes(LOST),
    roots: kind === 'given' ? rootsOf(named) : [],
    rarity: Math.min(rarityOf(kind, named), text.length * TENTHS_A_LETTER),
  };
}

/** A name of two or three letters is never rare. */
const TENTHS_A_LETTER = 25;

export function comparePart(a: NamePart | null, b: NamePart | null): PartLevel {
  if (a === null || b === null) return 'missing';
  if (a.lost || b.lost) return compareLost(a, b);
  if (a.text === b.text || a.spelledOut === b.spelledOut || a.text === b.spelledOut || a.spelledOut === b.text)
    return 'same';
  if ((a.words.length > 1 || b.words.length > 1) && (isWithin(a, b) || isWithin(b, a))) return 'within';
  if (a.text.length === 1 || b.text.length === 1) return a.text[0] === b.text[0] ? 'initial' : 'other';
  if (shareRoot(a.roots, b.roots)) return 'form';
  return isSimilar(a, b) ? 'near' : 'other';
}

/** Compares names with lost letters: `J?rg` is near `Jorg`, while `?o??` says nothing. */
function compareLost(a: NamePart, b: NamePart): PartLevel {
  const known = Math.min(knownLetters(a.text), knownLetters(b.text));
  const length = Math.min(a.text.length, b.text.length);
  const isOne =
    mayBeOneWord(a.text, b.text) || a.words.some((word) => b.words.some((other) => mayBeOneWord(word, other)));
  if (known < 2 || known * 2 < length) return isOne ? 'open' : 'other';
  return isOne ? 'near' : 'other';
}

function isWithin(a: NamePart, b: NamePart): boolean {
  return a.words.every((word) => word.length > 1 && b.words.includes(word));
}

function shareRoot(a: readonly string[], b: readonly string[]): boolean {
  for (const root of a) if (b.includes(root)) return true;
  return false;
}

/** Whether two names differ by a typing slip, one begins the other, or they are alike by Jaro-Winkler. */
export function isSimilar(a: Pick<NamePart, 'text' | 'letters'>, b: Pick<NamePart, 'text' | 'letters'>): boolean {
  const shortest = Math.min(a.text.length, b.text.length);
  const longest = Math.max(a.text.length, b.text.length);
  if (shortest < 3) return false;
  // Letters that the other name lacks cannot match. This cheap check decides most pairs.
  const ofA = a.text.length - bitCount(a.letters & ~b.letters);
  const ofB = b.text.length - bitCount(b.letters & ~a.letters);
  const most = Math.min(ofA, ofB);
  const best = (most / a.text.length + most / b.text.length + 1) / 3;
  if (best + 0.4 * (1 - best) < SIMILAR) return false;
  if (longest - shortest <= 1 && isOneEdit(a.text, b.text)) return true;
  if (shortest < SHORTEST_SIMILAR) return false;
  return a.text.startsWith(b.text) || b.text.startsWith(a.text) || jaroWinkler(a.text, b.text) >= SIMILAR;
}

export function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
