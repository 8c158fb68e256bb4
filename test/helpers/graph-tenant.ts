import { createHash } from 'node:crypto';
import type { EntraSettings } from '../../src/model/live.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Reply, type Route, type ScriptedCall, type ScriptedServer, scriptedServer } from './scripted-server.ts';

export type GraphObject = Readonly<Record<string, unknown>>;

/** Shows up nowhere but in requests to the one origin. */
export const GRAPH_TOKEN = 'eyJhbGciOi.loopback-token.8b1f2c';
export const CLARI_SP = 'a0000000-0000-4000-8000-000000000001';
export const CLARI_APP = 'a0000000-0000-4000-8000-000000000002';

/** An id that is the same for the same name, in the form that Entra gives. */
export function objectId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function graphUser(name: string, more: GraphObject = {}): GraphObject {
  const [given = name, family = 'Person'] = name.split(' ');
  const local = given.toLowerCase();
  return {
    id: objectId(name),
    accountEnabled: true,
    userPrincipalName: `${local}@acme.com`,
    mail: `${local}@acme.com`,
    proxyAddresses: [],
    otherMails: [],
    identities: [],
    displayName: `${given} ${family}`,
    givenName: given,
    surname: family,
    department: null,
    employeeId: null,
    employeeLeaveDateTime: null,
    userType: 'Member',
    ...more,
  };
}

export function deletedUser(name: string, deletedDateTime: string, more: GraphObject = {}): GraphObject {
  const user = graphUser(name, more);
  const { id, userPrincipalName } = { id: String(user['id']), userPrincipalName: String(user['userPrincipalName']) };
  return { ...user, userPrincipalName: `${id.replaceAll('-', '')}${userPrincipalName}`, deletedDateTime };
}

export function clariApp(more: GraphObject = {}): GraphObject {
  return {
    id: CLARI_SP,
    appId: CLARI_APP,
    displayName: 'Clari',
    accountEnabled: true,
    appRoleAssignmentRequired: true,
    ...more,
  };
}

export function assignment(principalId: string, principalType = 'User'): GraphObject {
  return {
    id: `as-${principalId}`,
    deletedDateTime: null,
    appRoleId: '00000000-0000-0000-0000-000000000000',
    createdDateTime: '2026-01-05T08:00:00Z',
    principalDisplayName: 'somebody',
    principalId,
    principalType,
    resourceDisplayName: 'Clari',
    resourceId: CLARI_SP,
  };
}

export function auditEvent(activity: string, userId: string, at: string, more: GraphObject = {}): GraphObject {
  return {
    id: `Directory_${activity.replaceAll(' ', '')}_${userId.slice(0, 8)}`,
    category: 'UserManagement',
    result: 'success',
    activityDisplayName: activity,
    activityDateTime: at,
    initiatedBy: { user: { id: objectId('Ida Admin'), userPrincipalName: 'ida@acme.com' }, app: null },
    targetResources: [{ id: userId, type: 'User', modifiedProperties: [] }],
    ...more,
  };
}

/** Everything that a tenant has to say. Lists may be changed while it runs: that is a directory in which things happen. */
export interface Tenant {
  apps: GraphObject[];
  assignments: GraphObject[];
  /** Of another enterprise application than Clari's, by its object id. */
  otherAssignments: Record<string, GraphObject[]>;
  /** Members of groups; a group that is not here is not found. */
  groups: Record<string, { members: GraphObject[]; visibility?: string }>;
  users: GraphObject[];
  deleted: GraphObject[];
  audit: GraphObject[];
  signIns: GraphObject[];
  /** What a delta link since the last one tells; null: this tenant has no delta. */
  changes: GraphObject[] | null;
  /** Rows of a page, whatever was asked for. */
  pageSize: number;
}

export function tenant(more: Partial<Tenant> = {}): Tenant {
  return {
    apps: [clariApp()],
    assignments: [],
    otherAssignments: {},
    groups: {},
    users: [],
    deleted: [],
    audit: [],
    signIns: [],
    changes: [],
    pageSize: 999,
    ...more,
  };
}

export const ROUTES = {
  apps: 'GET /v1.0/servicePrincipals',
  app: `GET /v1.0/servicePrincipals/${CLARI_SP}`,
  assignments: `GET /v1.0/servicePrincipals/${CLARI_SP}/appRoleAssignedTo`,
  users: 'GET /v1.0/users',
  delta: 'GET /v1.0/users/delta',
  deleted: 'GET /v1.0/directory/deletedItems/microsoft.graph.user',
  audit: 'GET /v1.0/auditLogs/directoryAudits',
  signIns: 'GET /v1.0/auditLogs/signIns',
} as const;

