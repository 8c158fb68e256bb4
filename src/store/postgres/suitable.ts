import type { ClientBase } from 'pg';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';

/** The oldest major version that the tests run on. */
const OLDEST = 15;

/**
 * Refuses a server that cannot keep a store, before anything is written to it. Asked inside a transaction, which a pooler
 * that shares connections by statement does not allow.
 *
 * @returns The server's version, such as `15.4`.
 */
export async function assertSuitable(client: ClientBase, place: string): Promise<string> {
  await client.query('begin read only');
  const { rows } = await client.query<{ version_num: unknown; version: unknown; encoding: unknown }>(
    `select current_setting('server_version_num') as version_num, current_setting('server_version') as version,
       pg_catalog.pg_encoding_to_char(encoding) as encoding
     from pg_catalog.pg_database where datname = pg_catalog.current_database()`,
  );
  await client.query('commit');
  const [row] = rows;
  const version = String(row?.version).split(' ')[0] ?? '';
  if (!(Number(row?.version_num) >= OLDEST * 10_000)) {
    throw new ClariIdentityError(
      'ERR_STORE',
      `The database server of the store ${place} is PostgreSQL ${bare(version)}, and a store needs ${OLDEST} or newer.`,
      'Name a newer server in CLARI_IDENTITY_DATABASE_URL. Nothing was changed.',
    );
  }
  if (row?.encoding !== 'UTF8') {
    throw new ClariIdentityError(
      'ERR_STORE',
      `The database of the store ${place} has the encoding ${bare(String(row?.encoding))}, in which not every name can be kept.`,
      "Make one with create database NAME encoding 'UTF8' template template0, and name it in CLARI_IDENTITY_DATABASE_URL. Nothing was changed.",
    );
  }
  return version;
}
