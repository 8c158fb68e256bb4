import type { App } from '../../model/app-profile.ts';
import type { AppStanding, Identity } from '../../model/identity.ts';
import type { IdpEvent } from '../../model/observation.ts';
import { addMs, earliestOf, MINUTE_MS, type Moment } from '../../model/time.ts';
import { employeeKey } from '../normalise/employee-ids.ts';
import { nameKeys, parseName } from '../normalise/names.ts';
import { assignmentOf } from './assignment.ts';
import { endDateOf, endOf, type ListEntry } from './assignment-list.ts';
import type { DirectoryReads } from './directory-reads.ts';
import { entitlementOf, entitlementOfListed } from './entitlement.ts';
import { type Absence, absenceOf } from './identity-absence.ts';
import { type IdentityEntry, type IdentityRow, isRevocation, newerName } from './identity-entry.ts';
import { type JoinedLists, joinLists } from './list-join.ts';
import { type FindNewcomers, newcomerFinder } from './renames.ts';
import { bySnapshotOrder } from './snapshot-order.ts';
import type { SettledWord, Word } from './words.ts';

const NOTHING_LISTED: JoinedLists = { words: new Map(), rows: new Map(), listedOnly: [] };

/** The identities of one directory, people whom only an assignment list knows included. */
export function identitiesOf(
  entries: readonly IdentityEntry[],
  lists: readonly ListEntry[],
  reads: DirectoryReads,
  others: readonly OfOtherApp[] = [],
): Identity[] {
  const absences = new Map(entries.map((entry) => [entry, absenceOf(entry, reads.whole)]));
  const isPresent = (entry: IdentityEntry) => isHere(absences.get(entry) ?? { kind: 'none' });
  const joined = lists.length === 0 ? NOTHING_LISTED : joinLists(entries, lists, isPresent);
  const listedOnly = [...joined.listedOnly];
  const elsewhere = others.map((other) => {
    const joined = joinLists(entries, other.lists, isPresent, listedOnly);
    // Who is on the lists of two applications alone is one person.
    listedOnly.push(...joined.listedOnly);
    return { ...other, joined };
  });
  const saidElsewhere = (entry: IdentityEntry) =>
    elsewhere.map(({ app, joined, reads }) => ({
      app,
      facts: reads.facts,
      assignment: assignmentOf({ ...entry, assigned: [] }, joined.words.get(entry) ?? [], reads),
      listed: joined.rows.get(entry) ?? [],
    }));
  const hasMissing = [...absences.values()].some((absence) => !isHere(absence));
  const find = hasMissing ? finderOf(entries) : () => [];
  const listedWords = (entry: IdentityEntry): readonly Word[] => joined.words.get(entry) ?? [];
  return [
    ...entries.flatMap((entry) => {
      const assignment = assignmentOf(entry, listedWords(entry), reads);
      const absence = absences.get(entry) ?? { kind: 'none' };
      const listed = joined.rows.get(entry) ?? [];
      return identityOf(entry, { absence, assignment, listed }, reads, find, saidElsewhere(entry));
    }),
    ...listedOnly.flatMap((entry) =>
      listedIdentityOf(
        entry,
        { assignment: assignmentOf(entry, listedWords(entry), reads), listed: joined.rows.get(entry) ?? [] },
        reads,
        saidElsewhere(entry),
      ),
    ),
  ];
}

/** Lists of who is assigned to another application than Clari. */
export interface OfOtherApp {
  readonly app: App;
  readonly lists: readonly ListEntry[];
  readonly reads: DirectoryReads;
}

interface Stated {
  readonly assignment: SettledWord;
  readonly listed: readonly ListEntry[];
}

function identityOf(
  entry: IdentityEntry,
  { absence, assignment, listed }: Stated & { readonly absence: Absence },
  reads: DirectoryReads,
  find: FindNewcomers,
  others: readonly SaidElsewhere[],
): readonly Identity[] {
  const latest = latestOf(entry);
  if (latest === null) return [];
  const common = {
    status: latest.row.status,
    statusConflicts: entry.newest.some(({ row }) => tells(row) && row.status !== latest.row.status),
    statusContradicted: latest.row.contradiction !== null,
    absence,
    maybeRenamed: isMaybeRenamed(entry, latest, absence, find),
  };
  const rightIn = ({ assignment, listed }: Stated, facts: DirectoryReads['facts']) => {
    const { entitlement, reason } = entitlementOf({ ...common, assignment, facts });
    const isRevoked = entitlement === 'deactivated' || entitlement === 'deleted' || entitlement === 'suspended';
    const ended =
      isRevoked && isRevocation(latest.row.status)
        ? revocationOf(entry)
        : entitlement === 'unassigned'
          ? endOfAssignment(listed)
          : NOT_ENDED;
    return { entitlement, entitlementReason: reason, ended };
  };
  const { ended, ...right } = rightIn({ assignment, listed }, reads.facts);
  const identity = identityFrom(entry, latest, { assignment, listed }, ended, {
    asOf: 'asOf' in absence ? absence.asOf : latest.snapshot.asOf,
    present: isHere(absence),
    ...right,
  });
  return [withElsewhere(identity, others, ({ facts, ...said }) => rightIn(said, facts))];
}

type SaidElsewhere = Stated & Pick<OfOtherApp, 'app'> & Pick<DirectoryReads, 'facts'>;

