import type { PartLevel } from '../normalise/name-part.ts';
import type { PersonName } from '../normalise/names.ts';
import { isFunctionWord } from '../normalise/role-mailbox.ts';
import { compareNames, nameLevels } from './compare-names.ts';

/**
 * Whether two names may be one person's. `fits`: what is known of given and family name agrees or is alike. `partly`: one of
 * the two is another, as after a marriage and as with brothers. `other`: two full names with nothing in common.
 * `open`: nobody can say, since one is missing, in another script, or no full name.
 */
export type NameFit = 'fits' | 'partly' | 'other' | 'open';

export function nameFit(a: PersonName, b: PersonName): NameFit {
  const whole = compareNames(a, b);
  if (whole === 'missing') return 'open';
  if (whole === 'agree') return 'fits';
  if (whole === 'disagree') return isFullName(a) && isFullName(b) ? 'other' : 'open';
  const { given, family } = nameLevels(a, b);
  if (isUnknown(given) && isUnknown(family)) return 'open';
  return given === 'other' || family === 'other' ? 'partly' : 'fits';
}

function isUnknown(level: PartLevel): boolean {
  return level === 'open' || level === 'missing';
}

/** A given and a family name of somebody: no initials, no login, nothing like `Sales Team`. */
export function isFullName({ parts: { given, family }, words }: PersonName): boolean {
  if (given === null || family === null || given.text.length < 2 || family.text.length < 2) return false;
  return !words.some((word) => /\d/.test(word.plain) || isFunctionWord(word.plain));
}
