import type { AssignmentObservation } from '../../model/observation.ts';
import { provesAbsence, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import { guestHomeAddress } from '../normalise/addresses.ts';
import type { IdentityEntry } from './identity-entry.ts';
import type { ListMatch } from './list-match.ts';

/** How the complete lists of assigned people fit the people of their directories. */
export interface ListMatches {
  /** By snapshot id; none: the directory itself was never read, or the list says assigned of nobody. */
  readonly byList: ReadonlyMap<string, ListMatch>;
  /** By directory: what rows are called that are nobody's, for lists that fit otherwise. */
  readonly strangers: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NO_MATCHES: ListMatches = { byList: new Map(), strangers: new Map() };

/**
 * Whether a list's silence says nothing, since its rows name people in another way than the directory does: half of them
 * are nobody's, or more than a tenth and at least three. One or two of many may have come after the directory was read.
 */
export function joinFails({ rows, matched }: ListMatch): boolean {
  const strangers = rows - matched;
  return strangers > 0 && (strangers * 2 >= rows || (strangers >= 3 && strangers * 10 > rows));
}

/** Whether a row of a list says that somebody is assigned. */
export function saysAssigned({ status }: Pick<AssignmentObservation, 'status'>): boolean {
  return status === 'assigned' || status === 'suspended';
}

/** What a row calls its person, without the domain and in letters and digits alone. */
function strangerNames({ identityId, login, email }: AssignmentObservation): readonly string[] {
  return [identityId, login, email].flatMap((value) => (value === null ? [] : shortForm(value)));
}

/** `ada.quist@corp.example`, `Ada-Quist` and `adaquist` are one. */
export function shortForm(value: string): string {
  const local = value.split('@', 1)[0] ?? value;
  return local.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Of each directory and application the lists whose silence may say something: the newest complete ones. */
export function silentLists(snapshots: readonly Snapshot[]): ReadonlySet<string> {
  const newest = new Map<string, Snapshot[]>();
  for (const read of snapshots) {
    if (read.kind !== 'directory-assignments' || read.directory === null || !provesAbsence(read)) continue;
    const series = seriesOf(read);
    const known = newest.get(series) ?? [];
    const asOf = known[0]?.asOf ?? '';
    if (read.asOf > asOf) newest.set(series, [read]);
    else if (read.asOf === asOf) known.push(read);
  }
  return new Set([...newest.values()].flat().map((read) => read.snapshotId));
}

/** Rows of complete lists, by snapshot id. */
export type ListRows = ReadonlyMap<string, readonly AssignmentObservation[]>;

/** How the lists of a directory fit, where all of it is in memory. */
export function matchesOf(entries: readonly IdentityEntry[], rows: ListRows, silent: ReadonlySet<string>): ListMatches {
  const lists = [...rows].filter(([snapshotId]) => silent.has(snapshotId));
  if (lists.length === 0 || entries.length === 0) return NO_MATCHES;
  const known = namesOf(entries);
  const byList = new Map<string, ListMatch>();
  const strangers = new Map<string, Set<string>>();
  for (const [snapshotId, own] of lists) {
    const said = own.filter(saysAssigned);
    const nobodys = said.filter((row) => !isKnown(row, known));
    const match = { rows: said.length, matched: said.length - nobodys.length };
    byList.set(snapshotId, match);
    if (joinFails(match)) continue;
    for (const row of nobodys) addStranger(strangers, row);
  }
  return { byList, strangers };
}

export function addStranger(strangers: Map<string, Set<string>>, row: AssignmentObservation): void {
  const names = strangers.get(row.directory) ?? new Set();
  strangers.set(row.directory, names);
  for (const name of strangerNames(row)) names.add(name);
}

function isKnown({ identityId, login, email }: AssignmentObservation, known: ReadonlySet<string>): boolean {
  return [identityId, login, email].some((value) => value !== null && known.has(value.toLowerCase()));
}

/** As rows of the two are put together elsewhere: by everything that a row of either bears. */
function namesOf(entries: readonly IdentityEntry[]): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (value: string | null) => value !== null && names.add(value.toLowerCase());
  for (const entry of entries) {
    add(entry.identityId);
    for (const value of [...entry.logins, ...entry.emails]) add(value);
    for (const { row } of entry.newest) {
      add(guestHomeAddress(row.login));
      for (const address of row.otherEmails) add(address);
    }
  }
  return names;
}
