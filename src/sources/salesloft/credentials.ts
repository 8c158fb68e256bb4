import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import type { SalesloftSettings } from '../../model/live.ts';
import type { Secret } from '../../model/secret.ts';
import type { LiveResponse } from '../live/live-request.ts';
import { transport } from '../live/transport.ts';
import type { Tuning } from '../live/tuning.ts';

/** All that is asked for; whatever else the app may do is left unused. */
export const SCOPE = 'team:read';
/** So long before its end a token is replaced, so that it does not end on the way. */
const EARLY_MS = 60_000;
const LIFE_MS = 7_200_000;
/** What can stand in a header. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;
/** Words of OAuth for a refusal. The rest of the answer is never shown. */
const WORDS = /"error"\s*:\s*"(invalid_client|invalid_grant|invalid_scope|unauthorized_client|access_denied)"/;

const granted = z.object({
  access_token: z.string().regex(TOKEN),
  expires_in: z.number().positive().nullish(),
  scope: z.string().nullish(),
});

export interface Credentials {
  /** For the middle of a sentence: `an API key`, `client credentials`. */
  readonly kind: string;
  /** The variable that holds them. */
  readonly variable: string;
  token(signal: AbortSignal | undefined): Promise<string>;
  /** Forgets a token that was refused. False: there is no other. */
  renew(): boolean;
  /** Whether the last token may do more than was asked for; null: it does not say. */
  mayMore(): boolean | null;
  /** Requests for tokens that went out. */
  calls(): number;
}

/** Says what is missing (ERR_CONFIG) before anything is sent. `issuer`: the origin that grants tokens. */
export function credentialsOf(settings: SalesloftSettings, issuer: string, tuning: Tuning): Credentials {
  const { token, clientId, clientSecret } = settings;
  if (token !== null && (clientId !== null || clientSecret !== null)) throw twice();
  if (token !== null) return ofToken(token);
  if (clientId !== null && clientSecret !== null) return ofClient(clientId, clientSecret, issuer, tuning);
  throw incomplete(settings);
}

function ofToken(token: Secret): Credentials {
  if (!TOKEN.test(token.reveal())) throw notAToken();
  return {
    kind: 'an API key or access token',
    variable: 'SALESLOFT_API_TOKEN',
    token: async () => token.reveal(),
    renew: () => false,
    mayMore: () => null,
    calls: () => 0,
  };
}

interface Held {
  readonly token: string;
  readonly until: number;
  readonly mayMore: boolean | null;
}

/** Salesloft gives no refresh token to client credentials: another token is asked for anew. */
function ofClient(clientId: string, secret: Secret, issuer: string, tuning: Tuning): Credentials {
  const sender = transport({ service: 'The Salesloft sign-in', origins: [issuer], tuning });
  let held: Held | null = null;
  return {
    kind: 'client credentials',
    variable: 'SALESLOFT_CLIENT_ID',
    calls: sender.calls,
    mayMore: () => held?.mayMore ?? null,
    renew() {
      held = null;
      return true;
    },
    async token(signal) {
      if (held !== null && tuning.nowMs() < held.until) return held.token;
      const asked = tuning.nowMs();
      const response = await sender.send({
        url: `${issuer}/oauth/token`,
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: secret.reveal(),
          scope: SCOPE,
        }).toString(),
        signal,
      });
      if (response.status >= 400) throw refused(response);
      const answer = granted.safeParse(JSON.parse(response.text));
      if (!answer.success) throw noToken();
      const { access_token, expires_in, scope } = answer.data;
      held = {
        token: access_token,
        until: asked + (expires_in == null ? LIFE_MS : expires_in * 1_000) - EARLY_MS,
        mayMore: scope == null ? null : scope.split(/\s+/).some((one) => one !== '' && one !== SCOPE),
      };
      return held.token;
    },
  };
}

function refused({ status, text }: LiveResponse): ClariIdentityError {
  const word = WORDS.exec(text)?.[1] ?? null;
  return new ClariIdentityError(
    'ERR_SOURCE_AUTH',
    `Salesloft refuses the client credentials (${status}${word === null ? '' : `, ${word}`}).`,
    word === 'invalid_scope'
      ? `Give the private app the scope ${SCOPE}. The last good read stays in force.`
      : `Set SALESLOFT_CLIENT_ID and SALESLOFT_CLIENT_SECRET to those of a private app with the scope ${SCOPE}: an app acts for the administrator who made it, and may end with their account. The last good read stays in force.`,
  );
}

function noToken(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_ANSWER',
    'The Salesloft sign-in answered without a token that can be used.',
    'Check SALESLOFT_API_URL, then run it again. The last good read stays in force.',
  );
}

function twice(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'Salesloft is configured twice: SALESLOFT_API_TOKEN is set, and so are client credentials.',
    'Unset SALESLOFT_API_TOKEN, or SALESLOFT_CLIENT_ID and SALESLOFT_CLIENT_SECRET.',
  );
}

function notAToken(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'SALESLOFT_API_TOKEN is no token: it has blanks, or signs that no token has.',
    'Set it to the key alone, without "Bearer" before it.',
  );
}

function incomplete({ clientId, clientSecret }: SalesloftSettings): ClariIdentityError {
  const missing =
    clientId === null && clientSecret === null
      ? 'neither SALESLOFT_API_TOKEN nor client credentials are set'
      : `${clientId === null ? 'SALESLOFT_CLIENT_ID' : 'SALESLOFT_CLIENT_SECRET'} is not set`;
  return new ClariIdentityError(
    'ERR_CONFIG',
    `Salesloft is configured in part: ${missing}.`,
    'Set SALESLOFT_API_TOKEN, or both SALESLOFT_CLIENT_ID and SALESLOFT_CLIENT_SECRET; or unset SALESLOFT_API_URL too.',
  );
}
