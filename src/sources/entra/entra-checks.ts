import type { Client, GraphRequest } from '@microsoft/microsoft-graph-client';
import type { AssignedApp } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { EntraSettings } from '../../model/live.ts';
import { textIn } from '../json/item-fields.ts';
import { isArray, isObject, type JsonObject } from '../json/json-value.ts';
import type { LiveCheck } from '../live/live-source.ts';
import { type AppReading, type EnterpriseApp, enterpriseApp, findClariApp, refusalText } from './clari-app.ts';
import { lacksLicence } from './gaps.ts';
import type { Graph } from './graph.ts';
import { tokenRejected } from './graph-list.ts';
import { SAFE_ID } from './ids.ts';
import { unknownApp } from './other-app.ts';

interface Purpose {
  readonly name: string;
  readonly buys: string;
  readonly costs: string;
}

const SIGN_IN: Purpose = {
  name: 'sign-in',
  buys: 'a token for Microsoft Graph',
  costs: 'Nothing of Entra ID can be read.',
};
const APPLICATIONS: Purpose = {
  name: 'Application.Read.All',
  buys: "Clari's enterprise application: whether it is switched on, whether it requires assignment, and who is assigned",
  costs: 'Nobody can be called assigned or unassigned.',
};
const USERS: Purpose = {
  name: 'User.Read.All',
  buys: 'all users with their addresses, and those deleted in the last 30 days',
  costs: 'No account can be called ownerless, and no leaver is found.',
};
const GROUPS: Purpose = {
  name: 'GroupMember.Read.All',
  buys: 'the direct members of groups that are assigned',
  costs: 'While a group is assigned, nobody can be called unassigned.',
};
const AUDIT: Purpose = {
  name: 'AuditLog.Read.All (audit log)',
  buys: 'when an account was disabled or an assignment removed, by whom, and the event id',
  costs: 'The time of a revocation is unknown for everybody who was not deleted.',
};
const SIGN_INS: Purpose = {
  name: 'AuditLog.Read.All (sign-ins, with Entra ID P1 or P2)',
  buys: 'the last sign-in to Clari of each person',
  costs: 'Use of an account after its revocation stays unknown.',
};
const LEAVE_DATES: Purpose = {
  name: 'User-LifeCycleInfo.Read.All',
  buys: 'the last day of each employee, shown beside the status',
  costs: 'A blank last day is not known to be none; nothing is concluded from it.',
};
const CHANGES: Purpose = {
  name: 'changes of users (delta)',
  buys: 'later syncs that ask only for users who changed',
  costs: 'Every sync reads all users.',
};

const delta = (client: Client) => client.api('/users/delta').query({ $deltatoken: 'latest' }).select(['id']);

type State = Pick<LiveCheck, 'state' | 'remedy'>;
const WORKS: State = { state: 'works', remedy: null };

/** Each permission by a small request that needs it. Nothing is kept of the answers. */
export async function entraChecks(
  graph: Graph,
  settings: EntraSettings,
  others: readonly AssignedApp[],
  signal: AbortSignal | undefined,
): Promise<readonly LiveCheck[]> {
  const ask = (build: (client: Client) => GraphRequest) => stateOf(graph, build, signal);
  const users = await ask((client) => client.api('/users').select(['id', 'userPrincipalName', 'mail']).top(1));
  if (users.fault !== null)
    return [{ ...SIGN_IN, state: 'failed', remedy: `${users.fault.message} ${users.fault.remedy}` }];
  const found = await appState(() => findClariApp(graph, settings.servicePrincipalId, signal));
  const { app } = found;
  const assigned = app === null ? null : await ask(assignedTo(app));
  const group = assigned === null ? null : firstGroup(assigned.value);
  const leaveDates = await ask((client) => client.api('/users').select(['id', 'employeeLeaveDateTime']).top(999));
  return [
    { ...SIGN_IN, ...WORKS },
    { ...APPLICATIONS, ...worst(found.state, assigned?.state) },
    { ...USERS, ...(users.state.state === 'works' ? shownUsers(users.value) : users.state) },
    {
      ...GROUPS,
      ...(group === null
        ? { state: 'not_tried', remedy: 'Needed only if a group is assigned to Clari; none was seen.' }
        : (await ask((client) => client.api(`/groups/${group}/members/microsoft.graph.user`).select(['id']).top(1)))
            .state),
    },
    { ...AUDIT, ...(await ask((client) => client.api('/auditLogs/directoryAudits').top(1))).state },
    { ...SIGN_INS, ...(await ask((client) => client.api('/auditLogs/signIns').top(1))).state },
    { ...LEAVE_DATES, ...(leaveDates.state.state === 'works' ? shownLeaveDates(leaveDates.value) : leaveDates.state) },
    { ...CHANGES, ...offered((await ask(delta)).state) },
    ...(await otherChecks(graph, others, app, signal)),
  ];
}

