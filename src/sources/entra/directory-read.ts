import { ClariIdentityError } from '../../model/errors.ts';
import type { ReadGap } from '../../model/live.ts';
import type { IdentityObservation, Observation } from '../../model/observation.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import { addMs, DAY_MS } from '../../model/time.ts';
import { headerFingerprint } from '../csv/header.ts';
import { ItemFields } from '../json/item-fields.ts';
import { carriedOver } from '../live/last-day.ts';
import type { EarlierRead, LiveOptions, LiveReadEnd } from '../live/live-source.ts';
import { Notes } from '../notes/notes.ts';
import { type EnterpriseApp, refusalText } from './clari-app.ts';
import { DeletedPeople } from './deleted-people.ts';
import { brokenGap, emptyGap, limitedGap, refusalGap, SYNC } from './gaps.ts';
import type { Graph } from './graph.ts';
import { DELETED_USER_PROPERTIES, showsLastDay, USER_PROPERTIES } from './graph-user.ts';
import { logFacts } from './log-facts.ts';
import { changesSince, cursorOfNow } from './user-changes.ts';
import { UserReader } from './user-reader.ts';
import { wholeListOf } from './whole-list.ts';

/** Changes are added up for this long; then everybody is read again. */
const FULL_EVERY_MS = 7 * DAY_MS;
const ABSENCE = 'That nobody in Entra ID owns an account, or who left without a row of their own';

interface Context {
  readonly graph: Graph;
  readonly app: EnterpriseApp | null;
  readonly facts: DirectoryFacts;
  /** What was not learned before any user was read. */
  readonly gaps: readonly ReadGap[];
  readonly options: LiveOptions;
}

/**
 * Reads everybody, deleted people included. Deleted people are read first: somebody who is deleted or restored during
 * the read is then in both lists or in neither, and never missing although they exist.
 */
export async function* directoryRows(context: Context): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const { graph, app, options } = context;
  const { asOf, signal } = options;
  const now = options.clock();
  const notes = new Notes();
  const tally = new Tally(options);
  const reader = new UserReader(new ItemFields({ notes, now }), notes, now);
  const logs = await logFacts(graph, app, asOf, { now, signal, page: (what) => tally.page(what) });
  const gaps = [...context.gaps, ...logs.gaps];

  const deleted = await deletedPeople(graph, reader, tally, signal);
  if (deleted.gap !== null) gaps.push(deleted.gap);
  const people = new DeletedPeople(deleted.people);
  let showsLastDays = false;
  const take = (rows: readonly IdentityObservation[]): readonly Observation[] => {
    for (const row of rows) {
      people.meets(row);
      showsLastDays ||= showsLastDay(row);
    }
    tally.rows += rows.length;
    return rows.map((row) => ({ of: 'identity', row: logs.enrich(row) }));
  };

  const fingerprint = fingerprintOf(graph);
  const earlier = await usableEarlier(options, fingerprint);
  const changes = earlier === null ? null : await changesSince(graph, earlier.cursor, earlier.rows, signal);
  let cursor: string | null;
  let isBroken = deleted.isBroken;
  if (earlier !== null && changes !== null) {
    tally.page('changed users');
    for await (const batch of earlier.read.identities()) {
      const kept = batch.filter((row) => row.status !== 'deleted' && !changes.gone.has(row.identityId));
      yield take(kept.map((row) => carriedOver(row, now)));
    }
    yield take(changes.anew.flatMap((item) => reader.row(item)));
    cursor = changes.cursor;
  } else {
    // Asked before the first page, so that a change during the read is among the changes after it.
    cursor = await cursorOfNow(graph, signal);
    const gap = yield* everybody(graph, reader, take, tally, signal);
    if (gap !== null) gaps.push(gap);
    isBroken ||= gap !== null;
  }
  const living = tally.rows;
  if (deleted.people.length > 0) yield people.rows().map((row) => ({ of: 'identity', row: logs.enrich(row) }));
  if (living === 0 && !isBroken)
    gaps.push(
      emptyGap(
        `${ABSENCE}: Microsoft Graph shows no users at all, and an empty directory is never believed.`,
        'Check AZURE_TENANT_ID and the application permission User.Read.All, then clari-identity-mcp sync entra',
      ),
    );
  if (living > 0 && !showsLastDays) gaps.push(NO_LAST_DAYS);
  gaps.push(...reader.people.gaps(SYNC));
  if (notes.refused > 0) gaps.push(hiddenGap(notes.refused));
  const isWhole = living > 0 && !isBroken && notes.refused === 0;
  return {
    completeness: isWhole ? 'complete' : 'partial',
    facts: context.facts,
    gaps,
    rejected: notes.rejected,
    refused: notes.refused,
    mode: changes === null ? 'full' : 'incremental',
    fullReadAt: changes === null ? null : (earlier?.read.fullReadAt ?? null),
    cursor: isWhole ? cursor : null,
    fingerprint,
  };
}

