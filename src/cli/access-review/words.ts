import { ClariIdentityError } from '../../model/errors.ts';

/** A property that is there only if it was given. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [name: string]: Value } {
  return value === undefined ? {} : { [name]: value };
}

export function missing(what: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_USAGE',
    `${what} Nothing was done.`,
    'clari-identity-mcp access-review --help lists the options.',
  );
}
