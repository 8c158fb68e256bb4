import type { Caller, Role } from '../../model/actor.ts';

/** Who sent a request, as far as it was checked. */
export interface Principal extends Caller {
  /** Person, name and roles in one: a session belongs to exactly this, and to nobody else. */
  readonly key: string;
  /** Epoch milliseconds; null: does not end. */
  readonly expiresAt: number | null;
}

/** What a client without good credentials is told (RFC 6750, RFC 9728). */
export class Unauthorized extends Error {
  readonly status: 401 | 403;
  /** Null where no credentials were given: then there is no fault to name. */
  readonly fault: 'invalid_token' | 'insufficient_scope' | null;
  /** What to ask the authorization server for. */
  readonly scope: Role;

  constructor(fault: Unauthorized['fault'], message: string, options: { cause?: unknown; scope?: Role } = {}) {
    super(message, options);
    this.status = fault === 'insufficient_scope' ? 403 : 401;
    this.fault = fault;
    this.scope = options.scope ?? 'viewer';
  }
}

/** Where tokens for this server come from; null where there is no authorization server. */
export interface TokenSource {
  readonly issuer: string;
  readonly audience: string;
}

export interface Authorizer {
  readonly tokens: TokenSource | null;
  /** Throws `Unauthorized`. */
  authorize(header: string | undefined): Promise<Principal>;
}

/** The credentials of `Authorization: Bearer …`, the only place where they are looked for. */
export function bearer(header: string | undefined): string {
  if (header === undefined) throw new Unauthorized(null, 'A bearer token is needed.');
  const found = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header);
  if (found?.[1] === undefined)
    throw new Unauthorized('invalid_token', 'The Authorization header is not a bearer token.');
  return found[1];
}
