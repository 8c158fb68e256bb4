import {
  type Attestation,
  type AttestationLevel,
  attestationWords,
  type Counting,
  isAtLeast,
  neededToUndo,
  WAYS_TO_STATE,
} from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { NOTHING } from './asking.ts';

/** The least by which something can be stated at all, and why. What counts is another question. */
export interface Needed {
  readonly level: AttestationLevel;
  readonly why: string;
  /** Where it is more than which way it takes. */
  readonly remedy?: string;
}

/** Of work that was done: a script may say so. It counts for as little. */
export const NOTHING_NEEDED: Needed = { level: 'unattended', why: '' };

/** Of a decision, which a script never makes; and of one that takes another back, as much as that one has. */
export function neededToDecide(standing: Attestation | null, counting: Counting): Needed {
  const level = standing === null ? 'code' : neededToUndo(standing, counting);
  if (standing === null || level === 'code' || level === 'unattended')
    return { level: 'code', why: 'A decision is made by a person, who types at a terminal, and this is none.' };
  return {
    level,
    why: `It takes back what stands ${attestationWords(standing)}, and nothing below the level ${level} does.`,
  };
}

export function checkLevel(
  { level, why, remedy }: Needed,
  { attestation }: { readonly attestation: Attestation },
  nothing: string = NOTHING,
): void {
  if (isAtLeast(attestation.level, level)) return;
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    `${why} ${nothing}`,
    remedy ?? `A person states it ${WAYS_TO_STATE[level === 'code' ? 'client_form' : level]}.`,
  );
}
