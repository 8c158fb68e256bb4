import type { FieldComparison } from '../../model/correlation.ts';
import { type PersonName, sameWord } from './names.ts';

type Outcome = FieldComparison['outcome'];
type Words = PersonName['words'];

/** Whole names, whatever the order of the words. `disagree` only when nothing at all is common to them. */
export function compareNames(a: PersonName, b: PersonName): Outcome {
  if (a.words.length === 0 || b.words.length === 0) return 'missing';
  if (a.words.length === b.words.length && isWithin(a.words, b.words) && isWithin(b.words, a.words)) return 'agree';
  if (a.foreignScript !== b.foreignScript || shareSomething(a.words, b.words)) return 'near';
  return 'disagree';
}

/** Given with given, or family with family: one within the other agrees (`Jean` and `Jean Paul`). */
export function compareNameParts(a: PersonName, b: PersonName, part: 'given' | 'family'): Outcome {
  const left = a[part];
  const right = b[part];
  if (left.length === 0 || right.length === 0) return 'missing';
  if (isWithin(left, right) || isWithin(right, left)) return 'agree';
  if (a.foreignScript !== b.foreignScript || shareSomething(left, right)) return 'near';
  return 'disagree';
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
