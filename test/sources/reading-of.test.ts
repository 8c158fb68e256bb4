import { describe, expect, test } from 'vitest';
import { assignments, identities, inspect, read, refusal, warned } from './reading.ts';

const directory = { kind: 'directory', directory: 'hr' } as const;
const users = { kind: 'clari-users' } as const;

describe('how a file was read', () => {
  test('used columns with their sense, unused ones that look like something first', async () => {
    const text = [
      'id,userPrincipalName,displayName,accountEnabled,archived,employeeLeaveDateTime,Shoe size,LockedOut,Backup mail,Vendor ID',
      'a-1,ada@example.com,Ada Quist,True,False,2026-12-31,38,False,ada@home.example,7',
      'a-2,ben@example.com,Ben Orr,False,False,,44,True,ben@home.example,8',
    ].join('\n');
    const { summary } = await read(text, { ...directory, asOf: '2026-11-20T00:00:00.000Z' });
    const used = (field: string, header: string, sense: string | null) => ({
      field,
      header,
      sense,
      basis: 'header',
      isBlank: false,
    });
    expect(summary.reading).toEqual({
      used: [
        used('id', 'id', null),
        used('login', 'userPrincipalName', null),
        used('name', 'displayName', null),
        used('status', 'accountEnabled', 'yes_is_active'),
        used('inactive', 'archived', 'yes_is_inactive'),
        used('leaves_on', 'employeeLeaveDateTime', 'leaves_on'),
      ],
      unused: [
        { header: 'LockedOut', looksLike: 'status' },
        { header: 'Backup mail', looksLike: 'address' },
        { header: 'Vendor ID', looksLike: 'id' },
        { header: 'Shoe size', looksLike: 'nothing' },
      ],
      takenForMissing: [],
      notUnderstood: [],
      unreadable: [],
    });
    expect(summary.samples).toMatchObject([
      { line: '2', id: 'a-1', name: 'Ada Quist', status: 'active', status_raw: 'True', leaves_on: '2026-12-31' },
      { line: '3', id: 'a-2', status: 'deactivated', status_raw: 'False', leaves_on: null },
    ]);
  });

  test('what a person stated is called so', async () => {
    const { summary } = await read('id,email,Flag\na,a@example.com,Y\n', {
      ...directory,
      mapping: { inactive: 'Flag' },
    });
    expect(summary.reading?.used.at(-1)).toEqual({
      field: 'inactive',
      header: 'Flag',
      sense: 'yes_is_inactive',
      basis: 'stated',
      isBlank: false,
    });
  });

  test('samples have different statuses where the file has them', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, at) => `u${at},u${at}@example.com,Rep,${at < 40 ? 'Active' : at < 45 ? 'Inactive' : 'Invited'}`,
    );
    const { summary } = await read(['User ID,Email,Role,Status', ...rows].join('\n'), users);
    expect(summary.samples.map(({ status }) => status)).toEqual(['active', 'inactive', 'unknown']);
  });

  test('at most twenty values of each sort, the most frequent ones', async () => {
    const rows = Array.from({ length: 90 }, (_, at) => `u${at},u${at}@example.com,Rep,Word ${at % 30}`);
    const all = [...rows, 'v,v@example.com,Rep,Word 29', 'N/A,w@example.com,Rep,Active'];
    const { summary } = await read(['User ID,Email,Role,Status', ...all].join('\n'), users);
    expect(summary.reading?.notUnderstood).toHaveLength(20);
    expect(summary.reading?.notUnderstood[0]).toEqual({ field: 'status', header: 'Status', value: 'Word 29', rows: 4 });
    expect(summary.reading?.takenForMissing).toEqual([{ field: 'id', header: 'User ID', value: 'N/A', rows: 1 }]);
  });

  test.each([
    ['"AccountEnabled","Id","UserPrincipalName"', '"","a","a@example.com"', 'Get-MgUser -All -Property'],
    ['"Status","Id","UserPrincipalName"', '"","a","a@example.com"', '--map status=HEADER'],
  ])('a status that is blank in every row is reported in one line: %s', async (header, row, cure) => {
    const { summary } = await read(`${header}\n${row}\n${row.replaceAll('a', 'b')}\n`, directory);
    expect(summary.warnings.filter(({ why }) => why.includes('blank in every row'))).toHaveLength(1);
    expect(warned({ summary })).toContain(cure);
    expect(summary.reading?.used.find(({ field }) => field === 'status')?.isBlank).toBe(true);
  });

  test('a column that is blank in the head of the file and not after it is not blank', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => `p${at},p${at}@example.com,${at === 299 ? 'Active' : ''}`);
    const { summary } = await read(['id,email,Status', ...rows].join('\n'), directory);
    expect(summary.reading?.used.find(({ field }) => field === 'status')?.isBlank).toBe(false);
    expect(warned({ summary })).not.toContain('blank in every row');
  });

  test.each([
    'System.Object[]',
    'System.String[]',
    'Microsoft.ActiveDirectory.Management.ADPropertyValueCollection',
    'Microsoft.Graph.PowerShell.Models.MicrosoftGraphObjectIdentity[]',
  ])('%s stands for no address: reported once, with the cure', async (type) => {
    const rows = ['a', 'b', 'c'].map((id) => `${id},${id}@example.com,True,${type}`);
    const { observations, summary } = await read(
      ['id,userPrincipalName,accountEnabled,proxyAddresses', ...rows].join('\n'),
      directory,
    );
    expect(observations[0]).toMatchObject({ row: { otherEmails: [] } });
    expect(summary.reading?.unreadable).toEqual(['other_emails']);
    expect(summary.warnings.filter(({ why }) => why.includes('name of a type'))).toHaveLength(1);
    expect(warned({ summary })).toContain("$_.proxyAddresses -join ';'");
  });

  test('lists of other kinds have a reading too', async () => {
    expect((await assignments('login,status\na@example.com,ACTIVE\n')).length).toBe(1);
    const { summary } = await read('login,status,Shoe\na@example.com,ACTIVE,38\n', {
      kind: 'directory-assignments',
      directory: 'okta',
    });
    expect(summary.reading?.used.map(({ field, sense }) => [field, sense])).toEqual([
      ['login', null],
      ['status', 'words'],
    ]);
    expect(summary.samples).toMatchObject([{ login: 'a@example.com', status: 'assigned' }]);
  });
});

