import { ClariIdentityError } from '../../model/errors.ts';

/** Which servers may be used, in the words of libpq. Those that only ever read are not among them: a copy may be behind. */
export type SessionAttributes = 'any' | 'read-write' | 'primary';

export interface Address {
  /** One server each, in the order in which they are tried. For the driver alone, because they may contain a password. */
  readonly servers: readonly string[];
  /** Namespace of our tables, so that the database may be shared with other programs. */
  readonly schema: string;
  readonly attributes: SessionAttributes;
}

const DEFAULT_SCHEMA = 'clari_identity';
const MOST_SERVERS = 16;

/**
 * Parses `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?schema=NAME&target_session_attrs=…`. Errors never repeat
 * the address. With several servers it is the one that takes writes, unless the address says otherwise.
 */
export function addressOf(url: string): Address {
  const servers = apart(url).map(parse);
  if (servers.length > MOST_SERVERS) throw unusable(`It names more than ${MOST_SERVERS} servers.`);
  const [first] = servers;
  const schema = first?.searchParams.get('schema') ?? DEFAULT_SCHEMA;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_'))
    throw unusable('The schema in it must be a plain name in lower case.');
  if (first === undefined || first.pathname.length < 2) throw unusable('It names no database.');
  const attributes = attributesOf(first.searchParams.get('target_session_attrs'), servers.length);
  for (const { searchParams } of servers) for (const own of OWN) searchParams.delete(own);
  return { servers: servers.map((server) => server.href), schema, attributes };
}

/** What the driver does not know. */
const OWN = ['schema', 'target_session_attrs'];

function attributesOf(written: string | null, servers: number): SessionAttributes {
  switch (written) {
    case null:
      return servers > 1 ? 'read-write' : 'any';
    case 'any':
    case 'read-write':
    case 'primary':
      return written;
    case 'read-only':
    case 'standby':
    case 'prefer-standby':
      throw unusable(`With target_session_attrs=${written} answers could come from a copy that is behind.`, ATTRIBUTES);
    default:
      throw unusable('Its target_session_attrs is unknown.', ATTRIBUTES);
  }
}

const ATTRIBUTES = 'Say target_session_attrs=read-write or primary in CLARI_IDENTITY_DATABASE_URL, or leave it out.';

/** One address for each server of a list, as libpq writes lists: in the place of the host, or as `host` and `port`. */
function apart(url: string): readonly string[] {
  const [, scheme, user, hosts = '', rest] = /^(\w+:\/\/)([^/?#]*@)?([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (hosts.includes(',')) return hosts.split(',').map((host) => `${scheme}${user ?? ''}${host}${rest}`);
  // A user without a host is an address to libpq and to the driver, and none to the platform.
  const whole = hosts === '' && user !== undefined ? `${scheme}${user}localhost${rest}` : url;
  const parsed = parse(whole);
  const named = parsed.searchParams.get('host')?.split(',') ?? [];
  if (named.length < 2) return [whole];
  const ports = parsed.searchParams.get('port')?.split(',') ?? [];
  if (ports.length > 1 && ports.length !== named.length) throw unusable('It names more hosts than ports, or fewer.');
  return named.map((host, at) => {
    const one = new URL(parsed);
    one.searchParams.set('host', host);
    const port = ports[at] ?? ports[0];
    if (port !== undefined) one.searchParams.set('port', port);
    return one.href;
  });
}

/** Without a cause, since the parser's error contains the whole address with the password. */
function parse(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw unusable('It is no address; write special characters in a password as %40 and the like.');
  }
}

function unusable(
  why: string,
  remedy = 'Set CLARI_IDENTITY_DATABASE_URL to postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
): ClariIdentityError {
  return new ClariIdentityError('ERR_CONFIG', `The address of the PostgreSQL store is not usable. ${why}`, remedy);
}
