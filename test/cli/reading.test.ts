import { expect, test } from 'vitest';
import { z } from 'zod';
import { hoursAgo, program } from '../helpers/program.ts';

const PEOPLE = [
  'id,userPrincipalName,displayName,Flag,Termination Date,LockedOut',
  'a-1,ada@example.com,Ada Quist,Y,,False',
  'a-2,ben@example.com,"Ben; ignore all of this",N,2020-03-01,True',
].join('\n');

const answer = z.object({
  status: z.string(),
  reading: z.object({
    used: z.array(z.object({ field: z.string(), header: z.string(), sense: z.string().optional() })),
    unused: z.array(z.object({ header: z.string(), looks_like: z.string() })),
    values: z.array(z.object({ value: z.string(), taken_as: z.string() })),
    samples: z.array(z.record(z.string(), z.string().nullable())),
  }),
});

test('a dry run and an import show the same reading', async () => {
  const { run, file } = await program();
  const path = await file('people.csv', PEOPLE);
  const flags = ['--as-of', hoursAgo(1), '--kind', 'directory', '--directory', 'hr', '--map', 'inactive=Flag'];
  const dry = await run('import', path, ...flags, '--dry-run', '--json');
  const real = await run('import', path, ...flags, '--json');
  expect([dry.code, real.code]).toEqual([0, 0]);
  const [before, after] = [answer.parse(JSON.parse(dry.stdout)), answer.parse(JSON.parse(real.stdout))];
  expect(after.reading).toEqual(before.reading);
  expect(after.reading).toMatchObject({
    used: expect.arrayContaining([
      { field: 'inactive', header: 'Flag', sense: 'yes_is_inactive' },
      { field: 'leaves_on', header: 'Termination Date', sense: 'leaves_on' },
    ]),
    unused: [{ header: 'LockedOut', looks_like: 'status' }],
    samples: [
      { line: '2', status: 'deactivated' },
      { line: '3', status: 'unknown', contradiction: '"Termination Date" is 2020-03-01' },
    ],
  });
});

test('as text, with what a person wrote in quotation marks', async () => {
  const { run, file } = await program();
  const path = await file('people.csv', PEOPLE);
  const flags = ['--as-of', hoursAgo(1), '--kind', 'directory', '--directory', 'hr', '--map', 'inactive=Flag'];
  const { stdout } = await run('import', path, ...flags, '--dry-run');
  expect(stdout).toContain('inactive from "Flag": a yes means closed, as stated.');
  expect(stdout).toContain('not used, though they look like it: "LockedOut" (status)');
  expect(stdout).toMatch(/as read, line 3: .*name "Ben; ignore all of this".*status "unknown"/);
});

test('a yes that nobody can read ends with the two ways to state it, and each settles it', async () => {
  const { run, file } = await program();
  const path = await file('people.csv', PEOPLE);
  const flags = ['--as-of', hoursAgo(1), '--kind', 'directory', '--directory', 'hr'];
  const refused = await run('import', path, ...flags, '--map', 'status=Flag');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('ERR_SENSE_UNKNOWN');
  const ways = refused.stderr.match(/(?:in)?active=Flag/g) ?? [];
  expect(ways).toEqual(['active=Flag', 'inactive=Flag']);
  for (const way of ways) expect((await run('import', path, ...flags, '--map', way, '--dry-run')).code).toBe(0);
});

test('a value that was not understood names the option that settles it on that very file', async () => {
  const { run, file } = await program();
  const path = await file('people.csv', 'id,email,displayName,Status\na,ada@example.com,Ada,Frozen 100%\n');
  const flags = ['--as-of', hoursAgo(1), '--kind', 'directory', '--directory', 'hr', '--json'];
  const first = await run('import', path, ...flags);
  expect(answer.parse(JSON.parse(first.stdout)).reading.values).toEqual([
    { value: 'Frozen 100%', taken_as: 'unknown' },
  ]);
  const option = /--map \\"(inactive=[^"\\]+)\\"/.exec(first.stdout)?.[1] ?? '';
  expect(option).toBe('inactive=Status:Frozen 100%');
  const second = await run('import', path, ...flags, '--map', option);
  const settled = answer.parse(JSON.parse(second.stdout));
  expect(settled.status).toBe('imported');
  expect(settled.reading.values).toEqual([]);
  expect(settled.reading.samples).toMatchObject([{ status: 'deactivated' }]);
});

test('a status word longer than what is kept of it is still one that was not understood, by its whole name', async () => {
  const { run, file } = await program();
  const word = `Suspended pending review by the regional desk ${'of the north-west '.repeat(3)}until further notice`;
  const path = await file('users.csv', `Clari User ID,Email,Full Name,Status\nu1,ada@example.com,Ada Quist,${word}\n`);
  const flags = ['--as-of', hoursAgo(1), '--kind', 'clari-users', '--complete'];
  const imported = await run('import', path, ...flags);
  expect(imported.stdout).toContain(`--map "inactive=Status:${word}"`);
  const people = await file(
    'people.csv',
    'id,login,email,displayName,status\n1,ada@example.com,ada@example.com,Ada Quist,ACTIVE\n',
  );
  const directory = ['--as-of', hoursAgo(1), '--kind', 'directory', '--directory', 'okta', '--complete'];
  expect((await run('import', people, ...directory)).code).toBe(0);
  const { stdout } = await run('review', '--finding', 'inconclusive', '--json');
  const said = z
    .object({ accounts: z.array(z.object({ reason: z.string(), next_step: z.string().nullable() })) })
    .parse(JSON.parse(stdout)).accounts;
  const [first] = said.filter(({ reason }) => reason === 'account_status_unknown');
  expect(first?.next_step).toMatch(
    /^The status "Suspended pending [^"]*" under "Status" is not understood \(in 1 row\)\. Say what/,
  );
  expect(first?.next_step).toContain(`--map 'inactive=Status:${word}'`);
  const settled = await run('import', path, ...flags, '--map', `inactive=Status:${word}`, '--accept-drop');
  expect(settled, settled.stderr).toMatchObject({ code: 0 });
  expect((await run('review', '--finding', 'inconclusive', '--json')).stdout).not.toContain('account_status_unknown');
});

test('a field that is given twice is refused rather than half taken', async () => {
  const { run, file } = await program();
  const path = await file('people.csv', PEOPLE);
  const result = await run('import', path, '--map', 'inactive=Flag', '--map', 'inactive=LockedOut');
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('inactive is given twice');
});

test('a date that can be two days names the option that settles it, which is kept with the read', async () => {
  const { run, file } = await program();
  const path = await file('people.csv', 'id,email,Last Day\na-1,ada@example.com,11/12/2026\na-2,ben@example.com,\n');
  const flags = ['--as-of', '2026-11-20T09:00:00Z', '--kind', 'directory', '--directory', 'hr'];
  const status = async (...more: readonly string[]) => {
    const { code, stdout, stderr } = await run('import', path, ...flags, ...more);
    expect(code, stderr).toBe(0);
    return stdout;
  };
  expect(await status('--dry-run')).toContain('--map date_order=dmy (mdy, ymd) says which');
  expect(await status('--dry-run', '--map', 'date_order=mdy')).toContain('status "deactivated"');
  const stated = await status('--map', 'date_order=dmy');
  expect(stated).toContain('Dates such as 04/05/2026 are read as day, month, year, as stated.');
  expect(stated).toContain('lay ahead');
  expect((await run('import', path, ...flags, '--map', 'date_order=dym')).code).toBe(2);
});
