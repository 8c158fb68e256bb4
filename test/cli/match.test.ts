import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program } from '../helpers/program.ts';
import { workbook } from '../helpers/workbook.ts';

async function match(accounts: string, identities: string | Buffer, ...flags: readonly string[]) {
  const { run, file, home } = await program();
  const [left, right] = [await file('accounts.csv', accounts), await file('identities.csv', identities)];
  const out = join(home, 'out.csv');
  const result = await run('match', left, right, '--out', out, ...flags);
  const written = result.code === 0 ? await readFile(out, 'utf8') : '';
  return { ...result, rows: written.trim().split('\n').slice(1) };
}

const PAIRS: readonly (readonly [string, string, string])[] = [
  [
    'an address under mail',
    'id,email\nu1,ines@kiln.example\n',
    'id,mail,displayName\nd1,ines@kiln.example,Ines Rojas\n',
  ],
  [
    'a login of Entra ID',
    'Clari User Id,Email Address\nu1,ines@kiln.example\n',
    'id,userPrincipalName\nd1,Ines@kiln.example\n',
  ],
  [
    'an address among proxyAddresses',
    'id,email,name\nu1,i.rojas@kiln.example,Ines Rojas\n',
    'objectId,userPrincipalName,displayName,proxyAddresses\nd1,ines@kiln.example,Ines Rojas,SMTP:ines@kiln.example;smtp:i.rojas@kiln.example\n',
  ],
  [
    'rows that stand whole in quotation marks',
    '"id,email,name"\n"u1,ines@kiln.example,""Rojas, Ines"""\n',
    'sep=;\nid;mail\nd1;ines@kiln.example\n',
  ],
];

test.each(PAIRS)('what import links is linked: %s', async (_name, accounts, identities) => {
  const { code, rows } = await match(accounts, identities);
  expect(code).toBe(0);
  expect(rows).toEqual([expect.stringMatching(/^u1,d1,linked,/)]);
});

test('a sheet of a workbook against a list in CSV', async () => {
  const people = (id: string) => [
    ['id', 'mail'],
    [id, 'ines@kiln.example'],
  ];
  const sheets = [
    { name: 'Old', rows: people('d0') },
    { name: 'New', rows: people('d1') },
  ];
  const accounts = 'id,email\nu1,ines@kiln.example\n';
  const asked = await match(accounts, workbook({ sheets }));
  expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('--identities-sheet NAME') });
  const { code, rows, stderr } = await match(accounts, workbook({ sheets }), '--identities-sheet', 'New');
  expect([code, rows]).toEqual([0, [expect.stringMatching(/^u1,d1,linked,/)]]);
  expect(stderr).toContain('It is the sheet "New", as stated.');
});

test('columns that were not used are named', async () => {
  const { stderr, stdout } = await match(
    'id,email,Shoe\nu1,ines@kiln.example,38\n',
    'id,mail,Colour\nd1,ines@kiln.example,red\n',
    '--json',
  );
  expect(stderr).toContain('identities: id from "id", email from "mail". Not used: "Colour".');
  expect(JSON.parse(stdout)).toMatchObject({
    linked: 1,
    compared_by: ['address'],
    accounts_columns: { used: { email: 'email' }, unused: ['Shoe'] },
    identities_columns: { used: { email: 'mail' }, unused: ['Colour'] },
  });
});

test.each([
  [
    'one list says nothing',
    'id,Benutzerpost\nu1,ines@kiln.example\n',
    'id,mail\nd1,ines@kiln.example\n',
    '--accounts-map',
  ],
  [
    'they have no field in common',
    'id,email\nu1,ines@kiln.example\n',
    'id,displayName\nd1,Ines Rojas\n',
    '--identities-map',
  ],
])('%s: refused as wrong usage, with the headers and the option', async (_name, accounts, identities, option) => {
  const { code, stderr } = await match(accounts, identities);
  expect(code).toBe(2);
  expect(stderr).toMatch(/Benutzerpost|"email"/);
  expect(stderr).toContain(option);
});

test('an account of which nothing can be compared is none for that reason', async () => {
  const { rows, stdout } = await match(
    'id,email,name\nu1,ines@kiln.example,Ines\nu2,,Omar\nu3,zoe@kiln.example,\n',
    'id,mail\nd1,ines@kiln.example\n',
  );
  expect(rows).toEqual([expect.stringMatching(/^u1,d1,linked/), 'u2,,none,0,nothing_to_compare', 'u3,,none,0,']);
  expect(stdout).toContain('1 of them had nothing to compare');
});
