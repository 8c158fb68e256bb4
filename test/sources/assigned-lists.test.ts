import { describe, expect, test } from 'vitest';
import { howAssigned, principalKind } from '../../src/sources/cells/assignment-words.ts';
import { assignments, inspect, read, refusal, warned } from './reading.ts';

const SAID = { kind: 'directory-assignments', directory: 'okta' } as const;

describe('the application that a row names', () => {
  test.each([
    ['Clari', true],
    ['Clari (Production)', true],
    ['Clarity PPM', false],
    ['Claris FileMaker', false],
    ['Clari Copilot', false],
  ])('%s: read %s', async (application, isRead) => {
    const rows = await assignments(
      `Application name,Login,Assigned on\nClari,bo@example.com,2026-01-05\n${application},ida@example.com,2026-01-05\n`,
    );
    expect(rows.map(({ login }) => login)).toEqual(['bo@example.com', ...(isRead ? ['ida@example.com'] : [])]);
  });

  test('the label of the instance decides where the name is generic', async () => {
    const rows = await assignments(
      'Login,Application name,Application instance\nida@example.com,SAML App,Clari\nbo@example.com,SAML App,Clarity\n',
    );
    expect(rows.map(({ login }) => login)).toEqual(['ida@example.com']);
  });

  test('a list of other applications alone is refused by their names, with what to do', async () => {
    const text = 'Login,Application name\nida@example.com,Clarity PPM\nbo@example.com,Slack\n';
    const { code, message, remedy } = await refusal(() => read(text, SAID));
    expect([code, message]).toEqual([
      'ERR_NO_ROWS',
      expect.stringContaining('2 rows are about another application than Clari ("Clarity PPM", "Slack")'),
    ]);
    expect(remedy).toContain('keep the rows of that name only');
  });
});

describe('rows that are no people', () => {
  test.each([
    ['Member type', 'Group', 'refused'],
    ['Object type', 'Group', 'refused'],
    ['PrincipalType', 'Security group', 'refused'],
    ['@odata.type', '#microsoft.graph.group', 'refused'],
    ['objectClass', 'top;group', 'refused'],
    ['Type', 'Nested group', 'refused'],
    ['Member type', 'Distribution list', 'refused'],
    ['@odata.type', '#microsoft.graph.servicePrincipal', 'skipped'],
    ['Object type', 'Device', 'skipped'],
    ['objectClass', 'top;person;organizationalPerson;user;computer', 'skipped'],
    ['Member type', 'User', 'read'],
    ['@odata.type', '#microsoft.graph.user', 'read'],
    ['objectClass', 'top;person;organizationalPerson;user', 'read'],
  ])('%s %s is %s', async (header, type, what) => {
    const text = `Object ID,User principal name,${header}\na1,ida@example.com,User\ng1,sales@example.com,${type}\n`;
    const { observations, summary } = await read(text, { ...SAID, directory: 'entra' });
    expect([observations.length, summary.tally.rowsRefused]).toEqual([
      what === 'read' ? 2 : 1,
      what === 'refused' ? 1 : 0,
    ]);
    if (what === 'refused') expect(summary.rejected[0]?.why).toContain('nobody can be called unassigned');
    if (what === 'skipped') expect(summary.warnings[0]?.why).toContain('no person');
  });

  test('an id without the user name that others have may be a group: refused', async () => {
    const text = 'Object ID,User principal name,Display name\na1,ida@example.com,Ida\ng1,,Sales Team\n';
    const { observations, summary } = await read(text, { ...SAID, directory: 'entra' });
    expect(observations).toHaveLength(1);
    expect(summary.rejected).toEqual([{ line: 3, why: expect.stringContaining('as a group has one') }]);
  });

  test('beside a group id alone it is a group', async () => {
    const text = 'userId,login,groupId,groupName\n00u1,ida@example.com,,\n,,00g1,Sales\n';
    const { summary } = await read(text, SAID);
    expect(summary.rejected).toEqual([{ line: 3, why: expect.stringContaining('A group is assigned') }]);
  });

  test('a list of ids alone is a list of people', async () => {
    expect(await assignments('principalId,appRoleId\na1,r\nb2,r\n', { directory: 'entra' })).toHaveLength(2);
  });
});

