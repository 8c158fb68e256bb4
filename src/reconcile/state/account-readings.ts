import type { AccountStatus, Sighting } from '../../model/account.ts';
import { type Snapshot, settlesClaims } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { Mark, Word } from './account-entry.ts';
import { bySnapshotOrder, sourceName } from './snapshot-order.ts';

/** What one read said of one account, its duplicate rows merged. */
interface Reading {
  readonly snapshot: Snapshot;
  readonly line: number | null;
  readonly word: Word | 'absent';
  /** Rows of this read disagree. */
  readonly clash: boolean;
}

/** What all reads of one moment say together: no order exists between them. */
export interface MomentStatus {
  readonly asOf: Instant;
  readonly status: AccountStatus;
  readonly conflicting: boolean;
  readonly sightings: readonly Sighting[];
}

/** Oldest moment first. `absences`: reads that prove absence, oldest first; each counts from the first sighting on. */
export function momentsOf(marks: readonly Mark[], absences: readonly Snapshot[]): readonly MomentStatus[] {
  const [mark, ...others] = marks;
  // Seen once, and missed by nobody since: of most accounts of a first export.
  if (mark !== undefined && others.length === 0 && !absences.some((read) => misses(read, mark.snapshot)))
    return [onlyMoment(mark)];
  const present = readingsOf(marks);
  const firstSeen = present[0]?.snapshot.asOf;
  if (firstSeen === undefined) return [];
  const shownBy = new Set(present.map((reading) => reading.snapshot.snapshotId));
  const missing = absences.filter((read) => read.asOf >= firstSeen && !shownBy.has(read.snapshotId));
  const all = [...present, ...missing.map(absentFrom)].sort((a, b) => bySnapshotOrder(a.snapshot, b.snapshot));
  const moments: MomentStatus[] = [];
  for (let start = 0; start < all.length; ) {
    const asOf = all[start]?.snapshot.asOf;
    let end = start;
    while (end < all.length && all[end]?.snapshot.asOf === asOf) end += 1;
    moments.push(momentOf(all.slice(start, end)));
    start = end;
  }
  return moments;
}

function misses(read: Snapshot, shown: Snapshot): boolean {
  return read.asOf >= shown.asOf && read.snapshotId !== shown.snapshotId;
}

/** Of one reading alone. */
function onlyMoment({ snapshot, line, word }: Mark): MomentStatus {
  const reading = { snapshot, line, word, clash: false };
  const status = word === 'unsaid' ? 'unknown' : word;
  return { asOf: snapshot.asOf, status, conflicting: false, sightings: [sightingOf(reading, false)] };
}

function readingsOf(marks: readonly Mark[]): readonly Reading[] {
  const ordered = [...marks].sort((a, b) => bySnapshotOrder(a.snapshot, b.snapshot) || a.line - b.line);
  const readings: Reading[] = [];
  for (const { snapshot, line, word } of ordered) {
    const last = readings.at(-1);
    if (last?.snapshot.snapshotId !== snapshot.snapshotId) readings.push({ snapshot, line, word, clash: false });
    else {
      const clash = last.clash || last.word !== word;
      readings[readings.length - 1] = { snapshot, line, word: clash ? 'unknown' : word, clash };
    }
  }
  return readings;
}

function momentOf(readings: readonly Reading[]): MomentStatus {
  // A read that names the status speaks for one of the same moment that does not.
  const telling = readings.filter((reading) => reading.word !== 'unsaid' || reading.clash);
  const counted = telling.length === 0 ? readings : telling;
  const silent = telling.length < readings.length;
  const words = new Set(counted.map((reading) => reading.word));
  // Shown by one read and missing from another: silence on the status does not settle which.
  const shownAndMissing = words.has('absent') && (words.has('active') || words.has('unknown') || silent);
  const disagree = shownAndMissing || (words.has('active') && words.has('inactive')) || isMixedUnknown(words);
  const conflicting = disagree || counted.some((reading) => reading.clash);
  const sightings = counted.map((reading) => sightingOf(reading, conflicting));
  return {
    asOf: readings[0]?.snapshot.asOf ?? '',
    status: conflicting ? 'unknown' : statusOf(words),
    conflicting,
    sightings,
  };
}

function isMixedUnknown(words: ReadonlySet<Reading['word']>): boolean {
  return words.has('unknown') && words.size > 1;
}

function statusOf(words: ReadonlySet<Reading['word']>): AccountStatus {
  if (words.has('active')) return 'active';
  if (words.has('inactive')) return 'inactive';
  return words.has('absent') ? 'absent' : 'unknown';
}

/** Absences of one read are one object for all accounts: there are many. */
const ABSENT = new WeakMap<Snapshot, Sighting>();

export function absentSighting(snapshot: Snapshot): Sighting {
  const shared = ABSENT.get(snapshot) ?? sighting(snapshot, null, 'absent');
  ABSENT.set(snapshot, shared);
  return shared;
}

function absentFrom(snapshot: Snapshot): Reading {
  return { snapshot, line: null, word: 'absent', clash: false };
}

function sightingOf({ snapshot, line, word }: Reading, conflicting: boolean): Sighting {
  if (word === 'absent' && !conflicting) return absentSighting(snapshot);
  return sighting(snapshot, line, conflicting || word === 'unsaid' ? 'unknown' : word);
}

function sighting(snapshot: Snapshot, line: number | null, status: AccountStatus): Sighting {
  return {
    snapshotId: snapshot.snapshotId,
    asOf: snapshot.asOf,
    settles: settlesClaims(snapshot),
    source: sourceName(snapshot),
    line,
    status,
  };
}