interface Asked {
  readonly state: State;
  readonly value: readonly JsonObject[];
  /** No answer of Graph's own. */
  readonly fault: ClariIdentityError | null;
}

async function stateOf(
  graph: Graph,
  build: (client: Client) => GraphRequest,
  signal: AbortSignal | undefined,
): Promise<Asked> {
  try {
    const answer = await graph.ask(build, signal);
    if (answer.status === 401) throw tokenRejected(answer.code);
    const value = answer.body.get('value');
    return {
      state: answer.status < 300 ? WORKS : refused(answer),
      value: isArray(value) ? value.filter(isObject) : [],
      fault: null,
    };
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return { state: { state: 'failed', remedy: `${error.message} ${error.remedy}` }, value: [], fault: error };
  }
}

function refused(answer: { readonly status: number; readonly code: string | null }): State {
  if (lacksLicence(answer))
    return {
      state: 'missing',
      remedy: `It takes an Entra ID P1 or P2 licence. Microsoft Graph answered ${refusalText(answer)}.`,
    };
  return answer.status === 403
    ? {
        state: 'missing',
        remedy: `Grant it as an application permission with admin consent. Microsoft Graph answered ${refusalText(answer)}.`,
      }
    : { state: 'failed', remedy: `Microsoft Graph answered ${refusalText(answer)}.` };
}

function assignedTo({ id }: EnterpriseApp): (client: Client) => GraphRequest {
  return (client) => client.api(`/servicePrincipals/${id}/appRoleAssignedTo`).top(999);
}

/** Each application that a profile names: whether it is there, and whether its assignments are shown. */
async function otherChecks(
  graph: Graph,
  others: readonly AssignedApp[],
  clari: EnterpriseApp | null,
  signal: AbortSignal | undefined,
): Promise<readonly LiveCheck[]> {
  const checks: LiveCheck[] = [];
  for (const other of others) {
    signal?.throwIfAborted();
    const found = await appState(async () => {
      const isClaris = other.id === clari?.id;
      const reading = isClaris ? null : await enterpriseApp(graph, other.id, signal);
      if (reading !== null) return reading;
      const { gap, closeWith } = unknownApp(
        other,
        isClaris ? "that is Clari's own." : 'Entra ID has none with that object id.',
      );
      throw new ClariIdentityError('ERR_APP_UNKNOWN', gap, `${closeWith}.`);
    });
    const assigned = found.app === null ? undefined : (await stateOf(graph, assignedTo(found.app), signal)).state;
    checks.push({
      name: `${other.name} application`,
      buys: `Who is assigned to ${other.name}.`,
      costs: `Who of the active people of Entra ID is assigned to ${other.name}.`,
      ...worst(found.state, assigned),
    });
  }
  return checks;
}

async function appState(
  find: () => Promise<AppReading>,
): Promise<{ readonly app: EnterpriseApp | null; readonly state: State }> {
  try {
    const found = await find();
    return 'app' in found ? { app: found.app, state: WORKS } : { app: null, state: refused(found.refused) };
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return { app: null, state: { state: 'failed', remedy: `${error.message} ${error.remedy}` } };
  }
}

/** No permission of its own: where it is not offered, nobody has to grant anything. */
function offered(state: State): State {
  return state.state === 'missing'
    ? { ...state, state: 'failed', remedy: 'Microsoft Graph does not offer it here.' }
    : state;
}

function worst(first: State, second: State | undefined): State {
  return second === undefined || first.state !== 'works' ? first : second;
}

function firstGroup(assignments: readonly JsonObject[]): string | null {
  const group = assignments.find((one) => textIn(one, 'principalType').toLowerCase() === 'group');
  const id = group === undefined ? '' : textIn(group, 'principalId');
  return SAFE_ID.test(id) ? id : null;
}

/** Users without names: the application may see that they are there, and no more. */
function shownUsers(users: readonly JsonObject[]): State {
  if (users.length === 0)
    return { state: 'failed', remedy: 'Microsoft Graph shows no users at all: check AZURE_TENANT_ID.' };
  return users.every((user) => textIn(user, 'userPrincipalName') === '' && textIn(user, 'mail') === '')
    ? {
        state: 'missing',
        remedy: 'Users are shown by id alone: grant it as an application permission with admin consent.',
      }
    : WORKS;
}

function shownLeaveDates(users: readonly JsonObject[]): State {
  return users.some((user) => textIn(user, 'employeeLeaveDateTime') !== '')
    ? WORKS
    : {
        state: 'not_tried',
        remedy: 'No user shows a last day, which looks the same with and without the permission.',
      };
}
