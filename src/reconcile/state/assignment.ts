import type { Snapshot } from '../../model/snapshot.ts';
import { latestOf } from '../../model/time.ts';
import type { DirectoryReads } from './directory-reads.ts';
import type { IdentityEntry } from './identity-entry.ts';
import { joinFails } from './list-matches.ts';
import { shortNamesOf } from './short-names.ts';
import { type SettledWord, settleWords, type Word } from './words.ts';

/** The newest word on an identity's assignment: its own row's, a list's, or a complete list's silence. */
export function assignmentOf(entry: IdentityEntry, listed: readonly Word[], reads: DirectoryReads): SettledWord {
  return settleWords([...entry.assigned, ...listed, ...silenceOf(entry, listed, reads)]);
}

/** A complete list that lacks the identity says unassigned, if the identity existed when the list was taken. */
function silenceOf(entry: IdentityEntry, listed: readonly Word[], reads: DirectoryReads): readonly Word[] {
  const newest = reads.wholeLists.at(-1);
  if (newest === undefined || !existedAt(newest.asOf, entry, reads)) return [];
  const saidAt = new Set(listed.map((word) => word.snapshot.snapshotId));
  if (listed.some((word) => word.asOf > newest.asOf)) return [];
  return reads.wholeLists
    .filter((list) => list.asOf === newest.asOf && !saidAt.has(list.snapshotId))
    .map((list): Word => silenceIn(list, entry, reads));
}

/** Nobody is called unassigned by a list that may have them under a name that the directory does not know. */
function silenceIn(list: Snapshot, entry: IdentityEntry, { matches }: DirectoryReads): Word {
  const { asOf, snapshotId } = list;
  const listMatch = matches.byList.get(snapshotId);
  if (listMatch === undefined || listMatch.matched === listMatch.rows)
    return { asOf, status: 'unassigned', snapshot: list };
  if (joinFails(listMatch)) return { asOf, status: 'unknown', snapshot: list, doubt: 'list', listMatch };
  const strangers = matches.strangers.get(entry.directory);
  return strangers !== undefined && shortNamesOf(entry).some((name) => strangers.has(name))
    ? { asOf, status: 'unknown', snapshot: list, doubt: 'name', listMatch }
    : { asOf, status: 'unassigned', snapshot: list };
}

/** Somebody who joined after the list was taken is not unassigned: the list could not have them. */
function existedAt(asOf: string, entry: IdentityEntry, { firstRead }: DirectoryReads): boolean {
  const isNewSince = entry.firstSeen > asOf && firstRead !== null && firstRead <= asOf;
  const startedSince = entry.newest.some(
    ({ row }) => row.status === 'active' && row.statusChangedAt !== null && latestOf(row.statusChangedAt) > asOf,
  );
  return !isNewSince && !startedSince;
}
