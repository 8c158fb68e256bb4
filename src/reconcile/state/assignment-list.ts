import type { AssignmentObservation, IdpEvent } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Moment } from '../../model/time.ts';
import { type IdentityEntry, newerEvent, newerName } from './identity-entry.ts';
import { compareText } from './snapshot-order.ts';
import { addWord, type Word } from './words.ts';

/** One row key of a directory's assignment lists, with the words of its newest moment. */
export interface ListEntry {
  readonly directory: string;
  readonly key: string;
  latest: { readonly snapshot: Snapshot; readonly row: AssignmentObservation };
  firstSeen: string;
  words: readonly Word[];
  /** The newest event that ended the assignment, and when it was last seen not ended. */
  ended: IdpEvent | null;
  /** The newest end that a row of an unassigned person dates. */
  endedOn: { readonly asOf: string; readonly at: Moment } | null;
  lastNotEnded: string | null;
  ssoName: IdentityEntry['ssoName'];
}

export function newListEntry(snapshot: Snapshot, row: AssignmentObservation): ListEntry {
  return {
    directory: row.directory,
    key: row.key,
    latest: { snapshot, row },
    firstSeen: snapshot.asOf,
    words: [],
    ended: null,
    endedOn: null,
    lastNotEnded: null,
    ssoName: null,
  };
}

export function addListRow(entry: ListEntry, snapshot: Snapshot, row: AssignmentObservation): void {
  const { asOf } = snapshot;
  if (asOf < entry.firstSeen) entry.firstSeen = asOf;
  entry.words = addWord(entry.words, { asOf, status: row.status, snapshot });
  entry.ended = newerEvent(entry.ended, row.revoked);
  if (row.status === 'unassigned' && row.unassignedAt !== null && asOf >= (entry.endedOn?.asOf ?? ''))
    entry.endedOn = { asOf, at: laterEnd(entry.endedOn, asOf, row.unassignedAt) };
  if (row.status !== 'unassigned' && asOf > (entry.lastNotEnded ?? '')) entry.lastNotEnded = asOf;
  entry.ssoName = newerName(entry.ssoName, row.ssoName === null ? null : { asOf, name: row.ssoName });
  const order =
    compareText(entry.latest.snapshot.asOf, asOf) ||
    compareText(entry.latest.snapshot.sha256, snapshot.sha256) ||
    entry.latest.row.line - row.line;
  if (order < 0) entry.latest = { snapshot, row };
}

/** Of one moment the later one, so that the order of rows never matters. */
function laterEnd(known: ListEntry['endedOn'], asOf: string, at: Moment): Moment {
  if (known === null || known.asOf !== asOf || at.at > known.at.at) return at;
  return at.at === known.at.at && known.at.dateOnly ? at : known.at;
}

/** The day that a list gives counts while nothing newer shows the assignment; the last of several. */
export function endDateOf(lists: readonly ListEntry[]): Moment | null {
  return lists.reduce<Moment | null>((last, { endedOn, lastNotEnded }) => {
    if (endedOn === null || endedOn.asOf <= (lastNotEnded ?? '')) return last;
    return last === null || endedOn.at.at > last.at ? endedOn.at : last;
  }, null);
}

/** The event counts while nothing newer shows the assignment. */
export function endOf(lists: readonly ListEntry[]): IdpEvent | null {
  const ends = lists.map(({ ended, lastNotEnded }) =>
    ended !== null && ended.at > (lastNotEnded ?? '') ? ended : null,
  );
  return ends.reduce(newerEvent, null);
}

/** Rows that say most come first: what they found, rows that say less can join. */
export function byTellingRow(a: ListEntry, b: ListEntry): number {
  return weight(a) - weight(b) || compareText(a.directory, b.directory) || compareText(a.key, b.key);
}

function weight({ latest: { row } }: ListEntry): number {
  if (row.identityId !== null) return 0;
  return row.login !== null ? 1 : 2;
}
