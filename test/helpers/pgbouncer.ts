import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { noPostgres15, type PostgresServer, startPostgres, type WholePostgresServer } from './postgres-server.ts';
import { asNobody } from './run-as.ts';

const PGBOUNCER = '/usr/sbin/pgbouncer';

/** Why nothing can be tested here through a pooler; null: it can. The continuous integration installs it. */
export const noPgBouncer: string | null =
  noPostgres15 ?? (existsSync(PGBOUNCER) ? null : `no PgBouncer at ${PGBOUNCER}: install pgbouncer`);

export type PoolMode = 'session' | 'transaction' | 'statement';

export interface PooledServer extends PostgresServer {
  /** Past the pooler. */
  readonly behind: WholePostgresServer;
}

/** PostgreSQL 15 behind a real PgBouncer, which is all that `url` reaches. */
export async function startPooled(mode: PoolMode, settings: readonly string[] = []): Promise<PooledServer> {
  const behind = await startPostgres({ version: 15 });
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-pgbouncer-'));
  const port = await freePort();
  const files = [
    ['users', `"owner" "${behind.password}"\n`],
    [
      'pgbouncer.ini',
      [
        ...['[databases]', `* = host=127.0.0.1 port=${behind.port}`, '[pgbouncer]', `pool_mode = ${mode}`],
        ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'server_login_retry = 1'],
        ...['auth_type = scram-sha-256', `auth_file = ${join(folder, 'users')}`, 'max_client_conn = 200'],
        ...settings,
      ].join('\n'),
    ],
  ] as const;
  const runAs = asNobody();
  await chmod(folder, 0o711);
  for (const [name, text] of files) {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    if ('uid' in runAs) await chown(join(folder, name), runAs.uid, runAs.gid);
  }
  const pooler: ChildProcess = spawn(PGBOUNCER, [join(folder, 'pgbouncer.ini')], {
    ...runAs,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => pooler.kill('SIGKILL'));
  await up(pooler);
  return {
    ...{ port, folder, behind, stop: behind.stop, start: behind.start, crash: behind.crash },
    url: (database) => behind.url(database).replace(`:${behind.port}/`, `:${port}/`),
    remove: async () => {
      const ended = once(pooler, 'close');
      pooler.kill('SIGQUIT');
      await ended;
      await behind.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function up(pooler: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    let said = '';
    pooler.stderr?.on('data', (bytes) => {
      said += String(bytes);
      if (said.includes('process up')) done();
    });
    pooler.once('close', () => fail(new Error(`PgBouncer did not start: ${said}`)));
  });
}
