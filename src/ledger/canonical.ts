import canonicalize from 'canonicalize';
import { ClariIdentityError } from '../model/errors.ts';

// The deepest nesting. Nothing that is stored comes near it, and a cycle exceeds it at once.
const DEEPEST = 200;

// The package's types describe an ES module, yet it is a CommonJS one whose export is the function itself.
const serialize: unknown = canonicalize;

/**
 * The RFC 8785 form of a JSON value: one text for one value, so that hashes can be compared. Values that JSON cannot
 * express (undefined, NaN, dates, cycles, unpaired surrogates) are refused, because leaving them out would hash
 * something else.
 */
export function canonicalJson(value: unknown): string {
  checkJson(value, '$', 0);
  const text: unknown = typeof serialize === 'function' ? serialize(value) : null;
  if (typeof text !== 'string') throw notJson('$', 'the canonical form could not be made');
  return text;
}

function checkJson(value: unknown, path: string, depth: number): void {
  if (depth > DEEPEST) throw notJson('$', `it is nested deeper than ${DEEPEST} levels, or contains itself`);
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') checkText(value, path);
  else if (typeof value === 'number') checkNumber(value, path);
  else if (typeof value !== 'object') throw notJson(path, `a value of type ${typeof value} is not JSON`);
  else if (Array.isArray(value)) {
    // By index, because `forEach` skips holes.
    for (let index = 0; index < value.length; index += 1) checkJson(value[index], `${path}[${index}]`, depth + 1);
  } else checkObject(value, path, depth);
}

function checkNumber(value: number, path: string): void {
  if (!Number.isFinite(value)) throw notJson(path, `${value} is not a JSON number`);
}

function checkObject(value: object, path: string, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson(path, 'only plain objects are JSON');
  if (Object.getOwnPropertySymbols(value).length > 0) throw notJson(path, 'a symbol can not be a JSON key');
  for (const [key, member] of Object.entries(value)) {
    checkText(key, path);
    checkJson(member, `${path}.${key.slice(0, 60)}`, depth + 1);
  }
}

function checkText(text: string, path: string): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `The text at ${path} holds half of a Unicode character (an unpaired surrogate), which has no canonical form.`,
    'Correct that text and try again. Nothing was recorded.',
  );
}

function notJson(path: string, why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_INTERNAL',
    `A value that is to be hashed is not JSON at ${path}: ${why}.`,
    'This is a fault of the program: please report it with this message. Nothing was recorded.',
  );
}
