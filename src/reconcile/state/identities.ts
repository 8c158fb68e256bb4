import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { AssignmentObservation, IdentityObservation } from '../../model/observation.ts';
import { assignedApp, isRemembered, provesAbsence, type Snapshot } from '../../model/snapshot.ts';
import { addListRow, type ListEntry, newListEntry } from './assignment-list.ts';
import { directoryReads } from './directory-reads.ts';
import { foldKeys } from './fold-keys.ts';
import { addIdentityRow, type IdentityEntry, mergeEntry, newIdentityEntry } from './identity-entry.ts';
import { identitiesOf } from './identity-state.ts';
import { type ListMatches, matchesOf, silentLists } from './list-matches.ts';
import { compareText } from './snapshot-order.ts';

export interface IdentityHistory {
  /** Take one row of one read, in any order. Rows of reads that are not published count for nothing. */
  addIdentity(snapshot: Snapshot, row: IdentityObservation): void;
  addAssignment(snapshot: Snapshot, row: AssignmentObservation): void;
  /** Identities as all rows and the absences from these reads say, in order of directory and id. */
  build(snapshots: readonly Snapshot[]): Identity[];
  /** References that identities bore while less was known of them, and what they are now: a person's links name them. */
  aliases(): ReadonlyMap<string, string>;
}

/**
 * Identity state from observations: the same whatever the order of reads and rows. `matches`: how complete lists fit all of
 * their directories, for whoever takes only a part of the rows; null: all rows are taken here.
 */
export function identityHistory(matches: ListMatches | null = null): IdentityHistory {
  const byDirectory = new Map<string, Rows>();
  const rowsOf = (directory: string): Rows => {
    const rows = byDirectory.get(directory) ?? { entries: new Map(), listsOf: new Map(), listRows: new Map() };
    byDirectory.set(directory, rows);
    return rows;
  };
  return {
    addIdentity(snapshot, row) {
      if (!isRemembered(snapshot)) return;
      const { entries } = rowsOf(row.directory);
      const entry = entries.get(row.identityId) ?? newIdentityEntry(snapshot, row);
      entries.set(row.identityId, entry);
      addIdentityRow(entry, snapshot, row);
    },
    addAssignment(snapshot, row) {
      if (!isRemembered(snapshot)) return;
      const { listsOf, listRows } = rowsOf(row.directory);
      const app = assignedApp(snapshot);
      const lists = listsOf.get(app) ?? new Map<string, ListEntry>();
      listsOf.set(app, lists);
      if (matches === null && provesAbsence(snapshot)) listRowsOf(listRows, snapshot.snapshotId).push(row);
      const entry = lists.get(row.key) ?? newListEntry(snapshot, row);
      lists.set(row.key, entry);
      addListRow(entry, snapshot, row);
    },
    build(snapshots) {
      const readsOf = directoryReads(snapshots);
      const silent = matches === null ? silentLists(snapshots) : new Set<string>();
      return [...byDirectory]
        .sort(([a], [b]) => compareText(a, b))
        .flatMap(([directory, { entries, listsOf, listRows }]) => {
          const people = merged(entries);
          const { elsewhere, ...own } = readsOf(directory);
          const fit = matches ?? matchesOf(people, listRows, silent);
          const listed = (app: App) => [...(listsOf.get(app)?.values() ?? [])];
          const others = [...elsewhere].map(([app, reads]) => ({
            app,
            lists: listed(app),
            reads: { ...reads, matches: fit },
          }));
          return identitiesOf(people, listed(DEFAULT_APP), { ...own, matches: fit }, others).sort((a, b) =>
            compareText(a.identityId, b.identityId),
          );
        });
    },
    aliases() {
      const pairs = [...byDirectory.values()].flatMap(({ entries }) => [...foldedKeys(entries)]);
      return new Map(pairs.map(([from, into]) => [identityRef(from), identityRef(into)]));
    },
  };
}

interface Rows {
  readonly entries: Map<string, IdentityEntry>;
  /** By the application that they are of. */
  readonly listsOf: Map<App, Map<string, ListEntry>>;
  /** How complete lists fit, by snapshot id, where the caller already knows it. */
  readonly listRows: Map<string, AssignmentObservation[]>;
}

function listRowsOf(rows: Rows['listRows'], snapshotId: string): AssignmentObservation[] {
  const known = rows.get(snapshotId) ?? [];
  rows.set(snapshotId, known);
  return known;
}

/** Entries with weaker keys folded in, as new objects: building twice must not count anything twice. */
function merged(entries: ReadonlyMap<string, IdentityEntry>): readonly IdentityEntry[] {
  const foldedInto = foldedKeys(entries);
  if (foldedInto.size === 0) return [...entries.values()].sort(byId);
  const copies = new Map<IdentityEntry, IdentityEntry>();
  for (const entry of entries.values())
    if (!foldedInto.has(entry)) copies.set(entry, { ...entry, logins: [...entry.logins], emails: [...entry.emails] });
  for (const [from, into] of foldedInto) {
    const copy = copies.get(into);
    if (copy !== undefined) mergeEntry(copy, from);
  }
  return [...copies.values()].sort(byId);
}

/** A file without ids names people by login or e-mail: those are the people whom another file names by id. */
function foldedKeys(entries: ReadonlyMap<string, IdentityEntry>): ReadonlyMap<IdentityEntry, IdentityEntry> {
  const all = [...entries.values()].sort(byId);
  if (all.every((entry) => entry.strength === all[0]?.strength)) return new Map();
  return foldKeys(
    all.map((entry) => ({
      item: entry,
      strength: entry.strength,
      finds: [entry.logins, entry.emails],
      foundBy: [...entry.logins, ...entry.emails],
    })),
  );
}

function byId(a: IdentityEntry, b: IdentityEntry): number {
  return compareText(a.identityId, b.identityId);
}
