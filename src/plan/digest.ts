import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { ClariIdentityError } from '../model/errors.ts';

// The package's types describe an ES module, yet it is a CommonJS one whose export is the function itself.
const serialize: unknown = canonicalize;

/** SHA-256 of the RFC 8785 form: equal for equal values, whatever the order of keys. */
export function digest(fact: unknown): string {
  const text: unknown = typeof serialize === 'function' ? serialize(fact) : null;
  if (typeof text === 'string') return createHash('sha256').update(text).digest('hex');
  throw new ClariIdentityError('ERR_INTERNAL', 'A fact of the plan is not JSON.', 'Please report this with its input.');
}
