import type { SqlDriver } from '../driver.ts';
import { addressOf } from './address.ts';
import { connected } from './connections.ts';
import { postgresFailure } from './failure.ts';
import { connectMs, giveUpMs, type Limits } from './limits.ts';
import { migrate } from './migrate.ts';
import { PostgresDriver } from './postgres-driver.ts';
import { Servers } from './servers.ts';
import { assertSuitable } from './suitable.ts';
import { typesOf } from './types.ts';

const IDLE_MS = 10_000;

/** Connects, brings the schema to this version, and leaves no connection open: they come with the calls. */
export async function openPostgres(
  url: string,
  { mustExist, ...limits }: Limits & { readonly mustExist: boolean },
): Promise<SqlDriver> {
  const { servers: addresses, schema, attributes } = addressOf(url);
  const { default: pg } = await import('pg');
  const servers = new Servers(pg, {
    servers: addresses,
    attributes,
    patienceMs: connectMs(limits),
    settings: {
      application_name: 'clari-identity-mcp',
      connectionTimeoutMillis: connectMs(limits) / addresses.length,
      query_timeout: giveUpMs(limits),
      keepAlive: true,
      idleTimeoutMillis: IDLE_MS,
      types: typesOf(pg.types),
    },
  });
  const place = schema === 'clari_identity' ? servers.place : `${servers.place}?schema=${schema}`;
  try {
    let serverVersion = '';
    const client = await connected(servers, 'writer', async (client) => {
      serverVersion = await assertSuitable(client, place);
      await migrate(client, schema, place, limits, mustExist);
    });
    client.release(true);
    return new PostgresDriver(servers, { place, schema, serverVersion, limits });
  } catch (error) {
    await servers.close();
    throw postgresFailure(place, error);
  }
}
