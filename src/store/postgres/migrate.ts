import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { ClariIdentityError } from '../../model/errors.ts';
import { noStore } from '../no-store.ts';
import { POSTGRES } from '../schema/dialect.ts';
import { VERSIONS } from '../schema/versions.ts';
import { isRace } from './failure.ts';
import { beginMigrating, type Limits } from './limits.ts';

/** Its presence tells our schema from another program's. */
const VERSION_TABLE = 'clari_identity_store';
const TRIES = 20;

/**
 * Brings the schema to this version, in one transaction. Two servers that start at once make the same things: one of
 * them is refused by the database, looks again, and finds them made.
 */
export async function migrate(
  client: ClientBase,
  schema: string,
  place: string,
  limits: Limits,
  mustExist: boolean,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const state = await stateOf(client, schema);
    refuseOther(state, place);
    if (state.version === VERSIONS.length) return;
    if (mustExist && state.version === 0) throw noStore(place);
    try {
      await client.query(beginMigrating(schema, limits));
      if (!state.schemaExists) await client.query(`create schema "${schema}"`);
      await bringUp(client, state.version);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (!isRace(error) || tries === TRIES) throw error;
      await sleep(tries * 10);
    }
  }
}

interface State {
  readonly schemaExists: boolean;
  /** 0: nothing of ours is there; null: something of somebody else's is. */
  readonly version: number | null;
}

async function stateOf(client: ClientBase, schema: string): Promise<State> {
  const found = await client.query('select 1 from pg_catalog.pg_namespace where nspname = $1', [schema]);
  if (found.rowCount === 0) return { schemaExists: false, version: 0 };
  const { rows } = await client.query<{ name: unknown }>(
    `select c.relname as name from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
    [schema],
  );
  if (rows.length === 0) return { schemaExists: true, version: 0 };
  if (!rows.some((row) => row.name === VERSION_TABLE)) return { schemaExists: true, version: null };
  const version = await client.query<{ version: unknown }>(`select version from "${schema}".${VERSION_TABLE}`);
  const [row] = version.rows;
  return { schemaExists: true, version: typeof row?.version === 'number' ? row.version : null };
}

function refuseOther(state: State, place: string): asserts state is State & { readonly version: number } {
  if (state.version === null) {
    throw new ClariIdentityError(
      'ERR_STORE',
      `The schema of the store ${place} has tables of another program.`,
      'Name another schema with ?schema=NAME at the end of CLARI_IDENTITY_DATABASE_URL. Nothing was changed.',
    );
  }
  if (state.version > VERSIONS.length) {
    throw new ClariIdentityError(
      'ERR_STORE_NEWER',
      `The store ${place} was written by a newer version of this program (store version ${state.version}, this one knows ${VERSIONS.length}).`,
      'Update clari-identity-mcp, or name another store with CLARI_IDENTITY_DATABASE_URL. Nothing was changed.',
    );
  }
}

async function bringUp(client: ClientBase, version: number): Promise<void> {
  if (version === 0) {
    await client.query(`create table ${VERSION_TABLE} (id bigint primary key check (id = 1), version bigint not null)`);
    await client.query(`insert into ${VERSION_TABLE} (id, version) values (1, 0)`);
  }
  // Whoever comes second waits here, and has nothing left to do.
  const { rowCount } = await client.query(
    `select version from ${VERSION_TABLE} where id = 1 and version = $1 for update`,
    [version],
  );
  if (rowCount === 0) return;
  for (const step of VERSIONS.slice(version)) await client.query(step(POSTGRES));
  await client.query(`update ${VERSION_TABLE} set version = $1 where id = 1`, [VERSIONS.length]);
}
