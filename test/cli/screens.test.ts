import { describe, expect, test } from 'vitest';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';

const SCREEN = { lines: 24, width: 100 } as const;

/** As many lines as a terminal of 100 columns needs. */
function lines(text: string): number {
  return text
    .trimEnd()
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / SCREEN.width)), 0);
}

/** Many leavers, many who never signed in, and cells that no reader understands. */
async function crowded() {
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const numbers = Array.from({ length: 120 }, (_, at) => at + 1);
  const users = numbers.map((n) => `${n},p${n}@acme.com,Rep,Active,${n % 3 === 0 ? `some day ${n}` : '2026-11-02'}`);
  const okta = numbers.map((n) => `u${n},p${n}@acme.com,${n % 2 === 0 ? 'DEPROVISIONED' : 'ACTIVE'}`);
  const fresh = numbers.map((n) => `n${n},new${n}@acme.com,ACTIVE`);
  const assigned = [...numbers.filter((n) => n % 2 === 1).map((n) => `u${n},p${n}@acme.com,ACTIVE`), ...fresh];
  const stated = ['--as-of', hoursAgo(2), '--complete', '--filter', 'all'];
  const files = [
    [
      await one.file('users.csv', ['clari_id,email,role,status,last_login', ...users].join('\n')),
      '--kind',
      'clari-users',
    ],
    [await one.file('okta.csv', ['id,login,status', ...okta, ...fresh].join('\n')), '--kind', 'directory'],
    [await one.file('assigned.csv', ['id,userName,status', ...assigned].join('\n')), '--kind', 'directory-assignments'],
  ] as const;
  const imported = [];
  for (const [path, ...kind] of files) {
    const directory = kind[1] === 'clari-users' ? [] : ['--directory', 'okta'];
    const run = await one.run('import', path, ...stated, ...kind, ...directory);
    expect(run.stderr).toBe('');
    imported.push(run.stdout);
  }
  return { ...one, imported };
}

