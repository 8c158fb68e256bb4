import { describe, expect, test } from 'vitest';
import { identities, inspect, read, refusal, warned } from './reading.ts';

const BATON = [
  'record_type,id,display_name,email,status,type,login,login_aliases,employee_id,additional_emails,profile.department,resource_type,trait,resource_id,entitlement_slug,principal_id',
  'user,ida.berg,Ida Berg,ida@example.com,enabled,human,iberg,"i.berg,iberg01","0071,C-9","ida@other.example,i.berg@example.com",Sales,,,,,',
  'user,bo.lind,Bo Lind,bo@example.com,disabled,human,,,0072,,,,,,,',
  'user,crm.sync,CRM Sync,sync@example.com,enabled,service,,,,,,,,,,',
  'resource,clari,Clari,,,,,,,,,app,app,,,',
  'entitlement,,Clari User,,,,,,,,,,,clari,member,',
  'direct_user_grant,,,,,,,,,,,,,clari,member,ida.berg',
].join('\n');

describe('a baton-file', () => {
  test('is a directory of its users', async () => {
    expect((await inspect(BATON, { directory: 'c1' })).head).toMatchObject({ kind: 'directory', directory: 'c1' });
    const all = await read(BATON, { directory: 'c1' });
    expect(all.observations.map(({ row }) => row)).toMatchObject([
      {
        identityId: 'ida.berg',
        login: 'iberg',
        email: 'ida@example.com',
        otherEmails: ['ida@other.example', 'i.berg@example.com'],
        employeeId: '0071',
        status: 'active',
        personKind: 'person',
        assignment: null,
      },
      { identityId: 'bo.lind', employeeId: '0072', status: 'deactivated' },
      { identityId: 'crm.sync', personKind: 'not_person' },
    ]);
    expect(all.summary.tally).toMatchObject({ rowsRead: 3, rowsRefused: 0 });
    expect(warned(all)).toMatch(
      /3 rows are no person \("resource", "entitlement", "direct_user_grant"\): skipped\. Grants are not read/,
    );
    expect(warned(all)).toContain('1 row has several employee ids in one cell: the first is taken.');
  });

  test.each(['directory-assignments', 'clari-users', 'opportunities'] as const)(
    'is no %s, whatever is stated',
    async (kind) => {
      const { code, message, remedy } = await refusal(() => inspect(BATON, { kind, directory: 'c1' }));
      expect([code, message]).toEqual(['ERR_KIND_MISMATCH', expect.stringContaining('record_type')]);
      expect(remedy).toContain('--kind directory --directory c1');
    },
  );

  test('without users has nobody in it, and says what it has', async () => {
    const [head = '', , , , ...others] = BATON.split('\n');
    const { code, message } = await refusal(() => read([head, ...others].join('\n'), { directory: 'c1' }));
    expect([code, message]).toEqual(['ERR_NO_ROWS', expect.stringContaining('3 rows are no person')]);
  });

  test('a record_type of something else is no baton-file', async () => {
    const text = 'record_type,login,email,status\nstandard,ida@example.com,ida@example.com,ACTIVE\n';
    expect((await inspect(text, { kind: 'directory', directory: 'x' })).head.kind).toBe('directory');
    expect(await identities(text, { directory: 'x' })).toHaveLength(1);
  });
});

test.each([
  ['objectClass', 'top;person;organizationalPerson;user', true],
  ['objectClass', 'top;person;organizationalPerson;user;computer', false],
  ['objectClass', 'top;group', false],
  ['objectClass', 'top;person;organizationalPerson;contact', false],
  ['@odata.type', '#microsoft.graph.user', true],
  ['@odata.type', '#microsoft.graph.group', false],
  ['Object type', 'Device', false],
])('a row of a directory with %s %s is a person: %s', async (header, type, isPerson) => {
  const text = `${header},sAMAccountName,mail,status\nuser,bo,bo@example.com,Active\n${type},ida,ida@example.com,Active\n`;
  const all = await read(text, { kind: 'directory', directory: 'ad' });
  expect(all.observations).toHaveLength(isPerson ? 2 : 1);
  expect(all.summary.tally.rowsRefused).toBe(0);
});

describe('a directory of people that names applications', () => {
  const LIST =
    'login,email,department,status,assigned,Application\nida@example.com,ida@example.com,Sales,Active,yes,Clari\nbo@example.com,bo@example.com,Sales,Active,yes,Clarity PPM\n';

  test('says of those of another application nothing on Clari, and that is reported', async () => {
    const all = await read(LIST, { kind: 'directory', directory: 'x' });
    expect(all.observations.map(({ row }) => ('assignment' in row ? row.assignment : ''))).toEqual(['assigned', null]);
    expect(warned(all)).toContain('("Clarity PPM"): what it says of being assigned is not taken.');
  });
});

describe('Salesforce users as a directory', () => {
  test.each(['0055e000001XyZa', '0055e000001XyZaAAK'])('%s is the CRM id, too', async (id) => {
    const text = `Username,User ID,Profile,Email,Active\nida@example.com.uat,${id},Standard,ida@example.com,1\n`;
    const [row] = await identities(text, { directory: 'salesforce' });
    expect(row).toMatchObject({ identityId: id, crmId: id, login: 'ida@example.com.uat', status: 'active' });
  });

  test('a column of its own wins', async () => {
    const text = 'id,login,email,CRM ID,status\n0055e000001XyZa,ida,ida@example.com,7,Active\n';
    expect((await identities(text, { directory: 'salesforce' }))[0]?.crmId).toBe('7');
  });
});
