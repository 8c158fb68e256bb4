import { auditPage, CLARI_ROUTES, CLARI_TOKEN, clariServer } from '../helpers/clari-service.ts';
import { assignment, GRAPH_TOKEN, graphServer, graphUser, ROUTES, tenant } from '../helpers/graph-tenant.ts';
import { oktaServer, TOKEN } from '../helpers/okta-server.ts';
import type { Reply } from '../helpers/scripted-server.ts';
import { addressOf, type Company } from './company.ts';

/** How a network or a service fails: the connection breaks, the answer ends early, or it is too busy. */
const FAILURES = {
  reset: { fault: 'reset' },
  'cut off': { fault: 'cut', json: [{ id: 'never seen whole' }] },
  unavailable: { status: 503, json: { errorSummary: 'busy' } },
} as const satisfies Record<string, Reply>;

export const FAILURE_NAMES = ['reset', 'cut off', 'unavailable'] as const;
export type FailureName = (typeof FAILURE_NAMES)[number];

/** Okta, Entra ID and Clari as servers on loopback that know the company as it is now. */
export interface Directories {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  fail(how: FailureName): void;
  recover(): void;
  /** They know what has changed in the company. */
  refresh(): void;
}

export async function directories(
  company: Company,
  whenDone: (clean: () => Promise<void>) => void,
): Promise<Directories> {
  let failing: Reply | null = null;
  const okta = await oktaServer({ pageSize: 100, fault: () => failing }, whenDone);
  const graph = await graphServer(tenant({ pageSize: 50 }), whenDone);
  const clari = await clariServer(
    {
      [CLARI_ROUTES.audit]: () => failing ?? { json: auditPage([['71', new Date().toISOString()]]) },
      [CLARI_ROUTES.limits]: () => failing ?? { json: { dailyLimit: 100, currentUsage: 1 } },
    },
    whenDone,
  );
  const refresh = () => {
    okta.org.users = company.oktaUsers();
    okta.org.appUsers = okta.org.users.filter(({ status }) => status === 'ACTIVE').map(({ id }) => ({ id }));
    const people = company.entra().map(({ person, active }) => ({
      active,
      user: graphUser(`P${person} Person`, {
        userPrincipalName: addressOf(person),
        mail: addressOf(person),
        accountEnabled: active,
      }),
    }));
    graph.tenant.users = people.map(({ user }) => user);
    graph.tenant.assignments = people.filter(({ active }) => active).map(({ user }) => assignment(String(user['id'])));
  };
  refresh();
  return {
    refresh,
    secrets: [TOKEN, GRAPH_TOKEN, CLARI_TOKEN],
    environment: {
      OKTA_ORG_URL: okta.server.origin,
      OKTA_API_TOKEN: TOKEN,
      GRAPH_BASE_URL: graph.origin,
      GRAPH_ACCESS_TOKEN: GRAPH_TOKEN,
      CLARI_API_URL: `${clari.origin}/v4`,
      CLARI_API_TOKEN: CLARI_TOKEN,
      CLARI_FORECAST_ID: clari.settings.forecastId ?? '',
    },
    fail(how) {
      const reply = FAILURES[how];
      failing = reply;
      for (const route of Object.values(ROUTES)) graph.fault(route, 'always', () => reply);
    },
    recover() {
      failing = null;
      for (const route of Object.values(ROUTES)) graph.fault(route, NEVER, () => ({ status: 500 }));
    },
  };
}

/** No call has this number. */
const NEVER = -1;