test('what is much fits a screen, is counted, and says how the rest is seen', async () => {
  const { run, imported } = await crowded();
  for (const text of imported) expect(lines(text), text).toBeLessThanOrEqual(SCREEN.lines);
  for (const [command, counted, shown, more] of [
    ['status', 'Assigned to Clari, never signed in: 120', /"new\d+@acme\.com"/g, 'status --all'],
    ['review', 'leaver_active: 60', /^ {2}p\d+@acme\.com/gm, 'review --all'],
    ['work', 'unplanned: 60', /^ {2}finding p\d+@acme\.com/gm, 'work --all'],
  ] as const) {
    const { stdout, code } = await run(command);
    expect(code).toBe(0);
    expect(lines(stdout), stdout).toBeLessThanOrEqual(SCREEN.lines);
    expect(stdout).toContain(counted);
    expect(stdout.match(shown)?.length).toBe(3);
    expect(stdout).toContain(`More: clari-identity-mcp ${more}`);
    expect(stdout.match(/^Next: /gm)).toHaveLength(1);
    // Times are as people read them; in commands alone they are as they are typed.
    expect(stdout).not.toMatch(/(?<!--[a-z-]+ )\d{4}-\d\d-\d\dT\d\d:\d\d/);
    // Numbers are digits alone, so that they are found and compared as they stand in files.
    expect(stdout).not.toMatch(/\d,\d{3}\b/);
  }
  const all = await run('status', '--all');
  expect(all.stdout.match(/"new\d+@acme\.com"/g)).toHaveLength(120);
  expect((await run('review', '--all')).stdout.match(/^- "?p\d+@acme\.com/gm)).toHaveLength(60);
});

test('an import shows every refused row with --all alone', async () => {
  const { run, file } = await program();
  const rows = Array.from({ length: 40 }, (_, n) => `${n},p${n}@acme.com,Status ${n},Rep`);
  const bad = Array.from({ length: 30 }, () => ',,Active,Rep');
  const path = await file('users.csv', ['clari_id,email,status,role', ...rows, ...bad].join('\n'));
  const args = ['import', path, '--kind', 'clari-users', '--as-of', hoursAgo(1), '--dry-run'];
  const short = (await run(...args)).stdout;
  expect(lines(short), short).toBeLessThanOrEqual(SCREEN.lines);
  expect(short).toMatch(/30 times: lines 42, 43, 44 and 27 more/);
  expect((await run(...args, '--all')).stdout).toContain('"Status 19"');
});

describe('what fits is whole', () => {
  test('a review of one account has its evidence, and what to do', async () => {
    const { run, file } = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
    for (const [name, content, ...kind] of [
      ['users.csv', USERS],
      ['okta.csv', OKTA, '--directory', 'okta'],
      ['assigned.csv', ASSIGNED, '--kind', 'directory-assignments', '--directory', 'okta'],
    ] as const)
      await run('import', await file(name, content), '--as-of', hoursAgo(3), '--complete', ...kind);
    const { stdout } = await run('review', '--finding', 'orphaned');
    expect(stdout).toContain('The account is active');
    expect(stdout).toContain('do: ');
    expect(stdout).not.toContain('More:');
  });
});

test('a first status names the three commands to begin with, in order', async () => {
  const { run } = await program();
  const { stdout, code } = await run('status');
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing was imported yet.');
  const commands = [...stdout.matchAll(/^ {3}(clari-identity-mcp .*)$/gm)].map(([, command]) => command);
  expect(commands).toEqual([
    expect.stringContaining('import FILE --kind clari-users'),
    expect.stringContaining('import FILE --kind directory'),
    'clari-identity-mcp review',
  ]);
  expect(lines(stdout)).toBeLessThanOrEqual(SCREEN.lines);
});

test('help has every command in one line of its group', async () => {
  const { run } = await program();
  const { stdout } = await run('--help');
  const groups = stdout.split('\n\n').flatMap((block) => {
    const [heading = '', ...rows] = block.split('\n');
    return /^(?:Read|Decide|Prove|Run)\b.*:$/.test(heading)
      ? [[heading.split(' ')[0], rows.map((row) => /^ {2}([a-z-]+) {2,}\S/.exec(row)?.[1])]]
      : [];
  });
  expect(Object.fromEntries(groups)).toEqual({
    Read: ['import', 'sync', 'review', 'status', 'work'],
    Decide: ['open', 'plan', 'approve', 'exempt', 'link', 'access-review'],
    Prove: ['record', 'evidence', 'export'],
    Run: ['serve', 'connect', 'doctor', 'demo', 'app', 'match', 'migrate-store', 'forget', 'purge'],
  });
  expect(stdout).not.toContain('CLARI_IDENTITY_');
  expect((await run('doctor', '--help')).stdout).toContain('CLARI_IDENTITY_STALE_AFTER');
});

test.each([
  ['a mistyped command', ['stauts'], "unknown command 'stauts'", 'Did you mean "status"?'],
  ['a mistyped command of a command', ['evidence', 'exprt'], "unknown command 'exprt'", 'Did you mean "export"?'],
  ['a mistyped flag', ['review', '--fnding', 'x'], "unknown option '--fnding'", 'Did you mean "--finding"?'],
  ['a choice that does not exist', ['review', '--finding', 'guilty'], 'Allowed choices are', 'review --help'],
  ['a missing argument', ['import'], "missing required argument 'file'", 'import --help'],
  ['a word that is like no command', ['frobnicate'], "unknown command 'frobnicate'", 'clari-identity-mcp --help'],
])('%s: what failed, why, and what to do now', async (_what, args, why, now) => {
  const { run } = await program();
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const [first = '', second = ''] = stderr.split('\n');
  expect(first).toMatch(
    /^clari-identity-mcp: The command line is not understood: .* Nothing was done\. \(ERR_USAGE\)$/,
  );
  expect(first).toContain(why);
  expect(second).toMatch(/^Next: /);
  expect(second).toContain(now);
});
