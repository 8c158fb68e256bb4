import { everyIdentity } from '../../evaluation/index.ts';
import { bare, quote } from '../../model/foreign.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import { provesAbsence, readsAt, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import { nameOf } from '../../plan/words.ts';
import { coverageFacts } from '../../reconcile/classify/coverage-facts.ts';
import { importAssignmentsCommand } from '../../reconcile/coverage/commands.ts';
import { joinFails, type ListMatches } from '../../reconcile/state/list-matches.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

const SHOWN_MAX = 50;

/** People who are assigned to Clari and have no account there, by a users export that has everybody. */
export interface NeverSignedIn {
  /** Null: it cannot be told, and `why` says what is missing. */
  readonly total: number | null;
  readonly why: string;
  /** The first of them, by directory and id. */
  readonly people: readonly string[];
  /** Directories that do not say of everybody whether they are assigned. */
  readonly untoldBy: readonly { readonly directory: string; readonly closeWith: string }[];
  /** Of complete lists that have rows which are nobody's, how they fit. */
  readonly listFit: readonly string[];
}

/** Goes through every identity: for whoever asks for all there is to know, not for every call. */
export async function neverSignedIn(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
): Promise<NeverSignedIn> {
  const snapshots = readsAt(await reader.snapshots(), clock());
  const published = snapshots.filter((one) => one.state === 'published');
  const { scope } = coverageFacts(snapshots, new Map(), settings, clock());
  const everybody = await everyIdentity(reader, published);
  const listFit = fitLines(everybody.matches, published);
  const users = published.findLast((one) => one.kind === 'clari-users');
  const missing = premiseMissing(users, published, Date.parse(clock()) - settings.staleAfterMs);
  if (users === undefined || missing !== null)
    return { total: null, why: missing ?? '', people: [], untoldBy: [], listFit };
  const people: string[] = [];
  const untold = new Set(scope.filter((name) => !published.some((one) => one.directory === name)));
  let total = 0;
  const directories = new Set(scope);
  for await (const some of everybody.inParts()) {
    const inScope = some.filter(({ directory }) => directories.has(directory));
    for (const one of inScope) if (isUntold(one)) untold.add(one.directory);
    const assigned = inScope.filter((one) => one.entitlement === 'assigned');
    const known = await reader.refsWithAccount('clari', assigned.map(identityRef));
    const without = assigned.filter((one) => !known.has(identityRef(one)));
    total += without.length;
    people.push(...without.map(shown));
    // Only the first are shown: what is beyond them is counted.
    people.sort().splice(SHOWN_MAX);
  }
  const why = `By the users export as of ${users.asOf}, which is complete.`;
  const untoldBy = [...untold].sort().map((name) => ({ directory: name, closeWith: importAssignmentsCommand(name) }));
  return { total, why, people, untoldBy, listFit };
}

/** Somebody who may be assigned: the directory has them, and nothing says it either way. */
function isUntold({ entitlement, latest, present }: Identity): boolean {
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
    return 'Who is assigned and never signed in is told only by a users export that is stated complete.';
  if (users.filter === 'active')
    return 'Who is assigned and never signed in is not told by an export of active accounts alone: a closed account is missing from it too.';
  if (Date.parse(users.asOf) <= freshSince)
    return `Who is assigned and never signed in is not told by a users export of ${users.asOf}: it is old.`;
  if (!published.some((one) => one.kind === 'directory-assignments' || one.kind === 'directory'))
    return 'Who is assigned and never signed in is not known: no directory was read.';
  return null;
}

function shown(identity: Identity): string {
  const name = nameOf(identity.latest);
  return `${quote(identity.latest.login ?? identity.latest.email ?? identity.identityId)}${name === null ? '' : ` (${quote(name)})`} in ${quote(identity.directory)}, assigned as of ${identity.assignmentAsOf ?? identity.asOf}`;
}
