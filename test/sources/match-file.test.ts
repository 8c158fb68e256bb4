import { describe, expect, test } from 'vitest';
import type { MatchSide } from '../../src/sources/match/match-fields.ts';
import { matchRows as rowsOfFile } from '../../src/sources/match/match-file.ts';
import type { FileInput } from '../../src/sources/source.ts';
import { workbook } from '../helpers/workbook.ts';
import { type Content, file, refusal } from './reading.ts';

async function matchRows(
  input: FileInput,
  mapping: Readonly<Record<string, string>>,
  side: MatchSide,
  sheet: string | null = null,
) {
  const read = await rowsOfFile(input, { mapping, sheet }, side);
  return { ...read, records: [...read.records] };
}

describe('files for match', () => {
  test('headers of the field names map by themselves', async () => {
    const { records, warnings } = await matchRows(
      file(
        [
          'ID,E-mail,Other Emails,Login,Name,Given_Name,FamilyName,Employee ID,CRM Id,Manager email,Department,Birth Date,City',
          '7,Jo@Acme.com,a@b.co;c@d.co,JO,Jo  Smith,Jo,Smith,E7,0051,boss@acme.com,Sales,1971-06-24,Hull',
        ].join('\n'),
      ),
      {},
      'accounts',
    );
    expect(warnings).toEqual([]);
    expect(records).toEqual([
      {
        line: 2,
        id: '7',
        email: 'jo@acme.com',
        otherEmails: ['a@b.co', 'c@d.co'],
        login: 'jo',
        name: 'Jo Smith',
        givenName: 'Jo',
        familyName: 'Smith',
        employeeId: 'E7',
        crmId: '0051',
        managerEmail: 'boss@acme.com',
        department: 'Sales',
        birthDate: '1971-06-24',
        city: 'Hull',
      },
    ]);
  });

  test('a public test set with spaces before headers and values', async () => {
    const { records } = await matchRows(
      file(
        "rec_id, given_name, surname, suburb, date_of_birth\nrec-1-org, mitchell, green, cleveland, 19560409\nrec-2-dup, , o'brien, ,\n",
      ),
      { id: 'rec_id', family_name: 'surname', city: 'suburb', birth_date: 'date_of_birth' },
      'accounts',
    );
    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      id: 'rec-1-org',
      givenName: 'mitchell',
      familyName: 'green',
      city: 'cleveland',
      birthDate: '19560409',
    });
    expect(records[1]).toMatchObject({
      id: 'rec-2-dup',
      givenName: null,
      familyName: "o'brien",
      city: null,
      birthDate: null,
      email: null,
    });
  });

  test('without ids line numbers stand for them, and that is said', async () => {
    const { records, warnings } = await matchRows(file('given_name,email\nAnn,a@b.co\nBob,\n'), {}, 'accounts');
    expect(records.map((one) => one.id)).toEqual(['2', '3']);
    expect(warnings).toEqual([
      { line: 1, why: 'No column feeds id, so line numbers stand for ids. Name one with id=HEADER.' },
    ]);
  });

  test('a blank id, a repeated id, a broken row and a bad address are reported', async () => {
    const { records, warnings } = await matchRows(
      file('id,name,email\n1,Ann,a@b.co\n,Bob,bob\n1,Cy,\n4,Di\n5,Eve,\n'),
      {},
      'accounts',
    );
    expect(records.map((one) => [one.id, one.email])).toEqual([
      ['1', 'a@b.co'],
      ['3', null],
      ['1', null],
      ['5', null],
    ]);
    expect(warnings.map(({ line }) => line)).toEqual([4, 3, 3, 5]);
  });

  test.each([
    ['an unknown field', 'id,name\n1,a\n', { colour: 'name' }, 'ERR_USAGE'],
    ['an unknown header', 'id,name\n1,a\n', { email: 'mail' }, 'ERR_USAGE'],
    ['nothing to compare', 'id,colour\n1,red\n', {}, 'ERR_USAGE'],
    ['what only supports', 'id,department,city\n1,Sales,Hull\n', {}, 'ERR_USAGE'],
    ['an empty file', '', {}, 'ERR_FILE_EMPTY'],
    ['JSON without a list', '{"id":1}', {}, 'ERR_NO_ROWS'],
    ['JSON with two lists', '{"users":[{"id":1}],"value":[{"id":1}]}', {}, 'ERR_KIND_AMBIGUOUS'],
    ['a list of JSON with nothing to compare', '[{"id":1}]', {}, 'ERR_USAGE'],
    ['a page', '<html><body>Sign in</body></html>', {}, 'ERR_KIND_UNSUPPORTED'],
  ])('%s is refused', async (_name, text, mapping, code) => {
    expect(await refusal(() => matchRows(file(text), mapping, 'accounts'))).toMatchObject({ code });
  });

  test('semicolons, windows-1252 and a last line without a break', async () => {
    const { records } = await matchRows(file(Buffer.from('id;name\n1;José\n2;Zoë', 'latin1')), {}, 'accounts');
    expect(records.map((one) => one.name)).toEqual(['José', 'Zoë']);
  });

  test.each([
    ['of Entra', 'identities', 'id,userPrincipalName,displayName,mail,surname,givenName,employeeId'],
    ['of Active Directory', 'identities', 'ObjectGUID,UserPrincipalName,Name,mail,Surname,GivenName,EmployeeID'],
    [
      'of Okta',
      'identities',
      'id,login,profile.displayName,email,profile.lastName,profile.firstName,profile.employeeNumber',
    ],
    [
      'of a users export',
      'accounts',
      'Clari User Id,Login,Full Name,Email Address,Last Name,First Name,Employee Number',
    ],
  ] as const)('headers %s feed the fields that they feed in an import', async (_name, side, header) => {
    const row = 'x1,ines@kiln.example,Ines Rojas,ines.rojas@kiln.example,Rojas,Ines,4711';
    const { records, unused, used } = await matchRows(file(`${header},Colour\n${row},red\n`), {}, side);
    expect(records[0]).toMatchObject({
      id: 'x1',
      email: 'ines.rojas@kiln.example',
      login: 'ines@kiln.example',
      name: 'Ines Rojas',
      familyName: 'Rojas',
      givenName: 'Ines',
      employeeId: '4711',
    });
    expect(unused).toEqual(['Colour']);
    expect(used['email']).toBe(header.split(',')[3]);
  });

  test('a guest has the address that their login holds, and several columns of addresses count', async () => {
    const { records } = await matchRows(
      file(
        'id,userPrincipalName,otherMails,proxyAddresses\n1,ines_kiln.example#EXT#@host.onmicrosoft.com,i@home.example,SMTP:i@kiln.example;smtp:ir@kiln.example\n',
      ),
      {},
      'identities',
    );
    expect(records[0]?.otherEmails.toSorted()).toEqual([
      'i@home.example',
      'i@kiln.example',
      'ines@kiln.example',
      'ir@kiln.example',
    ]);
  });

  test('ids that a program changed are compared as the ids they were', async () => {
    const { records } = await matchRows(file('id,name,employeeId\n1,Ann,4711.0\n2,Bob,815.0\n'), {}, 'identities');
    expect(records.map((one) => one.employeeId)).toEqual(['4711', '815']);
  });

  const PEOPLE = [
    ['id', 'displayName', 'mail', 'employeeId'],
    ['1', 'Ann Lee', 'ann@kiln.example', '007'],
    ['2', 'Bo Lind', 'bo@kiln.example', '008'],
  ];
  const ENTRY = (id: string, cls = 'user') =>
    `dn: CN=${id},DC=kiln\nobjectClass: top\nobjectClass: ${cls}\nobjectGUID: ${id}\ncn: Ann Lee\nmail: ann@kiln.example\nemployeeID: 007\n\n`;
  const OBJECTS = [{ id: '1', profile: { displayName: 'Ann Lee', email: 'ann@kiln.example', employeeNumber: '007' } }];
  const baton =
    'record_type,id,display_name,email,employee_id,trait\nuser,1,Ann Lee,ann@kiln.example,007,\nresource,a,Clari,,,app\n';
  test.each<[string, Content, number]>([
    ['a workbook', workbook({ sheets: [{ name: 'Read me', rows: [['Hello']] }, { rows: PEOPLE }] }), 2],
    ['a list of JSON', JSON.stringify(OBJECTS), 1],
    ['one object a line', `${JSON.stringify(OBJECTS[0])}\n${JSON.stringify(OBJECTS[0])}\n`, 2],
    ['LDIF, in which a group is nobody', `${ENTRY('1')}${ENTRY('2', 'group')}`, 1],
    ['a baton-file, in which a resource is nobody', baton, 1],
  ])('%s is read as it is for an import', async (_name, content, count) => {
    const { records, warnings } = await matchRows(file(content, 'people'), {}, 'identities');
    expect(records).toHaveLength(count);
    expect(records[0]).toMatchObject({ id: '1', name: 'Ann Lee', email: 'ann@kiln.example', employeeId: '007' });
    const said = warnings.map(({ why }) => why).join('\n');
    const isRows = typeof content !== 'string' || content.startsWith('[');
    expect(said).toMatch(isRows || content.startsWith('{') ? /row|sheet/ : /no person/);
  });

  test('which sheet it is can be said, and a part is reported', async () => {
    const two = file(
      workbook({
        sheets: [
          { name: 'Old', rows: PEOPLE },
          { name: 'New', rows: PEOPLE.slice(0, 2) },
        ],
      }),
    );
    const { remedy } = await refusal(() => matchRows(two, {}, 'identities'));
    expect(remedy).toContain('--identities-sheet NAME');
    expect((await matchRows(two, {}, 'identities', 'new')).records).toHaveLength(1);
    const plain = await refusal(() => matchRows(file('id,name\n1,Ann\n'), {}, 'accounts', 'new'));
    expect([plain.code, plain.remedy]).toEqual(['ERR_USAGE', expect.stringContaining('--accounts-sheet')]);
    const cut = await matchRows(file('{"id":"1","name":"Ann"}\n{"id":"2","name":"Bo"}\n{"id'), {}, 'accounts');
    expect(cut.warnings[0]?.why).toContain('in the middle of the entry on line 3');
  });
});
