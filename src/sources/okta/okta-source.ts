import { createHash } from 'node:crypto';
import type { AssignedApp } from '../../model/apps-in-use.ts';
import { bare } from '../../model/foreign.ts';
import type { LiveSettings } from '../../model/live.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import { addMs, DAY_MS } from '../../model/time.ts';
import { checkClock } from '../live/check-clock.ts';
import type { EarlierRead, LiveOptions, LiveRead, LiveSource } from '../live/live-source.ts';
import { transport } from '../live/transport.ts';
import type { Tuning } from '../live/tuning.ts';
import { checkOkta } from './check-okta.ts';
import { oktaTarget } from './credentials.ts';
import { findApp, type OktaApp } from './find-app.ts';
import { permissionGap, refusedGap } from './gaps.ts';
import { groupNames } from './group-names.ts';
import type { OktaContext } from './okta-context.ts';
import { readOtherApp } from './other-app.ts';
import { explained, isForbidden } from './problems.ts';
import { readAppUsers } from './read-app-users.ts';
import { type OktaLog, readLog } from './read-log.ts';
import { OVERLAP_MS, readUsers } from './read-users.ts';
import { type OktaSession, openSession } from './session.ts';
import { OKTA } from './users.ts';

/** How long rows may be carried over before everybody is read again, whatever Okta says of changes. */
const FULL_EVERY_MS = DAY_MS;
const API_TOKEN_REMARK =
  'OKTA_API_TOKEN may do everything that the person who made it may. A service app with okta.apps.read, okta.users.read, okta.logs.read and okta.groups.read may only read: prefer it.';

/** Okta through its own SDK, pages and requests driven by us. Null: nothing of it is configured. */
export async function openOkta(
  { okta }: Pick<LiveSettings, 'okta'>,
  tuning: Tuning,
  others: readonly AssignedApp[] = [],
): Promise<LiveSource | null> {
  if (okta === null) return null;
  const target = await oktaTarget(okta);
  const way = transport({ service: 'Okta', origins: [target.orgUrl], tuning });
  const isToken = target.credentials.kind === 'api_token';
  const remarks: string[] = isToken ? [API_TOKEN_REMARK] : [];
  const { host } = new URL(target.orgUrl);

  async function* reads(options: LiveOptions): AsyncGenerator<LiveRead, void, void> {
    const session = await openSession(target, way, options.signal);
    const app = await visibleApp(session, okta?.appId ?? null);
    checkClock(way, 'Okta');
    const groups = app === null ? null : await groupNames(session, app.id);
    if (groups !== null && groups.length > 0) remarks.push(`Clari is assigned through ${groups.join(', ')}.`);
    const fingerprint = fingerprintOf(target.orgUrl, app?.id ?? null);
    const known = await options.earlier({ kind: 'directory', directory: OKTA, app: null });
    const base = known !== null && mayGoOn(known, fingerprint, options) ? known : null;
    const since = base === null ? null : addMs(base.asOf, -OVERLAP_MS);
    const log = await readLog(session, app?.id ?? null, since, options.asOf);
    const context: OktaContext = {
      session,
      app,
      log,
      // Deletions show in the log alone, so without it nothing may be carried over; nor where one was begun and may be done.
      earlier: log.whole && !isDeleting(log) ? base : null,
      known,
      fingerprint,
      gaps: [
        ...log.gaps,
        ...(app === null ? [permissionGap('okta.apps.read')] : []),
        ...(groups === null && app !== null ? [permissionGap('okta.groups.read')] : []),
      ],
      facts: (implicitSeen = false) => ({
        appEnabled: app?.enabled ?? null,
        assignmentRequired: null,
        implicitAssignment: implicitSeen ? true : (app?.implicitAssignment ?? null),
      }),
      withLog: (row) => withLog(row, log),
    };
    const shared = { directory: OKTA, app: null, label: `Okta ${host}` };
    yield { ...shared, kind: 'directory', filter: 'all', rows: () => readUsers(context, options) };
    const list = { ...shared, kind: 'directory-assignments', filter: null } as const;
    if (app !== null) {
      const what = 'the users of the Clari app';
      const users = {
        session,
        what,
        removed: log.ends.unassigned,
        // Said with the users.
        gaps: [],
        fingerprint,
        whyNobody: whyNobody(groups),
        refused: refusedGap(what, 'okta.apps.read'),
        facts: context.facts,
      };
      yield { ...list, rows: () => readAppUsers(users, app, options) };
    }
    for (const other of others) {
      const read = {
        session,
        other,
        clari: app,
        fingerprint: fingerprintOf(target.orgUrl, other.id),
        remark: (text: string) => remarks.push(text),
      };
      yield { ...list, app: other.app, rows: () => readOtherApp(read, options) };
    }
  }

  return {
    name: OKTA,
    target: `Okta ${target.orgUrl} ${isToken ? 'with an API token' : 'as a service app'}`,
    get remarks() {
      return [...remarks];
    },
    reads: (options) => explaining(reads(options), target.orgUrl),
    check: (options) => checkOkta(target, { appId: okta.appId, others }, way, options),
    calls: way.calls,
  };
}

