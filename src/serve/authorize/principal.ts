import type { Caller, Role } from '../../model/actor.ts';

/** Who sent a request, as far as that was checked. */
export interface Principal extends Caller {
  /** Identifies person, name and roles: a session belongs to exactly this key. */
  readonly key: string;
  /** Issuer and subject, whatever the roles and names; null: nothing tells one caller from another but their address. */
  readonly person: string | null;
  /** Epoch milliseconds; null: it does not expire. */
  readonly expiresAt: number | null;
}

/** The answer to a client without valid credentials (RFC 6750, RFC 9728). */
export class Unauthorized extends Error {
  readonly status: 401 | 403;
  /** Null if no credentials were sent, so that there is no fault to name. */
  readonly fault: 'invalid_token' | 'insufficient_scope' | null;
  /** What to ask the authorization server for. */
  readonly scope: Role;

  constructor(
    fault: Unauthorized['fault'],
    message: string,
    options: { cause?: unknown; scope?: Role | undefined } = {},
  ) {
    super(message, options);
    this.status = fault === 'insufficient_scope' ? 403 : 401;
    this.fault = fault;
    this.scope = options.scope ?? 'viewer';
  }
}

/** Where tokens for this server come from; null without an authorization server. */
export interface TokenSource {
  readonly issuer: string;
  readonly audience: string;
}

export interface Authorizer {
  readonly tokens: TokenSource | null;
  /** Throws `Unauthorized`. */
  authorize(header: string | undefined): Promise<Principal>;
}

/** The credentials of `Authorization: Bearer …`; they are accepted nowhere else. */
export function bearer(header: string | undefined): string {
  if (header === undefined) throw new Unauthorized(null, 'A bearer token is needed.');
  const found = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header);
  if (found?.[1] === undefined)
    throw new Unauthorized('invalid_token', 'The Authorization header is not a bearer token.');
  return found[1];
}
