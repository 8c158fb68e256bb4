import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { noTerminal, typing } from '../helpers/at-terminal.ts';
import { OKTA, USERS } from '../helpers/files.ts';
import { httpProgram } from '../helpers/http-program.ts';
import { postgresOfThisFile, startPostgres } from '../helpers/postgres.ts';
import { hoursAgo, MAIN, program, type Run, runIn } from '../helpers/program.ts';
import { shell } from '../helpers/shell.ts';

const page = await readFile('docs/operate.md', 'utf8');
const POSTGRES_TOOLS = '/usr/lib/postgresql/15/bin';
const noPostgresTools = existsSync(join(POSTGRES_TOOLS, 'pg_dump'))
  ? null
  : `no ${POSTGRES_TOOLS}/pg_dump (postgresql-15): pg_dump is not tried`;
const noOtherUser =
  process.getuid?.() === 0 && existsSync('/usr/sbin/runuser') ? null : 'only root becomes another user';
for (const reason of [noPostgresTools, noOtherUser, noTerminal])
  if (reason !== null) process.stderr.write(`operate: some are skipped: ${reason}\n`);

/** The commands that stand below a mark of the page. */
function commands(mark: string): string {
  const [, block] = new RegExp(`<!-- ${mark} -->\\n\`\`\`(?:bash|sh)\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (block === undefined) throw new Error(`the page has no commands under ${mark}`);
  return block;
}

type Environment = Readonly<Record<string, string>>;

/** The commands of the page, with the built program under its name. */
function asOnPage(mark: string, env: Environment): Promise<Run> {
  return shell(`set -e\nclari-identity-mcp() { "${process.execPath}" "${MAIN}" "$@"; }\n${commands(mark)}`, env);
}

async function done(run: Promise<Run>): Promise<Run> {
  const ended = await run;
  expect(ended.code, ended.stderr).toBe(0);
  return ended;
}

interface Organisation {
  readonly home: string;
  readonly environment: Environment;
}

/** Brings in one more pair of exports, in which somebody is new. */
async function imported({ home, environment }: Organisation, day: number): Promise<void> {
  const run = runIn(environment);
  const users = join(home, `users-${day}.csv`);
  const people = join(home, `people-${day}.csv`);
  await writeFile(users, `${USERS}\n9${day},New ${day},new${day}@acme.com,Rep,East,Active,\n`);
  await writeFile(people, OKTA);
  const stated = ['--as-of', hoursAgo(20 - day), '--complete'];
  await done(run('import', users, '--kind', 'clari-users', ...stated));
  await done(run('import', people, '--kind', 'directory', '--directory', 'okta', ...stated));
}

/** What a person reads of everybody. */
async function findings(environment: Environment): Promise<string> {
  return (await done(runIn(environment)('review', '--all'))).stdout;
}

const OLDER = /knows ledger entry \d+ of .*, and this store ends at entry \d+: it is an older copy/;

describe('a SQLite store with a witness', () => {
  test('is copied while it is served, and what is put back is the copy, named as older until a person accepts it', async () => {
    const { home: outside } = await program();
    const witness = join(outside, 'head.json');
    const served = await httpProgram([], { CLARI_IDENTITY_WITNESS: witness });
    const { home } = served;
    const environment: Environment = {
      ...served.environment,
      BACKUP: join(home, 'backup'),
      CHECK: join(home, 'check'),
    };
    const live = join(home, 'data');
    await imported({ home, environment }, 1);
    expect((await fetch(new URL('/healthz', served.url))).status).toBe(200);
    const before = await findings(environment);
    await done(runIn(environment)('evidence', 'export', '--out', join(live, 'evidence', 'first')));
    // The server keeps it open: what was written last is not yet in the main file.
    expect(await readdir(live)).toContain('store.sqlite-wal');

    const copied = await done(asOnPage('backup', environment));
    expect(copied.stdout).toContain('the chain is intact in both');
    expect((await readdir(join(home, 'backup'))).toSorted()).toEqual(['files.tar', 'store.sqlite']);
    const head = await readFile(witness, 'utf8');
    const checked = await done(asOnPage('check', environment));
    expect(checked.stdout).toContain(`sqlite:${home}/check/store.sqlite`);
    expect(await readFile(witness, 'utf8')).toBe(head);
    const ofCopy = { ...environment, CLARI_IDENTITY_HOME: join(home, 'check') };
    expect(await findings({ ...ofCopy, CLARI_IDENTITY_READ_ONLY: '1' })).toBe(before);

    await imported({ home, environment }, 2);
    const later = await asOnPage('check', { ...environment, CHECK: join(home, 'check-2') });
    expect([later.code, later.stdout]).toEqual([1, expect.stringMatching(OLDER)]);
    served.kill('SIGTERM');
    expect(await served.exited).toBe(0);

    const known = await readFile(witness, 'utf8');
    await done(asOnPage('restore', environment));
    expect((await readdir(live)).toSorted()).toEqual(expect.arrayContaining(['evidence', 'ledger-signing.key']));
    const restored = await runIn(environment)('doctor');
    expect([restored.code, restored.stdout]).toEqual([1, expect.stringMatching(OLDER)]);
    expect(await findings(environment)).toBe(before);
    expect(await readFile(witness, 'utf8')).toBe(known);
    if (noTerminal !== null) return;
    const [, ...accept] = commands('accept').trim().split(' ');
    const accepted = await typing(environment, ...accept);
    expect(accepted.code, accepted.seen).toBe(0);
    expect((await done(runIn(environment)('doctor'))).stdout).not.toMatch(OLDER);
    await imported({ home, environment }, 3);
    await done(runIn(environment)('doctor'));
  });
});

describe('a PostgreSQL store', () => {
  test('is copied into a file by the program, and the copy says the same', async () => {
    const server = await postgresOfThisFile();
    const { home, environment } = await program({ CLARI_IDENTITY_DATABASE_URL: server.url('postgres') });
    await imported({ home, environment }, 1);
    const before = await findings(environment);
    const [line = ''] = /migrate-store "\$CLARI_IDENTITY_DATABASE_URL" "[^`]+"/.exec(page) ?? [];
    const copy = { ...environment, BACKUP: join(home, 'backup') };
    const script = `mkdir "$BACKUP" && "${process.execPath}" "${MAIN}" ${line}`;
    expect((await done(shell(script, copy))).stdout).toContain('the chain is intact in both');
    const url = `sqlite:${join(home, 'backup', 'store.sqlite')}`;
    expect(await findings({ ...environment, CLARI_IDENTITY_DATABASE_URL: url })).toBe(before);
  });

  test.skipIf(noPostgresTools !== null)(
    'is dumped and restored by its own tools, with a ledger that holds',
    async () => {
      const server = await startPostgres({ version: 15 });
      onTestFinished(() => server.remove());
      const { home: outside } = await program();
      const { home, environment } = await program({
        CLARI_IDENTITY_DATABASE_URL: server.url('postgres'),
        CLARI_IDENTITY_WITNESS: join(outside, 'head.json'),
      });
      await imported({ home, environment }, 1);
      const before = await findings(environment);
      const tools = {
        ...environment,
        PATH: `${POSTGRES_TOOLS}:${environment.PATH}`,
        BACKUP: join(home, 'backup'),
        RESTORED_URL: server.url('restored'),
      };
      await mkdir(tools.BACKUP);
      await done(asOnPage('dump', tools));
      await imported({ home, environment }, 2);
      await done(shell(`createdb --maintenance-db="$CLARI_IDENTITY_DATABASE_URL" restored`, tools));
      await done(asOnPage('undump', tools));
      const restored = { ...environment, CLARI_IDENTITY_DATABASE_URL: tools.RESTORED_URL };
      const doctor = await runIn(restored)('doctor');
      expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringMatching(OLDER)]);
      expect(doctor.stdout).toContain('records, decisions, plans and reads, rows of reads, time of the ledger');
      expect(await findings(restored)).toBe(before);
      await imported({ home, environment: restored }, 3);
    },
  );
});

