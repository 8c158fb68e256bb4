import { describe, expect, test } from 'vitest';
import { matchRows } from '../../src/sources/match-file.ts';
import { file, refusal } from './reading.ts';

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
    const { records, warnings } = await matchRows(file('given_name,email\nAnn,a@b.co\nBob,\n'), {});
    expect(records.map((one) => one.id)).toEqual(['2', '3']);
    expect(warnings).toEqual([
      { line: 1, why: 'No column feeds id, so line numbers stand for ids. Name one with id=HEADER.' },
    ]);
  });

  test('a blank id, a repeated id, a broken row and a bad address are told', async () => {
    const { records, warnings } = await matchRows(
      file('id,name,email\n1,Ann,a@b.co\n,Bob,bob\n1,Cy,\n4,Di\n5,Eve,\n'),
      {},
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
    ['nothing to compare', 'id,colour\n1,red\n', {}, 'ERR_HEADER'],
    ['an empty file', '', {}, 'ERR_FILE_EMPTY'],
    ['JSON', '[{"id":1}]', {}, 'ERR_KIND_UNSUPPORTED'],
  ])('%s is refused', async (_name, text, mapping, code) => {
    expect(await refusal(() => matchRows(file(text), mapping))).toMatchObject({ code });
  });

  test('semicolons, windows-1252 and a last line without a break', async () => {
    const { records } = await matchRows(file(Buffer.from('id;name\n1;José\n2;Zoë', 'latin1')), {});
    expect(records.map((one) => one.name)).toEqual(['José', 'Zoë']);
  });
});
