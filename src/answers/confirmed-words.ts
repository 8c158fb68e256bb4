import { type Attestation, type AttestationLevel, attestationWords, isAtLeast } from '../model/attestation.ts';

/** How a statement arrived, and what follows if that is not enough to count. */
export function confirmedWords(attestation: Attestation, least: AttestationLevel): string {
  return `It came ${attestationWords(attestation)}${isAtLeast(attestation.level, least) ? '' : `. ${changesNothing(least)}`}.`;
}

/** The sentence about a statement below the least attestation that counts. */
export function changesNothing(least: AttestationLevel): string {
  return `It is shown, and it settles and hides nothing until a person states it again with ${least} or better: at a terminal, or in a client with forms`;
}
