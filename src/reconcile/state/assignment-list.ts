import type { AssignmentObservation } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { compareText } from './snapshot-order.ts';
import { addWord, type Word } from './words.ts';

/** One row key of a directory's assignment lists, with the words of its newest moment. */
export interface ListEntry {
  readonly directory: string;
  readonly key: string;
  latest: { readonly snapshot: Snapshot; readonly row: AssignmentObservation };
  firstSeen: string;
  words: readonly Word[];
}

export function newListEntry(snapshot: Snapshot, row: AssignmentObservation): ListEntry {
  return {
    directory: row.directory,
    key: row.key,
    latest: { snapshot, row },
    firstSeen: snapshot.asOf,
    words: [],
  };
}

export function addListRow(entry: ListEntry, snapshot: Snapshot, row: AssignmentObservation): void {
  const { asOf } = snapshot;
  if (asOf < entry.firstSeen) entry.firstSeen = asOf;
  entry.words = addWord(entry.words, { asOf, status: row.status, snapshot });
  const order =
    compareText(entry.latest.snapshot.asOf, asOf) ||
    compareText(entry.latest.snapshot.sha256, snapshot.sha256) ||
    entry.latest.row.line - row.line;
  if (order < 0) entry.latest = { snapshot, row };
}

/** Rows that say most come first: what they found, rows that say less can join. */
export function byTellingRow(a: ListEntry, b: ListEntry): number {
  return weight(a) - weight(b) || compareText(a.directory, b.directory) || compareText(a.key, b.key);
}

function weight({ latest: { row } }: ListEntry): number {
  if (row.identityId !== null) return 0;
  return row.login !== null ? 1 : 2;
}
