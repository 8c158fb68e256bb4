import { type Identity, identityRef } from '../../model/identity.ts';
import { provesAbsence, type Snapshot } from '../../model/snapshot.ts';
import { quote } from '../../plan/quote.ts';
import { nameOf } from '../../plan/words.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { gatherIdentities, loadIdentities } from '../judging/reads.ts';

const ROWS_AT_ONCE = 40_000;
const SHOWN_MAX = 50;

/** People who are assigned to Clari and have no account there, by a users export that has everybody. */
export interface NeverSignedIn {
  /** Null: it cannot be told, and `why` says what is missing. */
  readonly total: number | null;
  readonly why: string;
  /** The first of them, by directory and id. */
  readonly people: readonly string[];
}

/** Goes through every identity: for whoever asks for all there is to know, not for every call. */
export async function neverSignedIn(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
): Promise<NeverSignedIn> {
  const published = (await reader.snapshots()).filter((one) => one.state === 'published');
  const users = published.findLast((one) => one.kind === 'clari-users');
  const missing = premiseMissing(users, published, Date.parse(clock()) - settings.staleAfterMs);
  if (users === undefined || missing !== null) return { total: null, why: missing ?? '', people: [] };
  const people: string[] = [];
  let total = 0;
  for await (const assigned of assignedPeople(reader, published, settings.directories)) {
    const known = await reader.refsWithAccount('clari', assigned.map(identityRef));
    const without = assigned.filter((one) => !known.has(identityRef(one)));
    total += without.length;
    people.push(...without.map(shown));
    // Only the first are shown: what is beyond them is counted.
    people.sort().splice(SHOWN_MAX);
  }
  return { total, why: `By the users export as of ${users.asOf}, which is complete.`, people };
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

async function* assignedPeople(
  reader: StoreReader,
  published: readonly Snapshot[],
  directories: readonly string[] | null,
): AsyncGenerator<readonly Identity[], void, void> {
  const gathered = await gatherIdentities(reader, published, async () => undefined);
  for (const part of gathered.islands.parts(ROWS_AT_ONCE)) {
    const history = identityHistory(gathered.matches);
    await loadIdentities(reader, gathered, part, history);
    yield history
      .build(published)
      .filter(
        ({ entitlement, directory }) =>
          entitlement === 'assigned' && (directories === null || directories.includes(directory)),
      );
  }
}

function shown(identity: Identity): string {
  const name = nameOf(identity.latest);
  return `${quote(identity.latest.login ?? identity.latest.email ?? identity.identityId)}${name === null ? '' : ` (${quote(name)})`} in ${quote(identity.directory)}, assigned as of ${identity.assignmentAsOf ?? identity.asOf}`;
}

/** One line for each of them, after one that says how many and by what. */
export function neverSignedInLines({ total, why, people }: NeverSignedIn): readonly string[] {
  if (total === null) return [why];
  if (total === 0) return [`Everybody who is assigned to Clari has an account. ${why}`];
  return [
    `${total === 1 ? 'One person is' : `${total} people are`} assigned to Clari without an account: never signed in. ${why} The first login makes the account; draft_provisioning_plan has the steps.`,
    ...people.map((person) => `Assigned, never signed in: ${person}`),
    ...(total > people.length ? [`${total - people.length} more are assigned and never signed in.`] : []),
  ];
}