describe('the end of an assignment', () => {
  const row = (status: string, assigned: string, end: string) =>
    assignments(
      `Login,Status,Assigned on,Unassigned on\nida@example.com,${status},${assigned},${end}\nbo@example.com,,,\n`,
    );

  test.each([
    ['', '', '', 'unknown', null],
    ['ACTIVE', '2026-01-05', '', 'assigned', null],
    ['ACTIVE', '2026-01-05', '-', 'assigned', null],
    ['ACTIVE', '2026-01-05', '9999-12-31', 'assigned', null],
    ['ACTIVE', '2026-01-05', '1970-01-01T00:00:00Z', 'assigned', null],
    ['ACTIVE', '2026-01-05', '2027-03-01', 'assigned', null],
    ['', '2026-01-05', '2026-11-02T10:15:00Z', 'unassigned', '2026-11-02T10:15:00.000Z'],
    ['UNASSIGNED', '2026-01-05', '2026-11-02', 'unassigned', '2026-11-02T00:00:00.000Z'],
    ['SUSPENDED', '2026-01-05', '2026-11-02', 'unassigned', '2026-11-02T00:00:00.000Z'],
    // Assigned again since, or a row that contradicts itself.
    ['ACTIVE', '2026-11-10', '2026-11-02', 'assigned', null],
    ['ACTIVE', '2026-01-05', '2026-11-02', 'unknown', null],
    ['ACTIVE', '2026-01-05', 'soon', 'unknown', null],
    ['who knows', '2026-01-05', '2026-11-02', 'unknown', null],
  ])('status %j, assigned %j, unassigned %j: %s', async (status, assigned, end, expected, at) => {
    const [ida] = await row(status, assigned, end);
    expect([ida?.status, ida?.unassignedAt?.at ?? null]).toEqual([expected, at]);
  });

  test.each([
    ['Unassigned on', '2026-11-02T10:15:00.000Z', 'unassigned'],
    ['Unassigned on', '02/11/2026', 'unknown'],
    ['Unassigned on', '2026-11-02 10:15', 'unassigned'],
    ['Revoked at', '2026-11-02', 'unassigned'],
    ['Removed on', '', 'assigned'],
    ['unassigned', '2026-11-02', 'unassigned'],
  ])('without a status, %s %j: %s', async (header, end, expected) => {
    const rows = await assignments(
      `Login,${header}\nida@example.com,${end}\nbo@example.com,${header === 'unassigned' ? '2026-10-01' : ''}\n`,
    );
    expect(rows[0]?.status).toBe(expected);
  });

  test('a list of nothing but ends is partial, whatever was stated, and says so', async () => {
    const text = 'Login,Unassigned on\nida@example.com,2026-11-02\nbo@example.com,2026-11-03\n';
    const all = await read(text, { ...SAID, completeness: 'complete' });
    expect(all.summary.truncated).toBe(true);
    expect(warned(all)).toMatch(/Nobody in it is assigned.*partial, whatever was stated/);
    expect((await read(`${text}cy@example.com,\n`, { ...SAID, completeness: 'complete' })).summary.truncated).toBe(
      false,
    );
  });

  test('what contradicts itself is reported with both values', async () => {
    const all = await read('Login,Status,Unassigned on\nida@example.com,ACTIVE,2026-11-02\n', SAID);
    expect(warned(all)).toContain('"Status" says "ACTIVE" and "Unassigned on" says "2026-11-02"');
  });
});

describe('recent unassignments of Okta', () => {
  const TEXT = [
    'fullName,assigneeOktaUsername,assigneeAppUsername,assigneeOktaId,unassigned,appUserStatus',
    'Ida Berg,ida@example.com,ida.berg@clari.example,00u1ida,2026-11-02T10:15:00.000Z,UNASSIGNED',
    'Bo Lind,bo@example.com,bo@example.com,00u1bo,2026-10-01T10:15:00.000Z,ACTIVE',
    'Cy Moe,cy@example.com,cy@example.com,00u1cy,2026-10-02T10:15:00.000Z,odd',
  ].join('\n');

  test('are recognised, and are never the list of who is assigned', async () => {
    const inspected = await inspect(TEXT, { completeness: 'complete' });
    expect(inspected.head).toMatchObject({ kind: 'directory-assignments', directory: 'okta' });
    const all = await read(TEXT, { completeness: 'complete' });
    expect(all.summary.truncated).toBe(true);
    expect(warned(all)).toContain('It lists assignments that ended');
    expect(all.observations.map(({ row }) => row)).toMatchObject([
      {
        identityId: '00u1ida',
        login: 'ida@example.com',
        ssoName: 'ida.berg@clari.example',
        status: 'unassigned',
        unassignedAt: { at: '2026-11-02T10:15:00.000Z' },
      },
      { identityId: '00u1bo', status: 'assigned', unassignedAt: null },
      { identityId: '00u1cy', status: 'unknown', unassignedAt: null },
    ]);
  });
});

