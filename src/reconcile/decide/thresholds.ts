/** The rules and weights that link. Raise it when one changes, so that it is known which of them decided. */
export const MATCHER_VERSION = 4;

/**
 * In tenths of bits, whole numbers, as all weights are until somebody reads them: sums of them are exact. Chosen once for directories of up to a million people, not fitted to the one at hand, so that a link does not
 * depend on how many strangers there are.
 */
export const THRESHOLD = {
  /** As rare as an identifier: linked, whoever else claims the identity. */
  definite: 280,
  /** Two entries of one plain list with one address. */
  sameAddress: 200,
  /** With a date of birth and a name. */
  born: 230,
  /** With a nearly equal id, while no other account has that id exactly. */
  nearId: 180,
  /** Of a near id's name or a birth date's: something must say who it is. */
  namedBy: 40,
  /** The next best person must be so far behind. */
  lead: 60,
  /** Worth a person's look. */
  candidate: 80,
} as const;

/** For people. */
export function bitsOf(tenths: number): number {
  return tenths / 10;
}