export interface GraphServer extends ScriptedServer {
  readonly tenant: Tenant;
  readonly settings: EntraSettings;
  /** Answers these calls of a route otherwise: by number, from 0; the rest as the tenant does. */
  fault(route: string, at: number | 'always', reply: (origin: string) => Reply): void;
}

/** Microsoft Graph as far as it is asked, with links for its pages; every call must bring the token. */
export async function graphServer(
  content: Tenant,
  whenDone?: (clean: () => Promise<void>) => void,
): Promise<GraphServer> {
  const server = await scriptedServer({}, null, whenDone);
  const origin = server.origin;
  const known = new Map<string, Route>();
  const serve = (route: string, answer: Route) => {
    const guarded: Route = (call) =>
      call.headers.authorization === `Bearer ${GRAPH_TOKEN}`
        ? answer(call)
        : refusal(401, 'InvalidAuthenticationToken');
    known.set(route, guarded);
    server.route(route, guarded);
  };
  const list = (call: ScriptedCall, all: readonly GraphObject[]): Reply => {
    const skip = Number(call.query.get('$skiptoken') ?? 0);
    const size = Math.min(content.pageSize, Number(call.query.get('$top') ?? 100));
    const rest = skip + size < all.length;
    const next = new URLSearchParams(call.query);
    next.set('$skiptoken', String(skip + size));
    return {
      json: {
        '@odata.context': `${origin}/v1.0/$metadata`,
        ...(rest ? { '@odata.nextLink': `${origin}${call.path}?${next.toString()}` } : {}),
        value: all.slice(skip, skip + size),
      },
    };
  };
  serve(ROUTES.apps, (call) => list(call, content.apps));
  for (const app of content.apps) serve(`GET /v1.0/servicePrincipals/${String(app['id'])}`, () => ({ json: app }));
  serve(ROUTES.assignments, (call) => list(call, content.assignments));
  for (const [id, all] of Object.entries(content.otherAssignments))
    serve(`GET /v1.0/servicePrincipals/${id}/appRoleAssignedTo`, (call) => list(call, all));
  serve(ROUTES.users, (call) => {
    const ids = [...(call.query.get('$filter') ?? '').matchAll(/'([^']+)'/g)].map(([, id]) => id);
    return list(
      call,
      ids.length === 0 ? content.users : content.users.filter((user) => ids.includes(String(user['id']))),
    );
  });
  serve(ROUTES.deleted, (call) => list(call, content.deleted));
  serve(ROUTES.audit, (call) => list(call, filtered(content.audit, call)));
  serve(ROUTES.signIns, (call) => list(call, content.signIns));
  serve(ROUTES.delta, (call) => {
    if (content.changes === null) return refusal(400, 'Request_UnsupportedQuery');
    const isNow = call.query.get('$deltatoken') === 'latest';
    return {
      json: {
        '@odata.deltaLink': `${origin}/v1.0/users/delta?$deltatoken=state-${call.nth}`,
        value: isNow ? [] : content.changes,
      },
    };
  });
  for (const [id, group] of Object.entries(content.groups)) {
    serve(`GET /v1.0/groups/${id}/members/microsoft.graph.user`, (call) => list(call, group.members));
    serve(`GET /v1.0/groups/${id}`, () => ({ json: { id, visibility: group.visibility ?? 'Private' } }));
  }
  return {
    ...server,
    tenant: content,
    settings: {
      tenantId: null,
      clientId: null,
      clientSecret: null,
      certificatePath: null,
      authorityHost: null,
      graphBaseUrl: origin,
      accessToken: new Secret(GRAPH_TOKEN),
      servicePrincipalId: null,
    },
    fault(route, at, reply) {
      const usual = known.get(route);
      server.route(route, (call) => {
        if (at === 'always' || call.nth === at) return reply(origin);
        if (usual === undefined) throw new Error(`${route} is no route`);
        return usual(call);
      });
    },
  };
}

export function refusal(status: number, code: string): Reply {
  // What Graph says beyond the code is for nobody to see.
  return { status, json: { error: { code, message: `outside-words for ${code}`, innerError: { 'request-id': 'r' } } } };
}

function filtered(events: readonly GraphObject[], call: ScriptedCall): readonly GraphObject[] {
  const filter = call.query.get('$filter') ?? '';
  const activity = /activityDisplayName eq '([^']+)'/.exec(filter)?.[1];
  const about = /t\/id eq '([^']+)'/.exec(filter)?.[1];
  return events.filter(
    (event) =>
      event['activityDisplayName'] === activity && (about === undefined || JSON.stringify(event).includes(about)),
  );
}