describe('headers as people have them', () => {
  test.each([
    [
      'Personalnummer;Vorname;Nachname;E-Mail-Adresse;Abteilung;Kontostatus',
      '7;Ada;Quist;ada@example.com;Vertrieb;Aktiv',
    ],
    ['Matricule;Prénom;Nom;Adresse e-mail;Département;Statut', '7;Ada;Quist;ada@example.com;Vertrieb;Actif'],
    ['Employee #;First name;Last name;Work Email;Department;Status', '7;Ada;Quist;ada@example.com;Vertrieb;Active'],
    [
      'employeeIdentifier;name.givenName;name.familyName;emails[0].value;department;active',
      '7;Ada;Quist;ada@example.com;Vertrieb;TRUE',
    ],
    ['Worker ID;name.given;name.family;emails.0.value;department;enabled', '7;Ada;Quist;ada@example.com;Vertrieb;true'],
  ])('%s', async (header, row) => {
    const [person] = await identities(`${header}\n${row}\n`, directory);
    expect(person).toMatchObject({
      employeeId: '7',
      givenName: 'Ada',
      familyName: 'Quist',
      email: 'ada@example.com',
      department: 'Vertrieb',
      status: 'active',
    });
  });

  test.each([
    [
      'Home Secondary Email,Work Secondary Email',
      'ada@home.example,a.q@example.com',
      ['a.q@example.com', 'ada@home.example'],
    ],
    ['proxyAddresses', 'SMTP:ada@example.com;smtp:aq@example.com;X500:/o=x', ['aq@example.com']],
    ['Proxy addresses', 'SMTP:ada@example.com+smtp:aq@example.com', ['aq@example.com']],
    ['emails[0].value,emails[1].value', 'ada@example.com,aq@example.com', ['aq@example.com']],
  ])('further addresses under %s', async (headers, cells, expected) => {
    const mail = headers.includes('emails') ? 'userName' : 'Email Address [Required]';
    const [person] = await identities(`id,${mail},Status,${headers}\na,ada@example.com,Active,${cells}\n`, directory);
    expect(person?.otherEmails).toEqual(expected);
  });

  test('a user of Salesforce is known by that id in other systems', async () => {
    const text =
      'User ID,Username,Email,Active\n0055g00000QUguDAAT,ada@example.com.crm,ada@example.com,1\nx-7,ben@example.com.crm,ben@example.com,0\n';
    const rows = await identities(text, { kind: 'directory', directory: 'salesforce' });
    expect(rows.map(({ crmId, status }) => [crmId, status])).toEqual([
      ['0055g00000QUguDAAT', 'active'],
      [null, 'deactivated'],
    ]);
    expect((await identities(text, directory))[0]?.crmId).toBeNull();
  });
});

