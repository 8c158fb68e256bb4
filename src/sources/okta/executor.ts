import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { checkClock } from '../live/check-clock.ts';
import { exactJson } from '../live/exact-json.ts';
import type { LiveResponse } from '../live/live-request.ts';
import type { Transport } from '../live/transport.ts';
import { at, entriesAt } from '../live/values.ts';

const TOKEN_PATH = '/oauth2/v1/token';

/** What the last answer said beside its body, which the SDK hands on to nobody. */
export interface Heard {
  /** How many rows the whole list has, by the server's own count; null: it does not say. */
  total: number | null;
}

/**
 * Lets the SDK's requests go through our transport, and looks at what the SDK does not: it takes a refused token for a
 * token and asks with `Bearer undefined`, and an object for an empty list.
 */
export async function execute(
  way: Transport,
  request: unknown,
  { signal, heard }: { readonly signal: AbortSignal | undefined; readonly heard: Heard },
): Promise<Response> {
  const url = String(at(request, 'url'));
  const body = at(request, 'body');
  const response = await way.send({
    url,
    method: String(at(request, 'method') ?? 'GET').toUpperCase() === 'POST' ? 'POST' : 'GET',
    headers: Object.fromEntries(entriesAt(request, 'headers').map(([name, value]) => [name, String(value)])),
    ...(typeof body === 'string' ? { body } : {}),
    signal,
  });
  heard.total = totalIn(response);
  if (new URL(url).pathname === TOKEN_PATH) checkToken(response, way);
  else if (response.status < 300 && at(request, 'isCollection') === true && !response.text.trimStart().startsWith('['))
    throw new ClariIdentityError(
      'ERR_SOURCE_ANSWER',
      'Okta answered with something that is no list where a list was asked for.',
      'Check that OKTA_ORG_URL is the address of the Okta organisation itself.',
    );
  return new Response(response.text === '' ? null : exactJson(response.text), {
    status: response.status,
    headers: response.headers,
  });
}

function totalIn({ headers }: LiveResponse): number | null {
  const text = headers.get('x-total-count')?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function checkToken({ status, text }: LiveResponse, way: Transport): void {
  if (status < 300) return;
  const problem = tokenProblem(text);
  if (problem === 'use_dpop_nonce') return;
  // A wrong clock makes every assertion look expired, so it is the better explanation.
  checkClock(way, 'Okta');
  if (problem === 'invalid_scope' || problem === 'consent_required' || problem === 'access_denied')
    throw new ClariIdentityError(
      'ERR_SOURCE_FORBIDDEN',
      `Okta gives the service app no token (${problem}): a scope that was asked for is not granted to it.`,
      'Grant it under Okta API Scopes of the app; `clari-identity-mcp doctor` lists which.',
    );
  if (status === 404)
    throw new ClariIdentityError(
      'ERR_SOURCE_NOT_FOUND',
      'No Okta organisation answers at OKTA_ORG_URL (404 for a token).',
      'Check the address: https://acme.okta.com, without -admin and without a path.',
    );
  throw new ClariIdentityError(
    'ERR_SOURCE_AUTH',
    `Okta refused the key of the service app (${status}${problem === null ? '' : `, ${bare(problem)}`}): it is wrong, expired or not the app's.`,
    'Check OKTA_CLIENT_ID, OKTA_KEY_ID and the private key against the public keys of the app. The last good read stays in force.',
  );
}

/** Of OAuth's own fixed words; anything else is not repeated. */
function tokenProblem(text: string): string | null {
  try {
    const word = at(JSON.parse(text), 'error');
    return typeof word === 'string' && /^[a-z_]{3,40}$/.test(word) ? word : null;
  } catch {
    return null;
  }
}