async function* everybody(
  graph: Graph,
  reader: UserReader,
  take: (rows: readonly IdentityObservation[]) => readonly Observation[],
  tally: Tally,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Observation[], ReadGap | null, void> {
  const list = wholeListOf(graph, (client) => client.api('/users').select([...USER_PROPERTIES]), {
    signal,
    page: () => tally.page('users'),
  });
  for (;;) {
    const page = await list.next();
    if (page.done === true) {
      const { value } = page;
      if (value.kind === 'refused') throw usersRefused(value);
      if (value.kind === 'whole') return null;
      if (tally.rows === 0) throw nothingRead(value.why);
      return brokenGap(ABSENCE, value);
    }
    yield take(page.value.flatMap((item) => reader.row(item)));
  }
}

async function deletedPeople(
  graph: Graph,
  reader: UserReader,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<{
  readonly people: readonly IdentityObservation[];
  readonly gap: ReadGap | null;
  readonly isBroken: boolean;
}> {
  const people: IdentityObservation[] = [];
  const list = wholeListOf(
    graph,
    (client) => client.api('/directory/deletedItems/microsoft.graph.user').select(DELETED_USER_PROPERTIES),
    { signal, page: () => tally.page('deleted users') },
  );
  const what = 'Who was deleted in the last 30 days';
  for (;;) {
    const page = await list.next();
    if (page.done === true) {
      const { value } = page;
      if (value.kind === 'whole') return { people, gap: null, isBroken: false };
      if (value.kind === 'broken') return { people, gap: brokenGap(what, value), isBroken: true };
      return { people, gap: refusalGap(what, 'User.Read.All', value), isBroken: value.status !== 403 };
    }
    for (const item of page.value) people.push(...reader.deleted(item));
  }
}

/** Living users so far, and progress by pages. */
class Tally {
  rows = 0;
  #pages = 0;
  readonly #options: LiveOptions;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  page(what: string): void {
    this.#pages += 1;
    this.#options.progress(this.#pages, this.rows, what);
  }
}

interface UsableEarlier {
  readonly read: EarlierRead;
  readonly cursor: string;
  readonly rows: number;
}

async function usableEarlier(options: LiveOptions, fingerprint: string): Promise<UsableEarlier | null> {
  const read = await options.earlier({ kind: 'directory', directory: 'entra', app: null });
  if (read === null || read.cursor === null || read.fingerprint !== fingerprint || read.rows === 0) return null;
  if (!read.isOfThisReader) return null;
  if (addMs(read.fullReadAt, FULL_EVERY_MS) <= options.asOf) return null;
  return { read, cursor: read.cursor, rows: read.rows };
}

function fingerprintOf(graph: Graph): string {
  return headerFingerprint([graph.target, ...USER_PROPERTIES]);
}

/** Without the permission the dates are blank, and Graph does not say why. */
const NO_LAST_DAYS = limitedGap(
  'Whether somebody who is still enabled has had their last day: no user shows a leave date, which looks the same whether there is none or it is hidden.',
  'User-LifeCycleInfo.Read.All',
);

function hiddenGap(count: number): ReadGap {
  return limitedGap(
    `${ABSENCE}: ${count} ${count === 1 ? 'user is' : 'users are'} shown by id alone, and any account may be theirs.`,
    'User.Read.All',
  );
}

function usersRefused(refusal: { readonly status: number; readonly code: string | null }): ClariIdentityError {
  return new ClariIdentityError(
    refusal.status === 403 ? 'ERR_SOURCE_FORBIDDEN' : 'ERR_SOURCE_FAILED',
    `Microsoft Graph does not list the users: it answered ${refusalText(refusal)}.`,
    refusal.status === 403
      ? 'Grant the application permission User.Read.All with admin consent, then run clari-identity-mcp sync entra again. The last good read stays in force.'
      : 'Check GRAPH_BASE_URL, then run clari-identity-mcp sync entra again. The last good read stays in force.',
  );
}

function nothingRead(why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `Not one page of users came from Entra ID: ${why}`,
    'Run clari-identity-mcp sync entra again. The last good read stays in force.',
  );
}
