import type { SalesloftSettings } from '../../src/model/live.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Reply, type Route, type ScriptedCall, type ScriptedServer, scriptedServer } from './scripted-server.ts';

export const SALESLOFT_KEY = 'ak5c1de0a7f0b94e22';
export const SALESLOFT_SECRET = 'salesloft-secret-90c4';
/** What stands in answers and must never be kept or shown. */
export const PRIVATE_WORDS = ['signature-words', 'from-address-words', 'phone-7741', 'outside-words'] as const;

export const SALESLOFT_ROUTES = { me: 'GET /v2/me', users: 'GET /v2/users', token: 'POST /oauth/token' } as const;

export interface SalesloftTeam {
  users: readonly Readonly<Record<string, unknown>>[];
  /** Id of the user for whom the key acts. */
  me: number;
  readonly pageSize: number;
  /** Whether the answers count users. */
  readonly counts: boolean;
  /** What the answers say of the filter, if anything. */
  echo: boolean | null;
}

export interface SalesloftServer extends ScriptedServer {
  readonly settings: SalesloftSettings;
  readonly team: SalesloftTeam;
  /** Answers one page of users otherwise, so many times; page 0 is `/me`. Null: as usual. */
  fault(page: number, times: number, reply: (call: ScriptedCall) => Reply | null): void;
  usual(call: ScriptedCall): Reply;
}

export function salesloftUser(id: number, name: string, more: Readonly<Record<string, unknown>> = {}) {
  const [first = '', last = 'Person'] = name.split(' ');
  return {
    id,
    guid: `6f1c0c1e-0000-4000-8000-${String(id).padStart(12, '0')}`,
    created_at: '2026-01-05T08:00:00.000Z',
    updated_at: '2026-11-20T09:00:00.000Z',
    name: `${first} ${last}`,
    first_name: first,
    last_name: last,
    active: true,
    email: `${first.toLowerCase()}@acme.com`,
    sending_email_address: 'from-address-words@elsewhere.example',
    from_address: 'from-address-words',
    full_email_address: '"from-address-words" <from-address-words@elsewhere.example>',
    email_signature: '<p>signature-words</p>',
    phone_client: { id: 7741, number: 'phone-7741' },
    team_admin: false,
    role: { id: 'User' },
    group: { id: 3, _href: 'https://api.salesloft.com/v2/groups/3' },
    ...more,
  };
}

/** An administrator, somebody, and somebody who was deactivated long ago. */
const USUAL_USERS = [
  salesloftUser(101, 'Ada Admin', { team_admin: true, role: { id: 'Admin' } }),
  salesloftUser(102, 'Ana Person'),
  salesloftUser(103, 'Leo Person'),
  salesloftUser(104, 'Old Person', { active: false }),
];

/** Salesloft's API. Every call must bring a token, and ask for what this program asks for. */
export async function salesloftServer(
  over: Partial<SalesloftTeam> = {},
  routes: Readonly<Record<string, Route>> = {},
): Promise<SalesloftServer> {
  const team: SalesloftTeam = { users: USUAL_USERS, me: 101, pageSize: 100, counts: true, echo: null, ...over };
  const faults: { page: number; times: number; reply: (call: ScriptedCall) => Reply | null }[] = [];
  const faulty = (page: number, call: ScriptedCall): Reply | null => {
    const fault = faults.find((one) => one.page === page && one.times > 0);
    if (fault === undefined) return null;
    fault.times -= 1;
    return fault.reply(call);
  };
  const usual = (call: ScriptedCall): Reply => pageOf(team, call);
  const isKnown = ({ headers }: ScriptedCall) => headers.authorization === `Bearer ${SALESLOFT_KEY}`;
  const refusedKey: Reply = { status: 401, json: { error: 'outside-words' } };
  const server = await scriptedServer({
    [SALESLOFT_ROUTES.me]: (call) =>
      isKnown(call)
        ? (faulty(0, call) ?? { json: { data: team.users.find(({ id }) => id === team.me) ?? null } })
        : refusedKey,
    [SALESLOFT_ROUTES.users]: (call) =>
      isKnown(call) ? (faulty(Number(call.query.get('page')), call) ?? usual(call)) : refusedKey,
    ...routes,
  });
  return {
    ...server,
    team,
    usual,
    settings: {
      apiUrl: `${server.origin}/v2`,
      token: new Secret(SALESLOFT_KEY),
      clientId: null,
      clientSecret: null,
    },
    fault: (page, times, reply) => faults.push({ page, times, reply }),
  };
}

function pageOf({ users, pageSize, counts, echo }: SalesloftTeam, { query }: ScriptedCall): Reply {
  if (query.get('visible_only') !== 'false') throw new Error('visible_only=false was not asked for');
  const page = Number(query.get('page'));
  const size = Math.min(pageSize, Number(query.get('per_page')));
  return salesloftPage(users.slice((page - 1) * size, page * size), {
    per_page: size,
    current_page: page,
    next_page: page * size < users.length ? page + 1 : null,
    prev_page: page === 1 ? null : page - 1,
    ...(counts ? { total_pages: Math.ceil(users.length / size), total_count: users.length } : {}),
    ...(echo === null ? {} : { echo }),
  });
}

/** `echo`: what the answer says of the filter. */
export function salesloftPage(
  data: readonly unknown[],
  { echo, ...paging }: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const filtering = echo === undefined ? {} : { visible_only: echo };
  return { json: { data, metadata: { filtering, paging, sorting: { sort_by: 'id' } } }, headers };
}
