import { everyIdentity } from '../../evaluation/index.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { bare, quote } from '../../model/foreign.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import { shownTime } from '../../model/shown-time.ts';
import { provesAbsence, readsAt, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import { nameOf } from '../../plan/words.ts';
import { coverageFacts } from '../../reconcile/classify/coverage-facts.ts';
import { importAssignmentsCommand } from '../../reconcile/coverage/commands.ts';
import { joinFails, type ListMatches } from '../../reconcile/state/list-matches.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

const SHOWN_MAX = 50;

/** People who are assigned to Clari and have no account there, by a complete users export. */
export interface NeverSignedIn {
  /** Null if it is unknown; `why` says what is missing. */
  readonly total: number | null;
  readonly why: string;
  /** The first of them, by directory and id. */
  readonly people: readonly string[];
  /** Directories that do not say of everybody whether they are assigned. */
  readonly unstatedBy: readonly { readonly directory: string; readonly closeWith: string }[];
  /** How complete lists with rows that belong to nobody match the directory. */
  readonly listFit: readonly string[];
}

/** Finds people who never signed in. It walks through every identity, so it is not for every call. */
export async function neverSignedIn(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  most: number = SHOWN_MAX,
): Promise<NeverSignedIn> {
  const snapshots = readsAt(await reader.snapshots(), clock());
  const published = snapshots.filter((one) => one.state === 'published');
  const { scope } = coverageFacts(snapshots, new Map(), settings, clock());
  const everybody = await everyIdentity(reader, published);
  const listFit = fitLines(everybody.matches, published);
  const users = published.findLast((one) => one.kind === 'clari-users');
  const missing = premiseMissing(users, published, Date.parse(clock()) - settings.staleAfterMs);
  if (users === undefined || missing !== null)
    return { total: null, why: missing ?? '', people: [], unstatedBy: [], listFit };
  const people: string[] = [];
  const unstated = new Set(scope.filter((name) => !published.some((one) => one.directory === name)));
  let total = 0;
  const directories = new Set(scope);
  for await (const some of everybody.inParts()) {
    const inScope = some.filter(({ directory }) => directories.has(directory));
    for (const one of inScope) if (isUnstated(one)) unstated.add(one.directory);
    const assigned = inScope.filter((one) => one.entitlement === 'assigned');
    const known = await reader.refsWithAccount(DEFAULT_APP, assigned.map(identityRef));
    const without = assigned.filter((one) => !known.has(identityRef(one)));
    total += without.length;
    people.push(...without.map(shown));
    // Only the first are shown: what is beyond them is counted.
    people.sort().splice(most);
  }
  const why = `By the users export as of ${shownTime(users.asOf)}, which is complete.`;
  const unstatedBy = [...unstated]
    .sort()
    .map((name) => ({ directory: name, closeWith: importAssignmentsCommand(name) }));
  return { total, why, people, unstatedBy, listFit };
}

/** Whether somebody may be assigned: the directory has them, and no source says it either way. */
function isUnstated({ entitlement, latest, present }: Identity): boolean {
  return entitlement === 'unknown' && present && latest.status !== 'deactivated' && latest.status !== 'deleted';
}

function fitLines({ byList }: ListMatches, published: readonly Snapshot[]): readonly string[] {
  return published.flatMap((list) => {
    const match = byList.get(list.snapshotId);
    if (match === undefined || match.matched === match.rows) return [];
    const says = joinFails(match) ? ': nobody is called unassigned by it' : '';
    return [
      `${bare(seriesOf(list))} (${quote(list.fileName)}): ${match.matched} of its ${match.rows} assigned rows match somebody in ${quote(list.directory ?? '')}${says}.`,
    ];
  });
}

function premiseMissing(
  users: Snapshot | undefined,
  published: readonly Snapshot[],
  freshSince: number,
): string | null {
  if (users === undefined || !provesAbsence(users))
    return 'Who is assigned and never signed in is shown only by a users export that is stated complete.';
  if (users.filter === 'active')
    return 'Who is assigned and never signed in is not shown by an export of active accounts alone: a closed account is missing from it too.';
  if (Date.parse(users.asOf) <= freshSince)
    return `Who is assigned and never signed in is not shown by a users export of ${shownTime(users.asOf)}: it is old.`;
  if (!published.some((one) => one.kind === 'directory-assignments' || one.kind === 'directory'))
    return 'Who is assigned and never signed in is not known: no directory was read.';
  return null;
}

function shown(identity: Identity): string {
  const name = nameOf(identity.latest);
  return `${quote(identity.latest.login ?? identity.latest.email ?? identity.identityId)}${name === null ? '' : ` (${quote(name)})`} in ${quote(identity.directory)}, assigned as of ${shownTime(identity.assignmentAsOf ?? identity.asOf)}`;
}
