import type { Client, Pool, PoolClient, PoolConfig } from 'pg';
import type { SqlDriver } from '../driver.ts';
import { addressOf } from './address.ts';
import { postgresFailure } from './failure.ts';
import { connectMs, giveUpMs, type Limits } from './limits.ts';
import { migrate } from './migrate.ts';
import { PostgresDriver } from './postgres-driver.ts';
import { typesOf } from './types.ts';

const READERS = 20;
const IDLE_MS = 10_000;

/** Connects, brings the schema to this version, and leaves no connection open: they come with the calls. */
export async function openPostgres(
  url: string,
  { mustExist, ...limits }: Limits & { readonly mustExist: boolean },
): Promise<SqlDriver> {
  const { connectionString, schema } = addressOf(url);
  const { default: pg } = await import('pg');
  const config: PoolConfig = {
    connectionString,
    application_name: 'clari-identity-mcp',
    connectionTimeoutMillis: connectMs(limits),
    query_timeout: giveUpMs(limits),
    keepAlive: true,
    idleTimeoutMillis: IDLE_MS,
    types: typesOf(pg.types),
  };
  const pools = [new pg.Pool({ ...config, max: READERS }), new pg.Pool({ ...config, max: 1 })] as const;
  const place = placeOf(new pg.Client(config), schema);
  try {
    for (const pool of pools) keepQuiet(pool);
    const serverVersion = await prepare(pools[1], (client) => migrate(client, schema, place, limits, mustExist));
    return new PostgresDriver(...pools, { place, schema, serverVersion, limits });
  } catch (error) {
    await Promise.all(pools.map((pool) => pool.end()));
    throw postgresFailure(place, error);
  }
}

async function prepare(pool: Pool, migrating: (client: PoolClient) => Promise<void>): Promise<string> {
  const client = await pool.connect();
  try {
    await migrating(client);
    const { rows } = await client.query<{ server_version: unknown }>('show server_version');
    return String(rows[0]?.server_version).split(' ')[0] ?? '';
  } finally {
    client.release(true);
  }
}

/** Ignores errors of idle connections: the next call gets another connection, or an error of its own. */
function keepQuiet(pool: Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
}

function placeOf({ host, port, database }: Client, schema: string): string {
  const shared = schema === 'clari_identity' ? '' : `?schema=${schema}`;
  return `postgres://${host}:${port}/${database ?? ''}${shared}`;
}
