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

/** The least attestation with which something can be stated, and why. What counts is a separate question. */
export interface Needed {
  readonly level: AttestationLevel;
  readonly why: string;
  /** What to do if the attestation is lower. */
  readonly remedy?: string;
}

/** For work that was done: a script may state it, though that counts for little. */
export const NOTHING_NEEDED: Needed = { level: 'unattended', why: '' };

/** For decisions, which a script never makes. Withdrawing one needs the attestation that it has. */
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
