import type { Identity } from '../../model/identity.ts';
import { employeeKey } from '../correlate/identifiers.ts';
import { nameKeys, parseName } from '../correlate/names.ts';
import { assignmentOf } from './assignment.ts';
import type { ListEntry } from './assignment-list.ts';
import type { DirectoryReads } from './directory-reads.ts';
import { entitlementOf, entitlementOfListed } from './entitlement.ts';
import { type Absence, absenceOf } from './identity-absence.ts';
import { type IdentityEntry, type IdentityRow, isRevocation } from './identity-entry.ts';
import { joinLists } from './list-join.ts';
import { type FindNewcomers, newcomerFinder } from './renames.ts';
import { bySnapshotOrder } from './snapshot-order.ts';
import type { SettledWord, Word } from './words.ts';

/** The identities of one directory, people whom only an assignment list knows included. */
export function identitiesOf(
  entries: readonly IdentityEntry[],
  lists: readonly ListEntry[],
  reads: DirectoryReads,
): Identity[] {
  const absences = new Map(entries.map((entry) => [entry, absenceOf(entry, reads.whole)]));
  const isPresent = (entry: IdentityEntry) => isHere(absences.get(entry) ?? { kind: 'none' });
  const joined = joinLists(entries, lists, isPresent);
  const hasMissing = [...absences.values()].some((absence) => !isHere(absence));
  const find = hasMissing ? finderOf(entries) : () => [];
  const listedWords = (entry: IdentityEntry): readonly Word[] => joined.words.get(entry) ?? [];
  return [
    ...entries.flatMap((entry) => {
      const assignment = assignmentOf(entry, listedWords(entry), reads);
      return identityOf(entry, absences.get(entry) ?? { kind: 'none' }, assignment, reads, find);
    }),
    ...joined.listedOnly.flatMap((entry) =>
      listedIdentityOf(entry, assignmentOf(entry, listedWords(entry), reads), reads),
    ),
  ];
}

function identityOf(
  entry: IdentityEntry,
  absence: Absence,
  assignment: SettledWord,
  reads: DirectoryReads,
  find: FindNewcomers,
): readonly Identity[] {
  const latest = latestOf(entry);
  if (latest === null) return [];
  const telling = entry.newest.filter(({ row }) => row.status !== 'unknown' || row.statusRaw !== null);
  const { entitlement, reason } = entitlementOf({
    status: latest.row.status,
    statusConflicts: new Set(telling.map(({ row }) => row.status)).size > 1,
    absence: absence.kind,
    maybeRenamed: isMaybeRenamed(entry, latest, absence, find),
    assignment,
    facts: reads.facts,
  });
  const isRevoked = entitlement === 'deactivated' || entitlement === 'deleted' || entitlement === 'suspended';
  const revokedAt = isRevoked && isRevocation(latest.row.status) ? revocationOf(entry) : null;
  return [
    {
      ...common(entry, latest, assignment),
      asOf: 'asOf' in absence ? absence.asOf : latest.snapshot.asOf,
      present: isHere(absence),
      entitlement,
      entitlementReason: reason,
      revokedAt: revokedAt?.at ?? null,
      revokedAtDateOnly: revokedAt?.dateOnly ?? false,
      revokedAtBasis: revokedAt === null ? 'unknown' : 'status_changed',
    },
  ];
}

function listedIdentityOf(entry: IdentityEntry, assignment: SettledWord, reads: DirectoryReads): readonly Identity[] {
  const latest = latestOf(entry);
  if (latest === null) return [];
  const isMissing = reads.whole.some((read) => read.asOf >= entry.firstSeen);
  const { entitlement, reason } = entitlementOfListed(assignment, reads.facts, {
    isMissing,
    isLive: latest.snapshot.live !== null,
  });
  return [
    {
      ...common(entry, latest, assignment),
      asOf: latest.snapshot.asOf,
      present: true,
      entitlement,
      entitlementReason: reason,
      revokedAt: null,
      revokedAtDateOnly: false,
      revokedAtBasis: 'unknown',
    },
  ];
}

function common(entry: IdentityEntry, latest: IdentityRow, assignment: SettledWord) {
  return {
    directory: entry.directory,
    identityId: entry.identityId,
    latest: latest.row,
    latestSnapshotId: latest.snapshot.snapshotId,
    assignment: assignment.status,
    assignmentAsOf: assignment.asOf,
    assignmentSource: assignment.source,
  };
}

/** The newest row; of one moment the one that names the status. */
function latestOf(entry: IdentityEntry): IdentityRow | null {
  const [first = null, ...rest] = entry.newest;
  if (first === null) return null;
  return rest.reduce((best, other) => (isBetter(other, best) ? other : best), first);
}

function isBetter(a: IdentityRow, b: IdentityRow): boolean {
  const tells = (one: IdentityRow) => (one.row.status === 'unknown' && one.row.statusRaw === null ? 0 : 1);
  return (tells(a) - tells(b) || bySnapshotOrder(a.snapshot, b.snapshot) || a.row.line - b.row.line) > 0;
}

/** Dated by the newest row that dates it, if it was not undone since. */
function revocationOf({ revoked, lastUnrevoked }: IdentityEntry) {
  return revoked === null || (lastUnrevoked !== null && lastUnrevoked >= revoked.asOf) ? null : revoked.at;
}

function isHere(absence: Absence): boolean {
  return absence.kind !== 'deleted' && absence.kind !== 'gone_from_active_list';
}

function isMaybeRenamed(entry: IdentityEntry, latest: IdentityRow, absence: Absence, find: FindNewcomers): boolean {
  if (absence.kind !== 'deleted' && absence.kind !== 'gone_from_active_list') return false;
  const keys = recognisedBy(entry, latest);
  return find({ keys, after: latest.snapshot.asOf, until: absence.since }).length > 0;
}

function finderOf(entries: readonly IdentityEntry[]): FindNewcomers {
  return newcomerFinder(
    entries.flatMap((entry) => {
      const latest = latestOf(entry);
      if (latest === null) return [];
      return [{ id: entry.identityId, firstSeen: entry.firstSeen, keys: recognisedBy(entry, latest) }];
    }),
  );
}

function recognisedBy(entry: IdentityEntry, { row }: IdentityRow): readonly string[] {
  const employeeId = employeeKey(row.employeeId);
  return [
    ...entry.logins.map((login) => `address:${login}`),
    ...entry.emails.map((email) => `address:${email}`),
    ...(employeeId === null ? [] : [`employee:${employeeId}`]),
    ...nameKeys(parseName(row)).map((name) => `name:${name}`),
  ];
}
