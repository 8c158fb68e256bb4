import { ClariIdentityError } from '../../model/errors.ts';

export interface Address {
  /** For the driver alone, because it may contain a password. */
  readonly connectionString: string;
  /** Namespace of our tables, so that the database may be shared with other programs. */
  readonly schema: string;
}

const DEFAULT_SCHEMA = 'clari_identity';

/** Parses `postgres://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME&sslmode=…`. Errors never repeat the address. */
export function addressOf(url: string): Address {
  const parsed = parse(url);
  const schema = parsed.searchParams.get('schema') ?? DEFAULT_SCHEMA;
  parsed.searchParams.delete('schema');
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_'))
    throw unusable('The schema in it must be a plain name in lower case.');
  if (parsed.pathname.length < 2) throw unusable('It names no database.');
  return { connectionString: parsed.href, schema };
}

/** Without a cause, since the parser's error contains the whole address with the password. */
function parse(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw unusable('It is no address; write special characters in a password as %40 and the like.');
  }
}

function unusable(why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `The address of the PostgreSQL store is not usable. ${why}`,
    'Set CLARI_IDENTITY_DATABASE_URL to postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
  );
}
