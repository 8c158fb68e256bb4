import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { personName, ROLES, withReading } from '../../model/actor.ts';
import { words } from '../../model/words.ts';
import { cleanText } from '../../sources/cells/text.ts';
import { type Authorizer, bearer, type Principal, type TokenSource, Unauthorized } from './principal.ts';
import { grantedRoles } from './roles.ts';
import { shownName } from './shown-name.ts';

export interface OAuthOptions extends TokenSource {
  readonly jwksUrl: string;
  now(): Date;
  /** Unknown key ids cause a new fetch of keys, at most once in this many milliseconds. */
  readonly refetchAfterMs: number;
  /** Called when the keys are not available: nobody can sign in then, and the operator has to know why. */
  onKeysMissing(error: unknown): void;
}

/** Algorithms with key pairs only: with a shared secret, whoever checks a token could also make one. */
const ALGORITHMS = [...words('RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519')];
export const CLOCKS_DIFFER_BY_S = 60;

/** An OAuth 2.1 resource server: it checks tokens that the organisation's authorization server made for it. */
export function oauth(options: OAuthOptions): Authorizer {
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    cooldownDuration: options.refetchAfterMs,
    cacheMaxAge: 10 * 60_000,
    timeoutDuration: 5_000,
  });
  return {
    tokens: { issuer: options.issuer, audience: options.audience },
    async authorize(header) {
      const token = bearer(header);
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: options.issuer,
          audience: options.audience,
          algorithms: ALGORITHMS,
          clockTolerance: CLOCKS_DIFFER_BY_S,
          currentDate: options.now(),
          requiredClaims: ['exp', 'sub'],
        });
        return principalOf(payload);
      } catch (error) {
        throw refusal(error, options.onKeysMissing);
      }
    },
  };
}

function principalOf(payload: JWTPayload): Principal {
  const subject = cleanText(payload.sub ?? '');
  if (subject === '') throw new Unauthorized('invalid_token', 'The token names nobody.');
  const roles = withReading(grantedRoles(payload));
  if (roles.length === 0)
    throw new Unauthorized('insufficient_scope', `The token grants none of the roles ${ROLES.join(', ')}.`);
  const name = personName(shownName(payload), subject);
  return {
    actor: { name, authenticated: true, via: 'http' },
    roles,
    key: JSON.stringify([payload.sub, name, roles]),
    person: JSON.stringify([payload.iss, payload.sub]),
    expiresAt: ((payload.exp ?? 0) + CLOCKS_DIFFER_BY_S) * 1_000,
  };
}

/**
 * The reason of a refusal. Details that help a client to get a better token are given; details that help to guess one
 * are not.
 */
function refusal(error: unknown, onKeysMissing: (error: unknown) => void): Error {
  if (error instanceof Unauthorized) return error;
  const because = (message: string) => new Unauthorized('invalid_token', message, { cause: error });
  if (error instanceof errors.JWTExpired) return because('The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case 'iss':
        return because('The token is from another issuer.');
      case 'aud':
        return because('The token is for another audience.');
      case 'nbf':
        return because('The token is not valid yet.');
      default:
        return because('The token lacks a claim that is needed.');
    }
  }
  const ofTheToken =
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys;
  if (!ofTheToken) onKeysMissing(error);
  return because('The token could not be verified.');
}
