import type { AssignedApp } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { addMs, MINUTE_MS } from '../../model/time.ts';
import type { LiveCheck, LiveOptions } from '../live/live-source.ts';
import type { Transport } from '../live/transport.ts';
import { OKTA_SCOPES, type OktaScope } from './connection.ts';
import type { OktaTarget } from './credentials.ts';
import { appById, findApp, type OktaApp } from './find-app.ts';
import { SCOPE_WORTH } from './gaps.ts';
import { unknownApp } from './other-app.ts';
import { explained, isForbidden } from './problems.ts';
import { type OktaSession, openSession } from './session.ts';

const SIGN_IN = {
  buys: 'Reading Okta at all.',
  costs: 'Anything from Okta that is newer than the last read.',
};

const SHARED_FAULTS: ReadonlySet<string> = new Set([
  'ERR_SOURCE_AUTH',
  'ERR_SOURCE_UNREACHABLE',
  'ERR_SOURCE_NOT_FOUND',
  'ERR_SOURCE_ANSWER',
  'ERR_SOURCE_CLOCK',
]);

const APP = {
  buys: 'Knowing which application is Clari.',
  costs: 'Who is assigned to Clari.',
};

/** Signs in and asks one small thing of each scope, then of each further application. */
export async function checkOkta(
  target: OktaTarget,
  { appId, others }: { readonly appId: string | null; readonly others: readonly AssignedApp[] },
  way: Transport,
  { clock, signal }: Pick<LiveOptions, 'clock' | 'signal'>,
): Promise<readonly LiveCheck[]> {
  let session: OktaSession;
  try {
    session = await openSession(target, way, signal);
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return [failed('sign-in', SIGN_IN, error)];
  }
  let app: OktaApp | null = null;
  const checks: LiveCheck[] = [];
  const tries: Readonly<Record<OktaScope, () => Promise<unknown>>> = {
    'okta.apps.read': async () => {
      app = await findApp(session.client, appId);
      return firstPage(session.client.applicationApi.listApplicationUsers({ appId: app.id, limit: 1 }));
    },
    'okta.users.read': () => firstPage(session.client.userApi.listUsers({ limit: 1 })),
    'okta.logs.read': () => {
      const until = clock();
      return firstPage(session.client.systemLogApi.listLogEvents({ since: addMs(until, -MINUTE_MS), until, limit: 1 }));
    },
    'okta.groups.read': () =>
      app === null
        ? Promise.resolve(null)
        : firstPage(session.client.applicationApi.listApplicationGroupAssignments({ appId: app.id, limit: 20 })),
  };
  for (const scope of OKTA_SCOPES) {
    signal?.throwIfAborted();
    if (!session.granted.has(scope)) {
      checks.push(missing(scope));
      continue;
    }
    try {
      await tries[scope]();
      checks.push({
        name: scope,
        state: scope === 'okta.groups.read' && app === null ? 'not_tried' : 'works',
        ...SCOPE_WORTH[scope],
        remedy: null,
      });
    } catch (error) {
      if (isForbidden(error)) {
        checks.push(missing(scope));
        continue;
      }
      const why = explained(error, target.orgUrl, `trying ${scope}`);
      if (!(why instanceof ClariIdentityError)) throw why;
      // Not of this scope alone: said once.
      if (SHARED_FAULTS.has(why.code)) return [failed('sign-in', SIGN_IN, why)];
      checks.push(
        scope === 'okta.apps.read' ? failed('Clari application', APP, why) : failed(scope, SCOPE_WORTH[scope], why),
      );
    }
  }
  for (const other of others) {
    signal?.throwIfAborted();
    checks.push(await checkOther(session, other, { clari: app, orgUrl: target.orgUrl }));
  }
  return [{ name: 'sign-in', state: 'works', ...SIGN_IN, remedy: null }, ...checks];
}

async function checkOther(
  { client, granted }: OktaSession,
  other: AssignedApp,
  { clari, orgUrl }: { readonly clari: OktaApp | null; readonly orgUrl: string },
): Promise<LiveCheck> {
  const name = `${other.name} application`;
  const worth = {
    buys: `Who is assigned to ${other.name}.`,
    costs: `Who of the active people of Okta is assigned to ${other.name}.`,
  };
  const hidden: LiveCheck = { ...missing('okta.apps.read'), name, ...worth };
  if (!granted.has('okta.apps.read')) return hidden;
  try {
    const app = other.id === clari?.id ? null : await appById(client, other.id);
    if (app === null) {
      const { gap, closeWith } = unknownApp(other, clari);
      return { name, state: 'failed', ...worth, remedy: `${gap} ${closeWith}.` };
    }
    await firstPage(client.applicationApi.listApplicationUsers({ appId: app.id, limit: 1 }));
    return { name, state: 'works', ...worth, remedy: null };
  } catch (error) {
    if (isForbidden(error)) return hidden;
    const why = explained(error, orgUrl, `trying the application of ${other.name}`);
    if (!(why instanceof ClariIdentityError)) throw why;
    return failed(name, worth, why);
  }
}

async function firstPage(
  collection: Promise<{ getNextPage(): Promise<readonly unknown[]> }>,
): Promise<readonly unknown[]> {
  return (await collection).getNextPage();
}

function missing(scope: OktaScope): LiveCheck {
  return {
    name: scope,
    state: 'missing',
    ...SCOPE_WORTH[scope],
    remedy: `Grant ${scope} to the Okta app, and a read-only admin role that covers it.`,
  };
}

function failed(name: string, worth: Pick<LiveCheck, 'buys' | 'costs'>, error: ClariIdentityError): LiveCheck {
  return { name, state: 'failed', ...worth, remedy: `${error.message} ${error.remedy}` };
}