test.skipIf(noOtherUser !== null)(
  'the command for a terminal runs as the user of the service, with its variables',
  async () => {
    const { home, file } = await program();
    await chmod(home, 0o711);
    const data = join(home, 'state');
    const settings = await file('environment', "CLARI_IDENTITY_SEAT_CURRENCY='EUR'\nCLARI_IDENTITY_SEAT_PRICE=1200\n");
    await chmod(settings, 0o600);
    const places: readonly (readonly [string, string])[] = [
      ['/etc/clari-identity-mcp/environment', settings],
      ['/var/lib/clari-identity-mcp', data],
      ['/usr/bin/node', process.execPath],
      ['/opt/clari-identity-mcp/node_modules/clari-identity-mcp/dist/main.js', MAIN],
      ['-u clari-identity', '-u nobody'],
    ];
    let script = commands('terminal');
    for (const [named, here] of places) {
      expect(script).toContain(named);
      script = script.replaceAll(named, here);
    }
    const own = `install -d -o nobody -m 0700 "${data}"\n`;
    const said = await shell(`${own}${script}\nclari-identity-mcp doctor --all\nstat -c %U "${data}"/*`, {
      PATH: process.env['PATH'] ?? '',
    });
    expect(said.code, said.stderr).toBe(0);
    expect(said.stdout).toContain(`sqlite:${data}/store.sqlite`);
    expect(said.stdout).toMatch(/\[ok\].*CLARI_IDENTITY_SEAT_PRICE/s);
    expect(said.stdout).toMatch(/^nobody$/m);
    expect(said.stdout).not.toMatch(/^root$/m);
  },
);

test('a log that is rotated by truncation goes on at its beginning', async () => {
  const { home, environment } = await program();
  const log = join(home, 'server.log');
  const script = [
    `"${process.execPath}" "${MAIN}" serve --http --port 0 2>>"${log}" &`,
    `until grep -q listening "${log}"; do sleep 0.1; done`,
    `: >"${log}"`,
    'kill -TERM $!',
    'wait $!',
  ].join('\n');
  await done(shell(script, environment));
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).event)).not.toContain('listening');
  expect(lines.length).toBeGreaterThan(0);
});
