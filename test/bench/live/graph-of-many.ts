import { createServer } from 'node:http';
import { listening } from './listening.ts';

const APP = 'a0000000-0000-4000-8000-000000000001';
const GROUP = 'a0000000-0000-4000-8000-000000000003';

export interface ManyServer {
  readonly origin: string;
  /** Calls since the last look, by path. */
  take(): Readonly<Record<string, number>>;
  /** So many users changed since the last delta. */
  change(count: number): void;
  close(): Promise<void>;
}

/** Graph with so many users, made as they are asked for: half of them assigned one by one, a tenth through a group. */
export async function graphOfMany(count: number): Promise<ManyServer> {
  let calls: Record<string, number> = {};
  let changed = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const path = url.pathname.replace('/v1.0', '');
    calls[path] = (calls[path] ?? 0) + 1;
    const page = (total: number, make: (at: number) => unknown) => {
      const skip = Number(url.searchParams.get('$skiptoken') ?? 0);
      const size = Number(url.searchParams.get('$top') ?? 100);
      const end = Math.min(total, skip + size);
      url.searchParams.set('$skiptoken', String(end));
      return {
        ...(end < total ? { '@odata.nextLink': `${origin}${url.pathname}?${url.searchParams.toString()}` } : {}),
        value: Array.from({ length: end - skip }, (_, at) => make(skip + at)),
      };
    };
    const answer = () => {
      switch (path) {
        case '/servicePrincipals':
          return {
            value: [
              { id: APP, appId: APP, displayName: 'Clari', accountEnabled: true, appRoleAssignmentRequired: true },
            ],
          };
        case `/servicePrincipals/${APP}/appRoleAssignedTo`:
          return page(count / 2 + 1, (at) =>
            at === 0
              ? { principalId: GROUP, principalType: 'Group', createdDateTime: '2026-01-05T08:00:00Z' }
              : { principalId: idOf(at - 1), principalType: 'User', createdDateTime: '2026-01-05T08:00:00Z' },
          );
        case `/groups/${GROUP}/members/microsoft.graph.user`:
          return page(count / 10, (at) => ({ id: idOf(count / 2 + at) }));
        case '/users/delta':
          return {
            '@odata.deltaLink': `${origin}/v1.0/users/delta?$deltatoken=x${Date.now()}`,
            value:
              url.searchParams.get('$deltatoken') === 'latest'
                ? []
                : Array.from({ length: changed }, (_, at) => ({ id: idOf(at) })),
          };
        case '/users': {
          const ids = [...(url.searchParams.get('$filter') ?? '').matchAll(/'([^']+)'/g)];
          return ids.length === 0
            ? page(count, userOf)
            : { value: ids.map(([, id]) => userOf(Number.parseInt((id ?? '').slice(-12), 10))) };
        }
        case '/directory/deletedItems/microsoft.graph.user':
          return page(Math.ceil(count / 500), (at) => ({
            ...userOf(count + at),
            deletedDateTime: '2026-11-01T00:00:00Z',
          }));
        default:
          return { value: [] };
      }
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer()));
  });
  const { origin, close } = await listening(server);
  return {
    origin,
    close,
    take() {
      const seen = calls;
      calls = {};
      return seen;
    },
    change: (more) => {
      changed = more;
    },
  };
}

function idOf(at: number): string {
  return `b0000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
}

function userOf(at: number) {
  return {
    id: idOf(at),
    accountEnabled: at % 12 !== 0,
    userPrincipalName: `user${at}@example.com`,
    mail: `given${at}.family${at}@example.com`,
    proxyAddresses: [
      `SMTP:given${at}.family${at}@example.com`,
      `smtp:user${at}@example.com`,
      `smtp:g${at}@example.org`,
    ],
    otherMails: [],
    identities: [{ signInType: 'userPrincipalName', issuer: 'example.com', issuerAssignedId: `user${at}@example.com` }],
    displayName: `Given${at} Family${at}`,
    givenName: `Given${at}`,
    surname: `Family${at}`,
    department: `Department ${at % 40}`,
    employeeId: `E${at}`,
    employeeLeaveDateTime: null,
    userType: 'Member',
  };
}
