import type { Case } from './case.ts';
import type { Explain } from './outcome.ts';

/**
 * How sure a verdict is, 0 to 1. A finding about a person starts from the confidence of the link and is multiplied by
 * what weakens its evidence; a finding about recorded work or about nobody rests on reads alone. An inconclusive verdict
 * concludes nothing, so its confidence is 0.
 */
export const CONFIDENCE = {
  /** A dated row of an export says it. */
  row: 0.99,
  /** A complete export that no longer lists it says it. */
  absence: 0.95,
  /** Closed and open again as exports show; that nobody is entitled rests on what directories were read. */
  reappeared: 0.97,
  /** Nobody in any declared directory. */
  orphanedDeclared: 0.95,
  /** Nobody in the directories that happen to have been read. */
  orphanedUndeclared: 0.85,
  confirmedByPerson: 1,
  /** Somebody says so, and nothing tells that a person did. */
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

/** `weaknesses`: beside those that follow from the account itself. */
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
