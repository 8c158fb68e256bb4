import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDriver } from '../../src/store/open-driver.ts';
import { checkStore } from '../helpers/check-store.ts';
import { oktaServer, TOKEN } from '../helpers/okta-server.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { stages } from '../helpers/stages/stages.ts';
import { directoryCsv, oktaUsers, usersCsv } from './kill-any-step/company.ts';
import { killRounds } from './kill-any-step/kill-rounds.ts';
import type { Ground } from './kill-any-step/operations.ts';

/** On each database. */
const KILLS = Number(process.env['KILLS'] ?? 10);
const SEED = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1_000_000));

async function ground(database: 'sqlite' | 'postgres'): Promise<Ground> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-kills-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { server } = await oktaServer({ users: oktaUsers(), appUsers: [{ id: '00u1' }], pageSize: 100 });
  const made = { count: 0 };
  const emptyStore = async () => {
    made.count += 1;
    if (database === 'sqlite') return `sqlite:${join(home, `moved-${made.count}.sqlite`)}`;
    return `${(await postgresOfThisFile()).url('postgres')}?schema=moved_${made.count}`;
  };
  const url =
    database === 'sqlite' ? `sqlite:${join(home, 'store.sqlite')}` : (await postgresOfThisFile()).url('postgres');
  const { environment, run } = await program({
    CLARI_IDENTITY_HOME: join(home, 'data'),
    CLARI_IDENTITY_DATABASE_URL: url,
    CLARI_IDENTITY_DIRECTORIES: 'hr,okta',
    OKTA_ORG_URL: server.origin,
    OKTA_API_TOKEN: TOKEN,
  });
  for (const [name, content, extra] of [
    ['users.csv', usersCsv(999), []],
    ['directory.csv', directoryCsv(), ['--kind', 'directory', '--directory', 'hr']],
  ] as const) {
    const path = join(home, name);
    await writeFile(path, content);
    const loaded = await run('import', path, '--as-of', hoursAgo(24), '--complete', ...extra);
    expect(loaded.code, loaded.stderr).toBe(0);
  }
  return { home, environment, url, stands: await stages(home), emptyStore };
}

test.each(['sqlite', 'postgres'] as const)(
  `kill -9 at any point of anything, on %s: all of it or nothing, and what was acknowledged stays (seed ${SEED})`,
  { timeout: 300_000 + KILLS * 60_000 },
  async (database) => {
    const figures = await killRounds(await ground(database), KILLS, SEED);
    process.stderr.write(`kills on ${database}, seed ${SEED}: ${JSON.stringify(figures)}\n`);
    expect(figures.kills).toBe(KILLS);
  },
);

const BROKEN: readonly (readonly [string, string])[] = [
  ['a row of a read is missing', 'update blocks set row_count = row_count - 1 where block_id = 1'],
  [
    'a row that no read brought',
    `insert into blocks (block_id, read_id, hash, row_count, content) values (99, 99, '', 0, '[]')`,
  ],
  ['a read that the ledger does not know', `update snapshots set snapshot_id = 'snap_other' where read_id = 1`],
  [
    'a decision without its entry',
    `insert into decisions (decision_id, kind, ledger_sequence, body) values ('x', 'x', 99, '{}')`,
  ],
];

test('the check after each kill can fail: it finds what is half there, and what was acknowledged and is gone', async () => {
  const whole = await ground('sqlite');
  await checkStore(whole, []);
  for (const [name, sql] of BROKEN) {
    const path = join(whole.home, `${name}.sqlite`);
    await copyFile(whole.url.replace('sqlite:', ''), path);
    const driver = await openDriver({ url: `sqlite:${path}` });
    await driver.write((session) => session.run(sql));
    await driver.close();
    await expect(checkStore({ ...whole, url: `sqlite:${path}` }, []), name).rejects.toThrow(/deeply equal/);
  }
  const ledger = { sequence: 3, hash: 'a'.repeat(64) };
  await expect(checkStore(whole, [{ ledger }])).rejects.toThrow(/an acknowledged entry/);
  await expect(checkStore(whole, [{ snapshotIds: ['snap_lost'] }])).rejects.toThrow(/an acknowledged read/);
  await expect(checkStore(whole, [{ pack: '/nowhere' }])).rejects.toThrow(/an acknowledged pack/);
});
