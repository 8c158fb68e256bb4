import type { Client, ClientConfig, Pool, PoolClient, PoolConfig } from 'pg';
import type { SessionAttributes } from './address.ts';

const READERS = 20;

/** One server's connections: a pool that reads, and one connection that writes. */
export interface Pools {
  readonly readers: Pool;
  readonly writer: Pool;
}

export interface Connecting {
  readonly servers: readonly string[];
  readonly attributes: SessionAttributes;
  readonly settings: Omit<PoolConfig, 'connectionString' | 'max'>;
  /** How long a call looks for a server that serves. */
  readonly patienceMs: number;
}

interface Package {
  readonly Pool: new (config: PoolConfig) => Pool;
  readonly Client: new (config: ClientConfig) => Client;
}

/**
 * The servers of an address. One of them is used for everything, until it stops to serve: then the next that does, for
 * reads as well, so that a call reads what the call before it has written.
 */
export class Servers {
  /** Hosts, ports and database, without credentials. */
  readonly place: string;
  readonly patienceMs: number;
  readonly #package: Package;
  readonly #configs: readonly PoolConfig[];
  readonly #ending = new Set<Promise<unknown>>();
  #at = 0;
  #pools: Pools;

  constructor(pg: Package, { servers, attributes, settings, patienceMs }: Connecting) {
    this.#package = pg;
    this.patienceMs = patienceMs;
    this.#configs = servers.map((connectionString) => ({
      ...settings,
      connectionString,
      ...(attributes === 'any' ? {} : { onConnect: (client) => takesWrites(client, attributes) }),
    }));
    const [first] = this.#configs;
    if (first === undefined) throw new Error('no server');
    this.#pools = this.#made(first);
    this.place = placeOf(this.#configs.map((config) => new pg.Client(config)));
  }

  get pools(): Pools {
    return this.#pools;
  }

  get count(): number {
    return this.#configs.length;
  }

  /** Turns to the next server, unless another call did so already. What still runs on this one may end. */
  leave(pools: Pools): void {
    if (pools !== this.#pools || this.count === 1) return;
    this.#at = (this.#at + 1) % this.count;
    const config = this.#configs[this.#at];
    if (config === undefined) return;
    this.#end(pools);
    this.#pools = this.#made(config);
  }

  /** Waits for what is under way, on servers that were left as well. */
  async close(): Promise<void> {
    this.#end(this.#pools);
    await Promise.all(this.#ending);
  }

  #end(pools: Pools): void {
    const ended: Promise<unknown> = Promise.all([pools.readers.end(), pools.writer.end()]).finally(() =>
      this.#ending.delete(ended),
    );
    this.#ending.add(ended);
  }

  #made(config: PoolConfig): Pools {
    const made = (max: number): Pool => {
      const pool = new this.#package.Pool({ ...config, max });
      keepQuiet(pool);
      return pool;
    };
    return { readers: made(READERS), writer: made(1) };
  }
}

/** Ignores errors of idle connections: the next call gets another connection, or an error of its own. */
function keepQuiet(pool: Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
}

const QUESTION = {
  'read-write': "select current_setting('transaction_read_only') = 'on' as refused",
  primary: 'select pg_catalog.pg_is_in_recovery() as refused',
};

/** Asked of every new connection, because the server behind a name may have changed since the last. */
async function takesWrites(client: Pick<PoolClient, 'query'>, attributes: 'read-write' | 'primary'): Promise<void> {
  const { rows } = await client.query<{ refused: unknown }>(QUESTION[attributes]);
  if (rows[0]?.refused !== false) throw new ReadOnlyServer();
}

/** A server that answers and is not the one that takes writes. */
class ReadOnlyServer extends Error {
  readonly code = '25006';
}

/** As in the address, but for what may not be shown. */
function placeOf(clients: readonly Client[]): string {
  const hosts = clients.map(({ host, port }) => `${host}:${port}`).join(',');
  return `postgres://${hosts}/${clients[0]?.database ?? ''}`;
}