async function visibleApp(session: OktaSession, appId: string | null): Promise<OktaApp | null> {
  if (!session.granted.has('okta.apps.read')) return null;
  try {
    return await findApp(session.client, appId);
  } catch (error) {
    // Without users either there is nothing to read: then this is the fault.
    if (isForbidden(error) && session.granted.has('okta.users.read')) return null;
    throw error;
  }
}

function isDeleting({ ends }: OktaLog): boolean {
  return [...ends.deleting.keys()].some((id) => !ends.deleted.has(id));
}

function mayGoOn(known: EarlierRead, fingerprint: string, { asOf }: LiveOptions): boolean {
  return (
    known.isOfThisReader &&
    known.fingerprint === fingerprint &&
    known.asOf < asOf &&
    addMs(known.fullReadAt, FULL_EVERY_MS) > asOf
  );
}

function fingerprintOf(orgUrl: string, appId: string | null): string {
  return createHash('sha256')
    .update(`okta 1 ${orgUrl} ${appId ?? '-'}`)
    .digest('hex')
    .slice(0, 16);
}

/** The event counts while the status that it brought about stands. */
function withLog(row: IdentityObservation, { ends, signOns }: OktaLog): IdentityObservation {
  const ended =
    row.status === 'deactivated'
      ? ends.deactivated.get(row.identityId)
      : row.status === 'suspended'
        ? ends.suspended.get(row.identityId)
        : undefined;
  const signOn = signOns.get(row.identityId) ?? null;
  const last = signOn !== null && signOn > (row.lastSsoAt ?? '') ? signOn : row.lastSsoAt;
  if (ended === undefined && last === row.lastSsoAt) return row;
  return { ...row, lastSsoAt: last, revoked: ended?.event ?? row.revoked };
}

function whyNobody(groups: readonly string[] | null): string {
  return groups !== null && groups.length > 0
    ? `Clari is assigned through ${groups.length} groups, so people are missing from the answer: look at the app's Assignments in the admin console, then sync again.`
    : 'Check that OKTA_CLARI_APP_ID is the app that people sign in to Clari with: nobody and no group is assigned to this one.';
}

/** Errors of Okta in our words, wherever in a read they come up. */
async function* explaining(
  reads: AsyncGenerator<LiveRead, void, void>,
  orgUrl: string,
): AsyncGenerator<LiveRead, void, void> {
  try {
    for await (const read of reads) {
      const rows = read.rows.bind(read);
      yield {
        ...read,
        rows: async function* () {
          try {
            return yield* rows();
          } catch (error) {
            throw explained(
              error,
              orgUrl,
              `reading ${read.kind === 'directory' ? 'users' : `the users of the ${read.app === null ? 'Clari' : bare(read.app)} app`}`,
            );
          }
        },
      };
    }
  } catch (error) {
    throw explained(error, orgUrl, 'looking for the Clari app');
  }
}
