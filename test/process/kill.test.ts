import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { hoursAgo, MAIN, program } from '../helpers/program.ts';
import { type Stage, stages } from '../helpers/stages/stages.ts';

/** Enough for several parts, each written for good by itself. */
const ROWS = 6_000;

function users(role: string): string {
  const lines = Array.from({ length: ROWS }, (_, at) => `a${at},Person ${at},p${at}@acme.com,${role},East,Active`);
  return ['clari_id,name,email,role,team,status', ...lines].join('\n');
}

const before = (...steps: readonly string[]): Stage => ({ when: 'before', steps });
const after = (...steps: readonly string[]): Stage => ({ when: 'after', steps });
const BLOCKS = '^(insert into|copy) blocks ';

const EARLIER: readonly (readonly [string, Stage])[] = [
  ['the file is not opened yet', before('^file open .*killed.csv')],
  ['the file was looked at, nothing is staged', before('^insert into snapshots')],
  ['the read is announced, no row is there', after('^insert into snapshots', '^commit')],
  ['rows are written and not kept yet', before(BLOCKS, '^(insert into|copy) read_blocks')],
  ['a first part of the rows is kept', after(BLOCKS, '^commit')],
  ['a second part of the rows is about to be kept', before(BLOCKS, '^commit', BLOCKS, '^commit')],
  ['all rows are kept, the read is not finished', before('set rows_read')],
  ['the read is finished, nothing is compared', after('set rows_read', '^commit')],
  ['it was compared, and is not published', after('set rows_read', '^commit', '^rollback')],
  ['publishing: the read counts, the ledger has no word of it', after('update snapshots set state')],
  ['publishing: the ledger has its entry', after('^insert into ledger')],
  ['publishing: all is written and not kept yet', before('^insert into ledger', '^commit')],
];
const LATER: readonly (readonly [string, Stage])[] = [
  ['it is published, and no answer was sent', after('^insert into ledger', '^commit')],
];

describe.each(['sqlite', 'postgres'] as const)('an import into %s is killed', (kind) => {
  let world: Awaited<ReturnType<typeof filled>> | null = null;
  afterAll(() => world?.clean());

  test.each(EARLIER)('when %s: the old truth stands, and the next import works', async (_name, stage) => {
    world ??= await filled(kind);
    const old = await world.truth();
    await world.killedAt(stage);
    expect(await world.truth()).toEqual(old);
    await world.imports();
    expect((await world.truth()).reads).toHaveLength(old.reads.length + 1);
  });

  test.each(LATER)('when %s: the new truth stands whole, and the next import works', async (_name, stage) => {
    world ??= await filled(kind);
    const old = await world.truth();
    await world.killedAt(stage);
    const now = await world.truth();
    expect(now.reads.slice(0, -1)).toEqual(old.reads);
    expect(now.reads.at(-1)).toMatchObject({ state: 'published', rowsAccepted: ROWS });
    expect(now.rows).toHaveLength(ROWS);
    expect(now.rows).not.toEqual(old.rows);
    expect(now.ledger).toHaveLength(old.ledger.length + 1);
    await world.imports();
    expect((await world.truth()).reads).toHaveLength(now.reads.length + 1);
  });
});

/** A store with one read, and the commands that bring it further ones. */
async function filled(kind: 'sqlite' | 'postgres') {
  const cleaning: (() => Promise<void>)[] = [];
  const elsewhere = kind === 'postgres' ? (await postgresOfThisFile()).url('postgres') : null;
  const one = await program(elsewhere === null ? {} : { CLARI_IDENTITY_DATABASE_URL: elsewhere }, (clean) =>
    cleaning.push(clean),
  );
  const stands = await stages(one.home);
  let reads = 0;
  /** Every read has rows that no other has, so that all of them are written. */
  const next = async (name: string) => {
    reads += 1;
    const asOf = new Date(Date.now() - (600 - reads) * 60_000).toISOString();
    return ['import', await one.file(name, users(`Rep ${reads}`)), '--as-of', asOf, '--complete'];
  };
  const imports = async () => {
    const run = await one.run(...(await next('next.csv')));
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain(`${ROWS} accepted`);
  };
  await imports();
  return {
    imports,
    /** Everything that the next process finds, which sweeps what a killed one left. */
    async truth() {
      const store = await openStore({ url: elsewhere ?? `sqlite:${one.home}/data/store.sqlite` });
      try {
        return await store.read(async (reader) => {
          const snapshots = await reader.snapshots();
          const last = snapshots.at(-1)?.snapshotId ?? '';
          return {
            reads: snapshots,
            rows: await reader.accountRows(last, 0, ROWS + 1),
            ledger: await reader.ledger(0, 1_000),
            revision: await reader.revision(),
          };
        });
      } finally {
        await store.close();
      }
    },
    async killedAt(stage: Stage) {
      await stands.ask(stage);
      const child = spawn(process.execPath, [...stands.arguments, MAIN, ...(await next('killed.csv'))], {
        env: { ...one.environment, ...stands.environment },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const ended = once(child, 'close').then(() => 'ended');
      const reached = stands.reached(child.stderr).then(() => 'reached');
      const first = await Promise.race([reached, ended]);
      child.kill('SIGKILL');
      await ended;
      expect(first).toBe('reached');
    },
    async clean() {
      for (const clean of cleaning) await clean();
    },
  };
}

test('two processes import into one store at once: both are there, the ledger has no gap', async () => {
  const one = await program();
  const paths = await Promise.all(
    Array.from({ length: 4 }, (_, at) => one.file(`d${at}.csv`, `id,login,status\nu${at},p${at}@acme.com,ACTIVE\n`)),
  );
  const runs = await Promise.all(
    paths.map((path, at) =>
      one.run('import', path, '--kind', 'directory', '--directory', `dir${at}`, '--as-of', hoursAgo(2), '--complete'),
    ),
  );
  expect(runs.map((run) => [run.code, run.stderr])).toEqual(runs.map(() => [0, '']));
  const status = (await one.run('status')).stdout;
  for (const at of paths.keys()) expect(status).toContain(`directory:dir${at}: fresh`);
});
