import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const APP = '/api/v1/apps/0oaClari1';

/** An Okta with so many people, all of them assigned; rows are made as they are asked for. */
export async function oktaOfSize(people: number) {
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    calls.set(url.pathname, (calls.get(url.pathname) ?? 0) + 1);
    answer(request, response, url, people);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    calls: () => {
      const counted = new Map(calls);
      calls.clear();
      return {
        appUsers: counted.get(`${APP}/users`) ?? 0,
        users: counted.get('/api/v1/users') ?? 0,
        log: counted.get('/api/v1/logs') ?? 0,
        all: [...counted.values()].reduce((sum, one) => sum + one, 0),
      };
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, url: URL, people: number): void {
  const send = (items: readonly unknown[], next: URL | null) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(next === null ? {} : { link: `<${next}>; rel="next"` }),
    });
    response.end(JSON.stringify(items));
  };
  const page = (row: (at: number) => unknown, count: number) => {
    const limit = Number(url.searchParams.get('limit'));
    const start = Number(url.searchParams.get('after') ?? '0');
    const end = Math.min(start + limit, count);
    const next = new URL(`http://${request.headers.host}${url.pathname}${url.search}`);
    next.searchParams.set('after', String(end));
    send(
      Array.from({ length: end - start }, (_, index) => row(start + index)),
      end < count ? next : null,
    );
  };
  switch (url.pathname) {
    case '/api/v1/apps':
      send([{ id: '0oaClari1', label: 'Clari', status: 'ACTIVE', signOnMode: 'SAML_2_0' }], null);
      return;
    case `${APP}/users`:
      page(appUserOf, people);
      return;
    case '/api/v1/users':
      // One in a thousand changed since whatever time is asked for.
      page(userOf, (url.searchParams.get('filter') ?? '').includes('1970') ? people : people / 1_000);
      return;
    default:
      send([], null);
  }
}

function userOf(at: number) {
  const login = `person.number${at}@a-company-of-size.example`;
  return {
    id: `00u${String(at).padStart(17, '0')}`,
    status: at % 10 === 9 ? 'DEPROVISIONED' : 'ACTIVE',
    created: '2024-01-01T00:00:00.000Z',
    activated: '2024-01-01T00:00:00.000Z',
    statusChanged: '2024-01-01T00:00:00.000Z',
    lastLogin: '2026-11-01T00:00:00.000Z',
    lastUpdated: '2026-11-01T00:00:00.000Z',
    passwordChanged: '2026-01-01T00:00:00.000Z',
    type: { id: 'otyfnly5cQjJT9PnR0g4' },
    profile: {
      firstName: 'Person',
      lastName: `Number${at}`,
      mobilePhone: null,
      secondEmail: null,
      login,
      email: login,
      department: 'Sales',
      employeeNumber: `E${at}`,
    },
    credentials: { password: {}, provider: { type: 'OKTA', name: 'OKTA' } },
    _links: { self: { href: `https://acme.okta.com/api/v1/users/00u${at}` } },
  };
}

function appUserOf(at: number) {
  const user = userOf(at);
  return {
    id: user.id,
    externalId: null,
    created: '2024-02-01T00:00:00.000Z',
    lastUpdated: '2024-02-01T00:00:00.000Z',
    scope: 'GROUP',
    status: 'ACTIVE',
    credentials: { userName: user.profile.login },
    profile: {},
    _embedded: { user },
  };
}