function withElsewhere(
  identity: Identity,
  others: readonly SaidElsewhere[],
  rightIn: (said: SaidElsewhere) => Pick<AppStanding, 'entitlement' | 'entitlementReason'> & { readonly ended: Ended },
): Identity {
  if (others.length === 0) return identity;
  const elsewhere = others.map((said): readonly [App, AppStanding] => {
    const { ended, ...there } = rightIn(said);
    const { status, asOf, source, listMatch } = said.assignment;
    return [
      said.app,
      { assignment: status, assignmentAsOf: asOf, assignmentSource: source, listMatch, ...there, ...ended },
    ];
  });
  return { ...identity, elsewhere: Object.fromEntries(elsewhere) };
}

function listedIdentityOf(
  entry: IdentityEntry,
  { assignment, listed }: Stated,
  reads: DirectoryReads,
  others: readonly SaidElsewhere[],
): readonly Identity[] {
  const latest = latestOf(entry);
  if (latest === null) return [];
  const isMissing = reads.whole.some((read) => read.asOf >= entry.firstSeen);
  const rightIn = ({ assignment, facts }: Pick<SaidElsewhere, 'assignment' | 'facts'>) => {
    const isLive = latest.snapshot.live !== null;
    const { entitlement, reason } = entitlementOfListed(assignment, facts, { isMissing, isLive });
    return { entitlement, entitlementReason: reason, ended: NOT_ENDED };
  };
  const { ended, ...right } = rightIn({ assignment, facts: reads.facts });
  const standing = { asOf: latest.snapshot.asOf, present: true, ...right };
  return [withElsewhere(identityFrom(entry, latest, { assignment, listed }, ended, standing), others, rightIn)];
}

type Standing = Pick<Identity, 'asOf' | 'present' | 'entitlement' | 'entitlementReason'>;

function identityFrom(
  entry: IdentityEntry,
  latest: IdentityRow,
  { assignment, listed }: Stated,
  ended: Ended,
  { asOf, present, entitlement, entitlementReason }: Standing,
): Identity {
  // Written out: of a million identities each spread costs as much as all the rest.
  return {
    directory: entry.directory,
    identityId: entry.identityId,
    latest: latest.row,
    latestSnapshotId: latest.snapshot.snapshotId,
    assignment: assignment.status,
    assignmentAsOf: assignment.asOf,
    assignmentSource: assignment.source,
    listMatch: assignment.listMatch,
    ssoName: listed.reduce((name, list) => newerName(name, list.ssoName), entry.ssoName)?.name ?? null,
    lastSsoAt: entry.lastSsoAt,
    asOf,
    present,
    entitlement,
    entitlementReason,
    revokedAt: ended.revokedAt,
    revokedAtDateOnly: ended.revokedAtDateOnly,
    revokedAtBasis: ended.revokedAtBasis,
    revokedBy: ended.revokedBy,
  };
}

/** The newest row; of one moment the one that names the status. */
function latestOf(entry: IdentityEntry): IdentityRow | null {
  const [first = null, ...rest] = entry.newest;
  if (first === null) return null;
  return rest.reduce((best, other) => (isBetter(other, best) ? other : best), first);
}

function isBetter(a: IdentityRow, b: IdentityRow): boolean {
  const telling = (one: IdentityRow) => (tells(one.row) ? 1 : 0);
  return (telling(a) - telling(b) || bySnapshotOrder(a.snapshot, b.snapshot) || a.row.line - b.row.line) > 0;
}

/** Whether it says anything of the status; one that speaks against itself does. */
function tells({ status, statusRaw, contradiction }: IdentityRow['row']): boolean {
  return status !== 'unknown' || statusRaw !== null || contradiction !== null;
}

type Ended = Pick<Identity, 'revokedAt' | 'revokedAtDateOnly' | 'revokedAtBasis' | 'revokedBy'>;

const NOT_ENDED: Ended = { revokedAt: null, revokedAtDateOnly: false, revokedAtBasis: 'unknown', revokedBy: null };

/** The directory stamps its status within moments of the event that changed it. */
const STAMPED_WITHIN_MS = 5 * MINUTE_MS;

/** By the directory's own event, else dated by the newest row that dates it; by neither if it was undone since. */
function revocationOf({ revoked, lastUnrevoked, ended }: IdentityEntry): Ended {
  const dated = revoked === null || (lastUnrevoked !== null && lastUnrevoked >= revoked.asOf) ? null : revoked.at;
  if (ended !== null && ended.at > (lastUnrevoked ?? '') && isOf(ended, dated)) return byEvent(ended);
  if (dated === null) return NOT_ENDED;
  return { revokedAt: dated.at, revokedAtDateOnly: dated.dateOnly, revokedAtBasis: 'status_changed', revokedBy: null };
}

/** A status that changed again after the event has another reason. */
function isOf(event: IdpEvent, dated: Moment | null): boolean {
  if (dated === null) return true;
  return earliestOf(dated) <= addMs(event.at, STAMPED_WITHIN_MS);
}

function endOfAssignment(listed: readonly ListEntry[]): Ended {
  const ended = endOf(listed);
  if (ended !== null) return byEvent(ended);
  const day = endDateOf(listed);
  if (day === null) return NOT_ENDED;
  return { revokedAt: day.at, revokedAtDateOnly: day.dateOnly, revokedAtBasis: 'status_changed', revokedBy: null };
}

function byEvent(event: IdpEvent): Ended {
  return { revokedAt: event.at, revokedAtDateOnly: false, revokedAtBasis: 'event', revokedBy: event };
}

function isHere(absence: Absence): boolean {
  return absence.kind === 'none' || absence.kind === 'contradicted' || absence.kind === 'explained';
}

function isMaybeRenamed(entry: IdentityEntry, latest: IdentityRow, absence: Absence, find: FindNewcomers): boolean {
  if (!('since' in absence) || absence.kind === 'explained') return false;
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
