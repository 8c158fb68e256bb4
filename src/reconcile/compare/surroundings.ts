import { rarityOf } from '../candidates/rarity.ts';
import { normaliseAddress } from '../normalise/addresses.ts';
import { birthKey } from '../normalise/birth-date.ts';
import { lettersOf } from '../normalise/name-part.ts';
import type { PersonalFields } from '../normalise/personal-fields.ts';

/** What both sides show of a person besides identifiers and names. */
export interface Surroundings {
  readonly birthDate: string | null;
  readonly city: { readonly text: string; readonly letters: number; readonly rarity: number } | null;
  readonly department: string | null;
  readonly manager: string | null;
}

export type SurroundingFields = Partial<PersonalFields> & {
  readonly department?: string | null;
  readonly managerEmail?: string | null;
};

const NO_SURROUNDINGS: Surroundings = { birthDate: null, city: null, department: null, manager: null };

export function surroundingsOf({ birthDate, city, department, managerEmail }: SurroundingFields): Surroundings {
  if (birthDate == null && city == null && department == null && managerEmail == null) return NO_SURROUNDINGS;
  const place = foldedWord(city ?? null);
  return {
    birthDate: birthKey(birthDate ?? null),
    city: place === null ? null : { text: place, letters: lettersOf(place), rarity: rarityOf('city', place) },
    department: foldedWord(department ?? null),
    manager: normaliseAddress(managerEmail ?? null),
  };
}

function foldedWord(text: string | null): string | null {
  const word =
    text === null
      ? ''
      : text
          .normalize('NFKC')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, '');
  return word === '' ? null : word.slice(0, LONGEST_WORD);
}

const LONGEST_WORD = 48;
