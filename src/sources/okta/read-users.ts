import type { ReadGap } from '../../model/live.ts';
import type { IdentityObservation, Observation, RowProblem } from '../../model/observation.ts';
import { addMs, MINUTE_MS } from '../../model/time.ts';
import { carriedOver } from '../live/last-day.ts';
import type { EarlierRead, LiveOptions, LiveReadEnd } from '../live/live-source.ts';
import { SeenPeople } from '../live/seen-people.ts';
import { at } from '../live/values.ts';
import { AGAIN, emptyGap, permissionGap, stopGap } from './gaps.ts';
import type { Ended } from './log.ts';
import type { OktaContext } from './okta-context.ts';
import type { ListEnd } from './pages.ts';
import { isForbidden } from './problems.ts';
import { OKTA, oktaUser } from './users.ts';
import { wholeList } from './whole-list.ts';

/** Okta's indexes follow a change within seconds, and its log within minutes. */
export const OVERLAP_MS = 10 * MINUTE_MS;
const EVERYBODY = 'lastUpdated gt "1970-01-01T00:00:00.000Z"';
const REFUSED_SHOWN = 1_000;
/** Beyond this a full read costs no more than holding so many changes. */
const CHANGES_MAX = 50_000;

/** Everybody in Okta, those who left included: a plain list would leave those out. */
export async function* readUsers(
  context: OktaContext,
  options: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const { granted } = context.session;
  if (!granted.has('okta.users.read')) return yield* assignedOnly(context, options);
  try {
    return yield* context.earlier === null
      ? everybody(context, options)
      : changedSince(context, context.earlier, options);
  } catch (error) {
    if (!isForbidden(error) || context.app === null) throw error;
    return yield* assignedOnly(context, options);
  }
}

async function* everybody(
  context: OktaContext,
  options: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const rows = rowReader(context, options);
  const { deleting, deleted } = context.log.ends;
  // Who is listed is there, whatever was begun; who is not, and whose deletion was begun, is deleted.
  const gone = new Map([...deleting, ...deleted]);
  const list = await context.session.client.userApi.listUsers({ filter: EVERYBODY, limit: 200 });
  const end = yield* each(wholeList(list, context.session.heard), (page, pages) => {
    const read = rows.read(page);
    for (const row of read) gone.delete(row.identityId);
    options.progress(pages, rows.accepted, 'users');
    return observations(read);
  });
  if (end.stop === null && gone.size > 0) yield observations(await deletedRows(gone, context.known, options));
  return ended(context, rows, end.stop === null ? [] : [stopGap(end.stop, 'the users of Okta')]);
}

/**
 * Yields the rows of the earlier read that nobody changed since, and the changed ones. A list of changes that broke off
 * carries nothing over.
 */
async function* changedSince(
  context: OktaContext,
  earlier: EarlierRead,
  options: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const rows = rowReader(context, options);
  const now = options.clock();
  const changed = new Map<string, IdentityObservation>();
  const filter = `lastUpdated gt "${addMs(earlier.asOf, -OVERLAP_MS)}"`;
  const list = await context.session.client.userApi.listUsers({ filter, limit: 200 });
  const end = yield* each(wholeList(list, context.session.heard, CHANGES_MAX / 200), (page, pages) => {
    for (const row of rows.read(page)) changed.set(row.identityId, row);
    options.progress(pages, rows.accepted, 'changed users');
    return [];
  });
  if (end.stop?.code === 'page_limit') return yield* everybody(context, options);
  yield observations([...changed.values()]);
  if (end.stop !== null) return ended(context, rows, [stopGap(end.stop, 'the changes of Okta')]);
  const gone = new Map(context.log.ends.deleted);
  for await (const page of earlier.identities()) {
    const kept = page.flatMap((row) => {
      if (changed.has(row.identityId)) return [];
      const deletion = gone.get(row.identityId);
      gone.delete(row.identityId);
      return [deletion === undefined ? context.withLog(carriedOver(row, now)) : deletedRow(row, deletion)];
    });
    rows.accepted += kept.length;
    yield observations(kept);
  }
  return { ...ended(context, rows, []), mode: 'incremental', fullReadAt: earlier.fullReadAt };
}

/**
 * Without the scope to list users, reads the users that the app's list embeds: enough to see who of them left, no more.
 */