describe('one id of several people', () => {
  const two = (header: string, rows: readonly string[]) => [header, ...rows].join('\n');

  test.each([
    [
      'id,Email,Display Name,Status',
      ['t-1,ada@example.com,Ada Quist,Active', 't-1,ben@example.com,Ben Orr,Active'],
      directory,
    ],
    [
      'User ID,Email,Name,Role,Status',
      [
        '7,ada@example.com,Ada Quist,Rep,Active',
        '8,x@example.com,X Y,Rep,Active',
        '7,ben@example.com,Ben Orr,Rep,Active',
      ],
      users,
    ],
    [
      'CRM User ID,Email,Name,Role,Status',
      ['0051,ada@example.com,Ada Quist,Rep,Active', '0051,ben@example.com,Ben Orr,Rep,Active'],
      users,
    ],
    [
      'id,Email,Status',
      ['t-1,ada@example.com,Active', 't-1,ben@example.com,Active', 't-1,cy@example.com,Active'],
      directory,
    ],
    [
      'id,Email,Given Name,Surname,Status',
      ['t-1,ada@example.com,Ada,Orr,Active', 't-1,ben@example.com,Ben,Orr,Active'],
      directory,
    ],
  ])('is refused with its column and lines: %s', async (header, rows, said) => {
    const { code, message, remedy } = await refusal(() => read(two(header, rows), said));
    expect(code).toBe('ERR_ID_SHARED');
    expect(message).toContain(`"${header.split(',')[0] ?? ''}" is`);
    expect(message).toContain('on line 2 and on line');
    expect(remedy).toContain('=HEADER');
  });

  test('following the advice, both are kept', async () => {
    const text = two('UUID,Email,Display Name,Status', [
      't-1,ada@example.com,Ada Quist,Active',
      't-1,ben@example.com,Ben Orr,Inactive',
    ]);
    const rows = await identities(text, { ...directory, mapping: { id: 'Email', email: 'Email' } });
    expect(rows.map(({ identityId, email, status }) => [identityId, email, status])).toEqual([
      ['ada@example.com', 'ada@example.com', 'active'],
      ['ben@example.com', 'ben@example.com', 'deactivated'],
    ]);
  });

  test.each([
    ['the same address', ['7,ada@example.com,Ada Quist,Active', '7,ADA@example.com,A. Q.,Active']],
    ['a new address under one name', ['7,ada@example.com,Ada Quist,Active', '7,ada.q@example.com,"Quist, Ada",Active']],
    ['a shorter name', ['7,ada@example.com,Ada Maria Quist,Active', '7,ada.q@example.com,Ada Quist,Active']],
    ['no name', ['7,ada@example.com,,Active', '7,ada.q@example.com,,Active']],
  ])('rows of one person are kept, and reported: %s', async (_name, rows) => {
    const { observations, summary } = await read(two('id,Email,Name,Status', rows), directory);
    expect(observations).toHaveLength(2);
    expect(warned({ summary })).toContain('The same identity as on line 2');
  });

  test('ids that differ in their suffix only are reported', async () => {
    const rows = ['0055g00000QUguD,ada@example.com,Rep,Active', '0055g00000QUguDAAT,ada.q@example.com,Rep,Active'];
    const { observations, summary } = await read(two('User ID,Email,Role,Status', rows), users);
    expect(observations).toHaveLength(2);
    expect(warned({ summary })).toContain('3: The same account as on line 2');
  });

  test('a CRM id that is the account id of a colleague is reported', async () => {
    const rows = [
      '0055g00000QUguDAAT,,ada@example.com,Ada Quist,Rep,Active',
      '0055g00000QUzzzAAT,0055g00000QUguD,ben@example.com,Ben Orr,Rep,Active',
    ];
    const { observations, summary } = await read(two('User ID,CRM User ID,Email,Name,Role,Status', rows), users);
    expect(observations).toHaveLength(2);
    expect(warned({ summary })).toContain('3: An id or CRM id of this row is one of line 2');
  });

  test('a file that ends without a line break is looked at to its end', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `p${at},p${at}@example.com,Person ${at},Active`);
    const text = two('id,Email,Name,Status', [...rows, 'p3,cy@example.com,Cy Vale,Active']);
    expect(await refusal(() => read(text, directory))).toMatchObject({
      code: 'ERR_ID_SHARED',
      message: expect.stringContaining('on line 5 and on line 42'),
    });
  });

  test('a column of yes and no is asked about before rows are read', async () => {
    expect(
      await refusal(() => inspect('id,Email,Status\n7,a@example.com,1\n7,b@example.com,0\n', directory)),
    ).toMatchObject({
      code: 'ERR_SENSE_UNKNOWN',
    });
  });
});
