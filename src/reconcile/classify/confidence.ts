import type { Case } from './case.ts';
import type { Explain } from './outcome.ts';

/**
 * How sure a verdict is, from 0 to 1. A finding about a person starts from the confidence of the link and is multiplied
 * by a factor for each weakness of its evidence. A finding about recorded work, or about an account without an owner,
 * rests on snapshots alone. An inconclusive verdict concludes nothing, so its confidence is 0.
 */
export const CONFIDENCE = {
  /** A dated row of an export shows it. */
  row: 0.99,
  /** A complete export that no longer lists the account shows it. */
  absence: 0.95,
  /** Exports show it closed and open again; that nobody is entitled depends on which directories were read. */
  reappeared: 0.97,
  /** No declared directory has an owner. */
  orphanedDeclared: 0.95,
  /** No directory that was read has an owner, but nobody declared which ones govern. */
  orphanedUndeclared: 0.85,
  confirmedByPerson: 1,
  /** Somebody states it, and it is unknown whether a person did. */
  notAttested: 0.5,
} as const;

const WEAKENED_BY = {
  maybeLeave: 0.8,
  lastSeenBeforeRevocation: 0.9,
  governingDirectoryUnread: 0.7,
  assignmentOnly: 0.95,
  unstatedTime: 0.9,
} as const;

type Weakness = keyof typeof WEAKENED_BY;

/** `weaknesses`: those beside the ones that follow from the account itself. */
export function confidenceOfLink(weaknesses: readonly (Weakness | false)[] = []): Explain<number> {
  return (c) => weakened(c.correlation.confidence, [...weaknesses, restsOnFileTime(c) && 'unstatedTime']);
}

function weakened(confidence: number, weaknesses: readonly (Weakness | false)[]): number {
  return weaknesses.reduce(
    (product, weakness) => product * (weakness === false ? 1 : WEAKENED_BY[weakness]),
    confidence,
  );
}

function restsOnFileTime(c: Case): boolean {
  return c.account.sightings.at(-1)?.settles === false;
}