async function* assignedOnly(
  context: OktaContext,
  options: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const { app, session } = context;
  const rows = rowReader(context, options);
  const gap = permissionGap('okta.users.read');
  if (app === null) return ended(context, rows, [gap, permissionGap('okta.apps.read')]);
  const list = await session.client.applicationApi.listApplicationUsers({ appId: app.id, expand: 'user', limit: 500 });
  const end = yield* each(wholeList(list, context.session.heard), (page, pages) => {
    const users = page.map((one) => at(one, '_embedded', 'user')).filter((user) => user !== undefined);
    const read = rows.read(users);
    options.progress(pages, rows.accepted, 'assigned users');
    return observations(read);
  });
  return {
    ...ended(context, rows, end.stop === null ? [gap] : [gap, stopGap(end.stop, 'the users of the Clari app')]),
    completeness: 'partial',
  };
}

async function* each(
  pages: AsyncGenerator<readonly unknown[], ListEnd, void>,
  take: (page: readonly unknown[], pages: number) => readonly Observation[],
): AsyncGenerator<readonly Observation[], ListEnd, void> {
  for (let count = 1; ; count += 1) {
    const next = await pages.next();
    if (next.done === true) return next.value;
    const observed = take(next.value, count);
    if (observed.length > 0) yield observed;
  }
}

interface RowReader {
  accepted: number;
  readonly refused: number;
  readonly rejected: readonly RowProblem[];
  readonly people: SeenPeople;
  /** Rows that are new: somebody on two pages is counted once. */
  read(page: readonly unknown[]): readonly IdentityObservation[];
}

function rowReader(context: OktaContext, options: LiveOptions): RowReader {
  const rejected: RowProblem[] = [];
  const people = new SeenPeople();
  const now = options.clock();
  let refused = 0;
  return {
    accepted: 0,
    get refused() {
      return refused;
    },
    people,
    rejected,
    read(page) {
      const read: IdentityObservation[] = [];
      for (const item of page) {
        const row = oktaUser(item, now);
        if (row !== null) {
          if (people.isNew(row.identityId, row.login, `${row.statusRaw} ${row.login} ${row.email}`))
            read.push(context.withLog(row));
        } else {
          refused += 1;
          const line = this.accepted + read.length + refused;
          if (rejected.length < REFUSED_SHOWN)
            rejected.push({ line, why: 'No usable id: it is not known whose this is.' });
        }
      }
      this.accepted += read.length;
      return read;
    },
  };
}

function ended(context: OktaContext, rows: RowReader, gaps: readonly ReadGap[]): LiveReadEnd {
  const none = rows.accepted === 0 && gaps.length === 0;
  const all = none ? [emptyGap('the users of Okta', 'Check OKTA_ORG_URL and the admin role of the Okta app.')] : gaps;
  return {
    completeness: all.length === 0 ? 'complete' : 'partial',
    gaps: [...all, ...rows.people.gaps(AGAIN), ...context.gaps],
    facts: context.facts(),
    rejected: rows.rejected,
    refused: rows.refused,
    mode: 'full',
    fullReadAt: null,
    cursor: null,
    fingerprint: context.fingerprint,
  };
}

/** As they were known before, now deleted; those whom no read knew, as far as the log names them. */
async function deletedRows(
  gone: Map<string, Ended>,
  known: EarlierRead | null,
  { clock }: LiveOptions,
): Promise<readonly IdentityObservation[]> {
  const rows: IdentityObservation[] = [];
  if (known !== null) {
    for await (const page of known.identities()) {
      for (const row of page) {
        const deletion = gone.get(row.identityId);
        if (deletion === undefined) continue;
        gone.delete(row.identityId);
        rows.push(deletedRow(row, deletion));
      }
    }
  }
  for (const [id, deletion] of gone) {
    const profile = { login: deletion.login, displayName: deletion.name };
    const row = oktaUser({ id, profile }, clock());
    if (row !== null) rows.push(deletedRow(row, deletion));
  }
  return rows;
}

function deletedRow(row: IdentityObservation, { event }: Ended): IdentityObservation {
  return {
    ...row,
    directory: OKTA,
    status: 'deleted',
    statusRaw: 'DELETED',
    statusChangedAt: { at: event.at, dateOnly: false },
    revoked: event,
  };
}

function observations(rows: readonly IdentityObservation[]): readonly Observation[] {
  return rows.map((row) => ({ of: 'identity', row }));
}
