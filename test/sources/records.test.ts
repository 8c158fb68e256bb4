import { describe, expect, test } from 'vitest';
import { inspectFile } from '../../src/sources/inspect.ts';
import { generated, identities, inspect, NOW, read, refusal, rowsOf, statement, warned } from './reading.ts';

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
        assignment: 'assigned',
        assignmentRaw: 'Clari: member',
      },
      { identityId: 'bo.lind', employeeId: '0072', status: 'deactivated', assignment: null },
      { identityId: 'crm.sync', personKind: 'not_person' },
    ]);
    expect(all.summary.tally).toMatchObject({ rowsRead: 3, rowsRefused: 0 });
    expect(warned(all)).toMatch(/3 rows are no person \("resource", "entitlement", "direct_user_grant"\): skipped\./);
    expect(warned(all)).toContain('comes from the grants on "Clari": 1 user has one');
    expect(warned(all)).toContain('would be unassigned only in a file that is stated complete');
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

  const HEADER =
    'record_type,id,display_name,status,type,trait,resource_type,parent_resource,resource_id,entitlement_slug,principal_id,principal_resource_id,principal_entitlement_slug,inherited_resource_id,inherited_entitlement_slug,inheritance_depth,match_type';
  const user = (id: string, status = 'active', type = '') => `user,${id},${id},${status},${type},,,,,,,,,,,,`;
  const resource = (id: string, name: string, trait = 'app', parent = '') =>
    `resource,${id},${name},,,${trait},thing,${parent},,,,,,,,,`;
  const grant = (who: string, what: string, slug = 'member') => `direct_user_grant,,,,,,,,${what},${slug},${who},,,,,,`;
  const inherits = (from: string, to: string, slug = 'member', depth = 'full') =>
    `grant_inheritance_mapping,,,,,,,,,,,${from},${slug},${to},member,${depth},`;
  const external = (what: string) => `external_grant,,,,,,,,${what},member,,,,,,,all`;
  const people = [user('ida'), user('bo')];
  const baton = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\n')}\n`;
  const assigned = async (text: string, complete = true) => {
    const all = await read(text, { directory: 'c1', completeness: complete ? 'complete' : null });
    return {
      who: all.observations.map(({ row }) => ('assignment' in row ? row.assignment : '')),
      why: warned(all),
    };
  };

  test.each<[string, readonly string[], readonly (string | null)[]]>([
    ['a grant on the application', [resource('a', 'Clari'), grant('ida', 'a')], ['assigned', 'unassigned']],
    ['grants before resources', [grant('ida', 'a'), resource('a', 'Clari')], ['assigned', 'unassigned']],
    [
      'a role in it',
      [resource('r', 'Forecaster', 'role', 'a'), resource('a', 'Clari'), grant('ida', 'r')],
      ['assigned', 'unassigned'],
    ],
    [
      'a group that leads to it',
      [resource('a', 'Clari SSO'), resource('g', 'Sales', 'group'), inherits('g', 'a'), grant('ida', 'g')],
      ['assigned', 'unassigned'],
    ],
    [
      'a group of groups',
      [
        resource('a', 'Clari'),
        resource('g', 'Sales', 'group'),
        resource('h', 'EMEA', 'group'),
        inherits('g', 'a'),
        inherits('h', 'g'),
        inherits('g', 'h'),
        grant('ida', 'h'),
      ],
      ['assigned', 'unassigned'],
    ],
    [
      'another entitlement of that group leads nowhere',
      [
        resource('a', 'Clari'),
        resource('g', 'Sales', 'group'),
        inherits('g', 'a'),
        grant('ida', 'g', 'owner'),
        grant('bo', 'a'),
      ],
      ['unassigned', 'assigned'],
    ],
    [
      'what is inherited no further',
      [
        resource('a', 'Clari'),
        resource('g', 'Sales', 'group'),
        resource('h', 'EMEA', 'group'),
        inherits('g', 'a', 'member', 'shallow'),
        inherits('h', 'g'),
        grant('ida', 'h'),
        grant('bo', 'g'),
      ],
      ['unassigned', 'assigned'],
    ],
    ['Clarity is not Clari', [resource('a', 'Clarity PPM'), grant('ida', 'a')], [null, null]],
    ['Clari Copilot is not Clari', [resource('a', 'Clari Copilot'), grant('ida', 'a')], [null, null]],
    ['a group of that name may be anything', [resource('a', 'Clari users', 'group'), grant('ida', 'a')], [null, null]],
    ['nobody has one', [resource('a', 'Clari')], [null, null]],
    [
      'people of another system have one',
      [resource('a', 'Clari'), grant('ida', 'a'), external('a')],
      ['assigned', null],
    ],
    [
      'somebody has one who is not in the file',
      [resource('a', 'Clari'), grant('ida', 'a'), grant('Bo', 'a')],
      ['assigned', null],
    ],
    [
      'a grant on something that is not in the file',
      [resource('a', 'Clari'), grant('ida', 'a'), grant('bo', 'A')],
      ['assigned', null],
    ],
    ['a grant of nobody', [resource('a', 'Clari'), grant('ida', 'a'), grant('', 'a')], ['assigned', null]],
  ])('%s', async (_name, rows, expected) => {
    expect((await assigned(baton(...people, ...rows))).who).toEqual(expected);
  });

  test('nobody is unassigned by a file that may be a part', async () => {
    const text = baton(...people, resource('a', 'Clari'), grant('ida', 'a'));
    expect((await assigned(text, false)).who).toEqual(['assigned', null]);
    expect((await assigned(baton(...people, resource('a', 'Workday'), grant('ida', 'a')))).why).toContain(
      'No application among them is Clari',
    );
  });

  test.each([
    ['', 'unknown', 'unknown'],
    ['enabled', 'active', 'unknown'],
    ['disabled', 'deactivated', 'unknown'],
    ['inactive', 'deactivated', 'unknown'],
    ['suspended', 'suspended', 'unknown'],
    ['deleted', 'deleted', 'unknown'],
    ['on_leave', 'unknown', 'unknown'],
    ['active,human', 'active', 'person'],
    ['active,service', 'active', 'not_person'],
    ['active,system', 'active', 'not_person'],
    ['active,bot', 'active', 'not_person'],
    ['active,machine', 'active', 'not_person'],
  ])('a status and type of %j is %s, %s', async (said, status, personKind) => {
    const [first = '', type = ''] = said.split(',');
    const all = await read(baton(user('ida', first, type), user('bo')), { directory: 'c1' });
    expect(all.observations[0]?.row).toMatchObject({ status, personKind });
    expect(warned(all).includes('which baton-file takes as enabled')).toBe(first === '');
  });

  test('the same as JSON', async () => {
    const text = JSON.stringify({
      users: [
        { id: 'ida', display_name: 'Ida Berg', email: 'ida@example.com', status: 'active', employee_id: ['7', 'C-9'] },
        { id: 'bo', display_name: 'Bo Lind', email: 'bo@example.com', status: 'deleted', type: 'human' },
        { id: 'sync', display_name: 'Sync', status: 'active', type: 'service', profile: { department: 'IT' } },
      ],
      resources: [{ id: 'a', display_name: 'Clari', trait: 'app', resource_type: 'application' }],
      entitlements: [{ resource_id: 'a', entitlement_slug: 'member' }],
      direct_user_grants: [{ principal_id: 'ida', resource_id: 'a', entitlement_slug: 'member' }],
    });
    const all = await read(text, { directory: 'c1', completeness: 'complete' });
    expect(all.observations.map(({ row }) => row)).toMatchObject([
      { directory: 'c1', identityId: 'ida', employeeId: '7', status: 'active', assignment: 'assigned' },
      { identityId: 'bo', status: 'deleted', assignment: 'unassigned' },
      { identityId: 'sync', personKind: 'not_person', department: 'IT' },
    ]);
    expect(all.summary.tally).toMatchObject({ rowsRead: 3, rowsRefused: 0 });
    expect((await refusal(() => inspect(text, { kind: 'clari-users' }))).code).toBe('ERR_KIND_MISMATCH');
  });

  test('inheritances in a circle, and more of them than anybody reviews, are no trap', async () => {
    function* pieces() {
      yield `${HEADER}\n${user('ida')}\n${user('bo')}\n${resource('a', 'Clari')}\n${grant('ida', 'a')}\n`;
      for (let at = 0; at < 201; at += 1)
        yield `${Array.from({ length: 1_000 }, (_, n) => inherits(`g${at * 1_000 + n}`, n % 3 === 0 ? 'a' : `g${at * 1_000 + n - 1}`)).join('\n')}\n`;
      yield `${inherits('a', 'g0')}\n`;
    }
    const big = generated(pieces);
    const inspected = await inspectFile(big, statement({ directory: 'c1', completeness: 'complete' }), NOW);
    const all = await rowsOf(inspected);
    expect(all.observations.map(({ row }) => ('assignment' in row ? row.assignment : ''))).toEqual(['assigned', null]);
    expect(warned(all)).toContain('it has more than 200000 resources and inheritances');
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
