import type { FieldComparison } from '../../model/correlation.ts';
import { LOST, mayBeOneWord } from '../normalise/lost-letters.ts';
import { comparePart, type PartLevel } from '../normalise/name-part.ts';
import { type PersonName, sameWord } from '../normalise/names.ts';

type Outcome = FieldComparison['outcome'];
type Words = PersonName['words'];

/** Whole names, whatever the order of the words. `disagree` only when nothing at all is common or alike. */
export function compareNames(a: PersonName, b: PersonName): Outcome {
  if (a.words.length === 0 || b.words.length === 0) return 'missing';
  if (a.lost || b.lost) return compareLost(a.words, b.words);
  if (areSameWords(a.words, b.words)) return 'agree';
  if (a.foreignScript !== b.foreignScript || shareSomething(a.words, b.words)) return 'near';
  const { given, family } = nameLevels(a, b);
  return isAlike(given) || isAlike(family) ? 'near' : 'disagree';
}

/** Given with given, or family with family: one within the other agrees (`Jean` and `Jean Paul`). */
export function compareNameParts(a: PersonName, b: PersonName, part: 'given' | 'family'): Outcome {
  const left = a[part];
  const right = b[part];
  if (left.length === 0 || right.length === 0) return 'missing';
  if ((a.lost || b.lost) && [...left, ...right].some((word) => word.plain.includes(LOST)))
    return compareLost(left, right);
  if (isWithin(left, right) || isWithin(right, left)) return 'agree';
  if (a.foreignScript !== b.foreignScript || shareSomething(left, right)) return 'near';
  return isAlike(comparePart(a.parts[part], b.parts[part])) ? 'near' : 'disagree';
}

/** The whole names and their parts: what rules decide on. */
export interface NameOutcomes {
  readonly whole: Outcome;
  readonly given: Outcome;
  readonly family: Outcome;
}

export function nameOutcomes(a: PersonName, b: PersonName): NameOutcomes {
  return {
    whole: compareNames(a, b),
    given: compareNameParts(a, b, 'given'),
    family: compareNameParts(a, b, 'family'),
  };
}

export interface NameLevels {
  readonly given: PartLevel;
  readonly family: PartLevel;
  /** The given name of one is the family name of the other. */
  readonly swapped: boolean;
}

/** How alike the two parts are, read straight or, where that says more, crosswise. */
export function nameLevels(a: PersonName, b: PersonName): NameLevels {
  const { given, family } = a.parts;
  const straightGiven = comparePart(given, b.parts.given);
  const straightFamily = comparePart(family, b.parts.family);
  if (a.foreignScript !== b.foreignScript) return opened(straightGiven, straightFamily);
  const straight = VALUE[straightGiven] + VALUE[straightFamily];
  if (straight >= VALUE.same) return { given: straightGiven, family: straightFamily, swapped: false };
  const crossGiven = comparePart(given, b.parts.family);
  const crossFamily = comparePart(family, b.parts.given);
  return VALUE[crossGiven] + VALUE[crossFamily] > straight + VALUE.initial
    ? { given: crossGiven, family: crossFamily, swapped: true }
    : { given: straightGiven, family: straightFamily, swapped: false };
}

const VALUE: Readonly<Record<PartLevel, number>> = {
  same: 8,
  within: 7,
  form: 6,
  near: 6,
  initial: 2,
  open: 0,
  missing: 0,
  other: -3,
};

function opened(given: PartLevel, family: PartLevel): NameLevels {
  const open = (level: PartLevel): PartLevel => (level === 'other' ? 'open' : level);
  return { given: open(given), family: open(family), swapped: false };
}

/** Never an agreement: somebody else's name may have had those letters. */
function compareLost(a: Words, b: Words): Outcome {
  return a.some((word) => b.some((other) => mayBeOneWord(word.plain, other.plain) || sameWord(word, other)))
    ? 'near'
    : 'disagree';
}

function isAlike(level: PartLevel): boolean {
  return level === 'same' || level === 'within' || level === 'form' || level === 'near' || level === 'initial';
}

function areSameWords(a: Words, b: Words): boolean {
  return a.length === b.length && isWithin(a, b) && isWithin(b, a);
}

function isWithin(a: Words, b: Words): boolean {
  return a.every((word) => b.some((other) => sameWord(word, other)));
}

/** A word in common, an initial, or a short form (`Jo` of `Joanna`). */
function shareSomething(a: Words, b: Words): boolean {
  return a.some((word) =>
    b.some(
      (other) => sameWord(word, other) || word.plain.startsWith(other.plain) || other.plain.startsWith(word.plain),
    ),
  );
}
