import { type Attestation, type AttestationLevel, attestationWords, isAtLeast } from '../model/attestation.ts';

/** How it came, and what follows where that is too little to count. */
export function confirmedWords(attestation: Attestation, least: AttestationLevel): string {
  return `It came ${attestationWords(attestation)}${isAtLeast(attestation.level, least) ? '' : `. ${changesNothing(least)}`}.`;
}

/** Of what is below the least that counts. */
export function changesNothing(least: AttestationLevel): string {
  return `It is shown, and it settles and hides nothing until a person states it again with ${least} or better`;
}
