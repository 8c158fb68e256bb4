import { createServer } from 'node:http';
import { listening } from './listening.ts';

export interface SalesloftOfMany {
  readonly origin: string;
  /** Calls since the last look, by path, and what they would cost of the 600 units a minute. */
  take(): { readonly calls: Readonly<Record<string, number>>; readonly units: number };
  /** So many users are deactivated from now on. */
  change(count: number): void;
  close(): Promise<void>;
}

/** Salesloft with so many users, made as they are asked for. Its limit is counted, and never used up. */
export async function salesloftOfMany(count: number): Promise<SalesloftOfMany> {
  let calls: Record<string, number> = {};
  let [units, changed] = [0, 0];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    calls[url.pathname] = (calls[url.pathname] ?? 0) + 1;
    const page = Number(url.searchParams.get('page') ?? 1);
    const size = Number(url.searchParams.get('per_page') ?? 25);
    const cost = 1 + surcharge(page);
    units += cost;
    const first = (page - 1) * size;
    const answer =
      url.pathname === '/v2/me'
        ? { data: userOf(0, 0) }
        : {
            data: Array.from({ length: Math.max(0, Math.min(size, count - first)) }, (_, at) =>
              userOf(first + at, changed),
            ),
            metadata: {
              filtering: {},
              sorting: { sort_by: 'id', sort_direction: 'ASC' },
              paging: {
                per_page: size,
                current_page: page,
                next_page: first + size < count ? page + 1 : null,
                prev_page: page > 1 ? page - 1 : null,
                total_pages: Math.ceil(count / size),
                total_count: count,
              },
            },
          };
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-ratelimit-endpoint-cost': String(cost),
      'x-ratelimit-remaining-minute': '600',
    });
    response.end(JSON.stringify(answer));
  });
  return {
    ...(await listening(server)),
    take() {
      const seen = { calls, units };
      calls = {};
      units = 0;
      return seen;
    },
    change: (more) => {
      changed = more;
    },
  };
}

/** What a deep page costs beside its one unit. */
function surcharge(page: number): number {
  if (page > 500) return 30;
  if (page > 250) return 10;
  if (page > 150) return 8;
  return page > 100 ? 3 : 0;
}

function userOf(at: number, changed: number) {
  return {
    id: at + 1,
    guid: `6f1c0c1e-0000-4000-8000-${String(at).padStart(12, '0')}`,
    created_at: '2025-01-05T08:00:00.000Z',
    updated_at: '2026-11-20T09:00:00.000Z',
    name: `Given${at} Family${at}`,
    first_name: `Given${at}`,
    last_name: `Family${at}`,
    job_role: 'SDR',
    active: at % 9 !== 8 && (at === 0 || at > changed),
    time_zone: 'US/Eastern',
    email: `given${at}.family${at}@example.com`,
    email_client_email_address: `given${at}@mail.example.com`,
    sending_email_address: `given${at}@mail.example.com`,
    from_address: `Given${at} Family${at}`,
    full_email_address: `"Given${at} Family${at}" <given${at}@mail.example.com>`,
    email_signature: `<p>Given${at} Family${at}<br>Example Inc.<br>+1 555 01${at % 100}</p>`.repeat(4),
    team_admin: at === 0,
    external_feature_flags: {},
    phone_client: { id: at },
    group: { id: at % 20, _href: `https://api.salesloft.com/v2/groups/${at % 20}` },
    team: { id: 1, _href: 'https://api.salesloft.com/v2/team' },
    role: { id: at === 0 ? 'Admin' : 'User' },
  };
}
