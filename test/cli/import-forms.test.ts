import { expect, test } from 'vitest';
import { hoursAgo, program } from '../helpers/program.ts';
import { workbook } from '../helpers/workbook.ts';

const HEADER = 'id,userPrincipalName,displayName,mail,accountEnabled';
const ROWS = [
  'd1,ines@kiln.example,"Rojas, Ines",ines@kiln.example,False',
  'd2,omar@kiln.example,Omar Diaz,omar@kiln.example,True',
];
const semicolons = (line: string) =>
  line.replace('"Rojas, Ines"', 'Rojas+Ines').replaceAll(',', ';').replace('+', ', ');
const whole = (line: string) => `"${line.replaceAll('"', '""')}"`;
const lines = (all: readonly string[], newline = '\n') => all.map((line) => line + newline).join('');
const ACCOUNTS =
  'Clari User Id,Name,Email,Role,Status\nu1,Ines Rojas,ines@kiln.example,Rep,Active\nu2,Omar Diaz,omar@kiln.example,Rep,Active\n';

const FORMS: readonly (readonly [string, string | Uint8Array])[] = [
  ['a sep line', lines(['sep=;', ...[HEADER, ...ROWS].map(semicolons)], '\r\n')],
  ['a quoted sep line after a mark', `\ufeff${lines(['"sep=;"', ...[HEADER, ...ROWS].map(semicolons)])}`],
  ['rows quoted whole', lines([HEADER, ...ROWS].map(whole))],
  [
    'the dashes and the count of a database client',
    lines([HEADER, '--,-----------------,-----------,----,--------------', ...ROWS, '', '(2 rows affected)']),
  ],
  [
    'the type that PowerShell writes',
    lines(['#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser', HEADER, ...ROWS]),
  ],
  [
    'tabs in UTF-16',
    Buffer.from(`\ufeff${lines([HEADER, ...ROWS].map((line) => semicolons(line).replaceAll(';', '\t')))}`, 'utf16le'),
  ],
  ['vertical bars', lines([HEADER, ...ROWS].map((line) => semicolons(line).replaceAll(';', '|')))],
];

test.each(FORMS)('%s: two people, and the leaver is found', async (_name, content) => {
  const { run, file } = await program();
  const [accounts, directory] = [await file('clari.csv', ACCOUNTS), await file('entra.csv', content)];
  expect((await run('import', accounts, '--as-of', hoursAgo(2), '--complete', '--json')).code).toBe(0);
  const imported = await run(
    'import',
    directory,
    '--as-of',
    hoursAgo(1),
    '--complete',
    '--directory',
    'entra',
    '--json',
  );
  expect(imported.stderr).toBe('');
  expect(JSON.parse(imported.stdout)).toMatchObject({ accepted: 2, refused: 0, completeness: 'complete' });
  const review = (await run('review', '--json')).stdout;
  expect(review).toMatch(/"email": "ines@kiln.example"[^}]*"finding": "leaver_active"/);
  expect(review).not.toMatch(/"email": "omar@kiln.example"[^}]*"finding": "(leaver_active|orphaned)"/);
});

test('a quotation mark that nothing closes is refused with its line, and is no cut-off file', async () => {
  const { run, file } = await program();
  const path = await file(
    'clari.csv',
    `${ACCOUNTS}u3,"Big Joe,joe@kiln.example,Rep,Active\nu4,Zoe,zoe@kiln.example,Rep,Active\n`,
  );
  const { code, stdout } = await run('import', path, '--as-of', hoursAgo(1), '--complete');
  expect(code).toBe(0);
  expect(stdout).toContain('refused line 4: A quotation mark opens a cell here and none closes it');
  expect(stdout).toContain('3 accepted, 1 refused');
  expect(stdout).not.toContain('cut off');
});

test('rows that are refused for one reason are one line', async () => {
  const { run, file } = await program();
  const broken = Array.from({ length: 40 }, (_, at) => `,Nobody ${at},,Rep,Active\n`).join('');
  const path = await file('clari.csv', `${ACCOUNTS}${broken}`);
  const { stdout } = await run('import', path, '--as-of', hoursAgo(1));
  expect(stdout.match(/refused line/g)).toHaveLength(1);
  expect(stdout).toContain('40 times: lines 4, 5, 6 and 37 more.');
  const { rejected } = JSON.parse((await run('import', path, '--as-of', hoursAgo(1), '--json', '--dry-run')).stdout);
  expect(rejected).toHaveLength(40);
});

const USAGE: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an empty as-of', ['--as-of='], /--as-of is given without a value/],
  ['an empty zone', ['--as-of', '2026-11-01', '--time-zone='], /--time-zone is given without a value/],
  ['a zone that is none', ['--as-of', '2026-11-01', '--time-zone', 'PST'], /no time zone.*\nNext: .*Europe\/Berlin/],
  ['an empty directory', ['--as-of', '2026-11-01', '--directory', ''], /--directory is given without a value/],
];

test.each(USAGE)('%s is wrong usage', async (_name, flags, message) => {
  const { run, file } = await program();
  const { code, stderr } = await run('import', await file('clari.csv', ACCOUNTS), ...flags);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test.each([
  [['--as-of', '20261101T090000Z'], '2026-11-01T09:00:00.000Z'],
  [['--as-of', '2026-11-01 09:00', '--time-zone', 'Europe/Berlin'], '2026-11-01T08:00:00.000Z'],
])('%j is as of %s', async (flags, asOf) => {
  const { run, file } = await program();
  const { stdout } = await run('import', await file('clari.csv', ACCOUNTS), ...flags, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ as_of: asOf });
});

test('the same file with a zone is read again', async () => {
  const { run, file } = await program();
  const path = await file(
    'clari.csv',
    'Clari User Id,Name,Email,Role,Status,Last Login\nu1,Ines,ines@kiln.example,Rep,Active,2026-10-31 14:05\n',
  );
  const first = await run('import', path, '--as-of', '2026-11-01T09:00:00Z', '--json');
  expect(JSON.parse(first.stdout).warnings[0].why).toContain('--time-zone ZONE');
  const again = await run('import', path, '--as-of', '2026-11-01T09:00:00Z', '--time-zone', 'Europe/Berlin', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ status: 'imported', warnings: [] });
  expect((await run('review', '--finding', 'inconclusive', '--json')).stdout).toContain('2026-10-31T13:05:00.000Z');
});

test('of two lists in a workbook, the sheet that is named is read', async () => {
  const { run, file } = await program();
  const header = ['id', 'userPrincipalName', 'mail', 'accountEnabled'];
  const person = (id: string, enabled: boolean) => [id, `${id}@kiln.example`, `${id}@kiln.example`, enabled];
  const path = await file(
    'people.xlsx',
    workbook({
      sheets: [
        { name: 'Staff', rows: [header, person('d1', true), person('d2', false)] },
        { name: 'Partners', rows: [header, person('d3', true)] },
      ],
    }),
  );
  const flags = ['--directory', 'entra', '--as-of', hoursAgo(1), '--json'];
  expect((await run('import', path, ...flags)).stdout + (await run('import', path, ...flags)).stderr).toContain(
    '--sheet',
  );
  const read = await run('import', path, ...flags, '--sheet', 'Staff');
  expect(JSON.parse(read.stdout)).toMatchObject({ status: 'imported', accepted: 2, refused: 0 });
});