describe('how somebody is assigned', () => {
  test.each([
    ['Group: Sales', { via: 'group', group: 'Sales' }],
    ['Group - Sales West', { via: 'group', group: 'Sales West' }],
    ['via group (Sales)', { via: 'group', group: 'Sales' }],
    ['Inherited from group', { via: 'group', group: null }],
    ['Inherited', { via: 'group', group: null }],
    ['GROUP', { via: 'group', group: null }],
    ['Individual', { via: 'direct', group: null }],
    ['Direct', { via: 'direct', group: null }],
    ['Directly assigned', { via: 'direct', group: null }],
    ['USER', { via: 'direct', group: null }],
    ['Assigned', null],
    ['Sales', null],
    ['No group', null],
    ['', null],
  ])('%j', (raw, expected) => {
    expect(howAssigned(raw)).toEqual(expected);
  });

  test.each([
    ['Status', 'Group: Sales', { status: 'assigned', via: 'group', viaGroup: 'Sales' }],
    ['Assignment', 'Individual', { status: 'assigned', via: 'direct' }],
    ['Assignment status', 'Inherited', { status: 'assigned', via: 'group' }],
    ['Status', 'Waiting for group', { status: 'unknown', via: null }],
  ])('%s %j is no status, and is reported', async (header, raw, expected) => {
    const text = `Login,Assigned on,${header}\nida@example.com,2026-01-05,${raw}\n`;
    const all = await read(text, SAID);
    expect(all.observations[0]?.row).toMatchObject({ ...expected, statusRaw: raw });
    if (expected.status === 'assigned') expect(warned(all)).toContain(`says how somebody is assigned ("${raw}")`);
  });
});

describe('the name that single sign-on sends', () => {
  test.each([
    [
      'the userName of Okta’s application users',
      'id,userName,scope,externalId\n00u1,ida@clari.example,USER,\n',
      { identityId: '00u1', login: 'ida@clari.example', ssoName: 'ida@clari.example' },
    ],
    [
      'with dots',
      'id,credentials.userName,status,syncState,scope\n00u1,IDA@clari.example,ACTIVE,DISABLED,USER\n',
      { identityId: '00u1', ssoName: 'ida@clari.example' },
    ],
    [
      'Application login',
      'User,Login,Application name,Application login\nIda,ida@example.com,Clari,ida@clari.example\n',
      { login: 'ida@example.com', ssoName: 'ida@clari.example' },
    ],
    ['App Username alone', 'Application,App Username\nClari,ida\n', { login: 'ida', ssoName: 'ida' }],
    [
      'not the user name of other lists',
      'Application,User Name,Email\nClari,ida@example.com,ida@example.com\n',
      { login: 'ida@example.com', ssoName: null },
    ],
    [
      'not one that was stated to be the login',
      'id,userName,scope\n00u1,ida@example.com,USER\n',
      { login: 'ida@example.com', ssoName: null },
      { login: 'userName' },
    ],
  ])('%s', async (_name, text, expected, mapping: Readonly<Record<string, string>> = {}) => {
    expect((await assignments(text, { mapping }))[0]).toMatchObject(expected);
  });
});

test.each([
  ['User', 'person'],
  ['Member', 'person'],
  ['Guest', 'person'],
  ['#microsoft.graph.user', 'person'],
  ['Microsoft 365 Group', 'group'],
  ['DynamicGroup', 'group'],
  ['Managed identity', 'nobody'],
  ['orgContact', 'nobody'],
  ['', 'unknown'],
  ['Sales', 'unknown'],
])('a row of type %j is a %s', (raw, expected) => {
  expect(principalKind(raw)).toBe(expected);
});
