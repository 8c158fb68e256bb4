import type { AssignmentStatus } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { ListMatch } from './list-match.ts';
import { compareText, sourceName } from './snapshot-order.ts';

/**
 * Why a word says less than it seems. `address`: a row bears only a further or a former address of theirs, or fits several
 * people. `name`: they are not on the list, which has a row under a short name like theirs. `list`: they are not on a list
 * whose rows match nobody.
 */
export type Doubt = 'address' | 'name' | 'list';

/** What one read says of one assignment. */
export interface Word {
  readonly asOf: Instant;
  readonly status: AssignmentStatus;
  readonly snapshot: Snapshot;
  /** Absent: none. */
  readonly doubt?: Doubt;
  /** How the list fits its directory, where that is why. */
  readonly listMatch?: ListMatch | undefined;
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
  readonly doubt: Doubt | null;
  readonly listMatch?: ListMatch | undefined;
}

const NO_WORD: SettledWord = { status: null, asOf: null, source: null, conflicting: false, doubt: null };

/** The newest word counts; words of one moment that disagree make it unknown. One in doubt gives way to a sure one as new. */
export function settleWords(words: readonly Word[]): SettledWord {
  let sure = '';
  for (const word of words) if (word.doubt === undefined && word.asOf > sure) sure = word.asOf;
  let newest: readonly Word[] = [];
  for (const word of words) if (word.doubt === undefined || word.asOf > sure) newest = addWord(newest, word);
  const [first] = newest;
  if (first === undefined) return NO_WORD;
  if (newest.length === 1)
    return {
      status: first.status,
      asOf: first.asOf,
      source: sourceName(first.snapshot),
      conflicting: false,
      doubt: first.doubt ?? null,
      listMatch: first.listMatch,
    };
  const conflicting = newest.some((word) => word.status !== first.status);
  const sources = [...new Set(newest.map((word) => sourceName(word.snapshot)))].sort(compareText);
  return {
    status: conflicting ? 'unknown' : first.status,
    asOf: first.asOf,
    source: sources.join(', '),
    conflicting,
    doubt: first.doubt ?? null,
    listMatch: first.listMatch,
  };
}
