import type { AssignmentStatus } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { compareText, sourceName } from './snapshot-order.ts';

/** What one read says of one assignment. */
export interface Word {
  readonly asOf: Instant;
  readonly status: AssignmentStatus;
  readonly snapshot: Snapshot;
}

/** Keeps the words of the newest moment only, each once. */
export function addWord(words: readonly Word[], word: Word): readonly Word[] {
  const known = words[0];
  if (known === undefined || word.asOf > known.asOf) return [word];
  if (word.asOf < known.asOf) return words;
  const again = words.some((one) => one.status === word.status && one.snapshot.snapshotId === word.snapshot.snapshotId);
  return again ? words : [...words, word];
}

export interface SettledWord {
  readonly status: AssignmentStatus | null;
  readonly asOf: Instant | null;
  readonly source: string | null;
  /** Reads of one moment disagree. */
  readonly conflicting: boolean;
}

const NO_WORD: SettledWord = { status: null, asOf: null, source: null, conflicting: false };

/** The newest word counts; words of one moment that disagree make it unknown. */
export function settleWords(words: readonly Word[]): SettledWord {
  let newest: readonly Word[] = [];
  for (const word of words) newest = addWord(newest, word);
  const [first] = newest;
  if (first === undefined) return NO_WORD;
  const conflicting = newest.some((word) => word.status !== first.status);
  const sources = [...new Set(newest.map((word) => sourceName(word.snapshot)))].sort(compareText);
  return {
    status: conflicting ? 'unknown' : first.status,
    asOf: first.asOf,
    source: sources.join(', '),
    conflicting,
  };
}
