import { describe, expect, test } from 'vitest';
import { identities, read, refusal } from './reading.ts';

const directory = { kind: 'directory', directory: 'ad' } as const;
const HEADER = ['id', 'login', 'email', 'displayName', 'status'] as const;
const PEOPLE = [
  ['k1', 'ines@kiln.example', 'ines@kiln.example', 'Rojas, Ines', 'ACTIVE'],
  ['k2', 'omar@kiln.example', 'omar@kiln.example', 'Omar "Oz" Diaz', 'DEPROVISIONED'],
] as const;
const READ = [
  ['k1', 'Rojas, Ines', 'active'],
  ['k2', 'Omar "Oz" Diaz', 'deactivated'],
];

function line(cells: readonly string[], delimiter: string): string {
  return cells
    .map((cell) => (cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);
}

function table(delimiter = ','): readonly string[] {
  return [HEADER, ...PEOPLE].map((row) => line(row, delimiter));
}

const text = (lines: readonly string[], newline = '\n') => lines.map((one) => `${one}${newline}`).join('');
const whole = (one: string) => `"${one.replaceAll('"', '""')}"`;
const utf16 = (one: string) => Buffer.from(`\ufeff${one}`, 'utf16le');
const rule = (delimiter: string) => HEADER.map((name) => '-'.repeat(name.length)).join(delimiter);
const affected = ['', '(2 rows affected)'];

const FORMS: readonly (readonly [string, string | Uint8Array])[] = [
  ['a line that names the separator', text(['sep=;', ...table(';')], '\r\n')],
  ['the same after a byte-order mark', `\ufeff${text(['sep=;', ...table(';')])}`],
  ['the same in quotation marks', text(['"sep=;"', ...table(';')])],
  ['the same, filled up with blanks', text(['sep=;;;;;', ...table(';')])],
  ['a separator of its own', text(['sep=|', ...table('|')])],
  ['semicolons', text(table(';'))],
  ['tabs', text(table('\t'))],
  ['vertical bars', text(table('|'))],
  ['tabs in UTF-16', utf16(text(table('\t'), '\r\n'))],
  ['a named separator in UTF-16', utf16(text(['sep=;', ...table(';')]))],
  ['rows that stand whole in quotation marks', text(table().map(whole))],
  ['only those of them that have quotation marks', text(table().map((one) => (one.includes('"') ? whole(one) : one)))],
  ['the same with CRLF, without a break at the end', table().map(whole).join('\r\n')],
  ['the same in semicolons', text(table(';').map(whole))],
  [
    'the line of dashes of a database client',
    text([...table().slice(0, 1), rule(','), ...table().slice(1), ...affected]),
  ],
  [
    'the same in tabs',
    text([...table('\t').slice(0, 1), rule('\t'), ...table('\t').slice(1), '', '(2 row(s) affected)']),
  ],
  [
    'the same in German',
    text([...table(';').slice(0, 1), rule(';'), ...table(';').slice(1), '', '(2 Zeilen betroffen)']),
  ],
  ['dashes with crosses', text([...table('|').slice(0, 1), rule('+'), ...table('|').slice(1), '(2 rows)'])],
  [
    'a header that comes again with its dashes',
    text([
      table()[0] ?? '',
      rule(','),
      table()[1] ?? '',
      '',
      table()[0] ?? '',
      rule(','),
      table()[2] ?? '',
      ...affected,
    ]),
  ],
  ['the type that PowerShell writes first', text(['#TYPE Selected.Kiln.Management.ADUser', ...table()], '\r\n')],
  ['the same, quoted cells', text(['#TYPE Kiln.ADUser', ...quotedTable()], '\r\n')],
];

function quotedTable(): readonly string[] {
  return [HEADER, ...PEOPLE].map((row) => row.map(whole).join(','));
}

describe('forms in which people have a table', () => {
  test.each(FORMS)('%s', async (_name, content) => {
    const { observations, summary } = await read(content, { ...directory, completeness: 'complete' });
    expect(
      observations.flatMap((one) =>
        one.of === 'identity' ? [[one.row.identityId, one.row.name, one.row.status]] : [],
      ),
    ).toEqual(READ);
    expect(summary).toMatchObject({ truncated: false, rejected: [], tally: { rowsAccepted: 2, rowsRefused: 0 } });
  });

  test('that rows stand whole in quotation marks is reported once', async () => {
    const { summary } = await read(text(table().map(whole)), directory);
    expect(summary.warnings).toEqual([{ line: 2, why: expect.stringContaining('2 rows stand whole') }]);
  });

  test('dashes elsewhere are no line under a header', async () => {
    const rows = [...table(), rule(',')];
    const { summary } = await read(text(rows), directory);
    expect(summary.tally.rowsAccepted + summary.tally.rowsRefused).toBe(3);
  });

  test('a value with the delimiter in it is no row that stands whole', async () => {
    const { summary } = await read(text([...table(), '"Kiln, Inc."', ...table().slice(1, 2)]), directory);
    expect(summary.rejected).toEqual([{ line: 4, why: expect.any(String) }]);
  });
});

describe('csvde', () => {
  const head = 'DN,objectClass,cn,displayName,objectGUID,userAccountControl,mail,userPrincipalName,whenChanged';
  const row = (cells: string) => `"CN=${cells.slice(0, 3)},DC=kiln,DC=example",user,${cells}`;
  const file = (...rows: readonly string[]) => text([head, ...rows.map(row)], '\r\n');

  test("X'…' is text, or the bytes of a GUID, and an escaped semicolon is one", async () => {
    const rows = await identities(
      file(
        `X'c396676b',X'4f6d6172204469617a',X'00112233445566778899aabbccddeeff',512,omar@kiln.example,omar@kiln.example,20261101090000.0Z`,
        `Ines,Rojas\\; Ines,X'0123456789abcdef0123456789abcdef',512,ines@kiln.example,ines@kiln.example,20261101090000.0Z`,
      ),
      directory,
    );
    expect(rows.map((one) => [one.identityId, one.name])).toEqual([
      ['33221100-5544-7766-8899-aabbccddeeff', 'Omar Diaz'],
      ['67452301-ab89-efcd-0123-456789abcdef', 'Rojas; Ines'],
    ]);
  });

  test("what is no text stays as it is, and in another file X'…' is what it says", async () => {
    const [first] = await identities(file(`a,X'fffe00',g1,512,omar@kiln.example,omar@kiln.example,`), directory);
    expect(first?.name).toBe("X'fffe00'");
    const [other] = await identities(`id,email,displayName\n1,a@kiln.example,X'4f6d6172'\n`, directory);
    expect(other?.name).toBe("X'4f6d6172'");
  });
});

describe('a quotation mark that nothing closes', () => {
  const rows = table();
  const bare = '"Big Joe,joe@kiln.example,joe@kiln.example,Joe,ACTIVE';

  test.each([
    [
      'in the middle of the file',
      text([...rows.slice(0, 2), bare, ...rows.slice(2, 3).map((one) => one.replaceAll('"', ''))]),
      3,
    ],
    ['on the last line', text([...rows, bare]), 4],
    ['on the last line, which has two', text([...rows, '"Big" Joe,joe@kiln.example,j,Joe,ACTIVE']).trimEnd(), 4],
    ['in UTF-16', utf16(text([...rows, bare])), 4],
  ])('%s is no cut-off file: its line is refused, the others are read', async (_name, content, at) => {
    const { summary } = await read(content, { ...directory, completeness: 'complete' });
    expect(summary.truncated).toBe(false);
    expect(summary.rejected).toEqual([
      { line: at, why: expect.stringContaining('A quotation mark opens a cell here') },
    ]);
    expect(summary.tally).toMatchObject({ rowsAccepted: 2, rowsRefused: 1 });
  });

  test('several of them are refused one by one', async () => {
    const plain = 'k9,zoe@kiln.example,zoe@kiln.example,Zoe,ACTIVE';
    const { summary, observations } = await read(
      text([rows[0] ?? '', bare, plain, bare, plain.replace('k9', 'k8')]),
      directory,
    );
    expect(observations.map((one) => one.row.line)).toEqual([3, 5]);
    expect(summary.rejected.map((one) => one.line)).toEqual([2, 4]);
  });

  test('that of a file that really was cut off still is one', async () => {
    const cut = text([...rows, 'k3,joe@kiln.example,joe@kiln.example,"Joe of']).trimEnd();
    const { code } = await refusal(() => read(cut, { ...directory, completeness: 'complete' }));
    expect(code).toBe('ERR_EXPORT_TRUNCATED');
  });
});
