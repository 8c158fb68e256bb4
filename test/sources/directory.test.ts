import { describe, expect, test } from 'vitest';
import { assignments, identities, inspect, read, refusal } from './reading.ts';

describe('rows of a directory', () => {
  test('an Entra download', async () => {
    const [row] = await identities(
      [
        'id,userPrincipalName,displayName,givenName,surname,mail,proxyAddresses,otherMails,accountEnabled,employeeId,userType,recipientTypeDetails,department,manager',
        'a-1,Jo@Acme.com,Jo Smith,Jo,Smith,jo@acme.com,SMTP:Jo@acme.com;smtp:j.smith@acme.io;X500:/o=x,jo@home.example,False,7,Member,UserMailbox,Sales,Boss@acme.com',
      ].join('\n'),
      { directory: null },
    );
    expect(row).toEqual({
      line: 2,
      directory: 'entra',
      identityId: 'a-1',
      login: 'jo@acme.com',
      email: 'jo@acme.com',
      otherEmails: ['j.smith@acme.io', 'jo@home.example'],
      name: 'Jo Smith',
      givenName: 'Jo',
      familyName: 'Smith',
      employeeId: '7',
      crmId: null,
      managerEmail: 'boss@acme.com',
      department: 'Sales',
      status: 'deactivated',
      statusRaw: 'False',
      statusChangedAt: null,
      contradiction: null,
      leavesOn: null,
      assignment: null,
      assignmentRaw: null,
      personKind: 'person',
      ssoName: null,
      lastSsoAt: null,
      revoked: null,
    });
  });

  test('an Okta download', async () => {
    const [row] = await identities(
      [
        'id,status,statusChanged,profile.login,profile.email,profile.secondEmail,profile.firstName,profile.lastName,profile.employeeNumber',
        '00u1,DEPROVISIONED,2026-03-05T10:00:00.000Z,jo@acme.com,jo.smith@acme.com,jo@home.example,Jo,Smith,7',
      ].join('\n'),
      { directory: null },
    );
    expect(row).toMatchObject({
      directory: 'okta',
      identityId: '00u1',
      login: 'jo@acme.com',
      email: 'jo.smith@acme.com',
      otherEmails: ['jo@home.example'],
      status: 'deactivated',
      statusChangedAt: { at: '2026-03-05T10:00:00.000Z', dateOnly: false },
      employeeId: '7',
    });
  });

  test('the admin centre of Microsoft 365', async () => {
    const rows = await identities(
      [
        'Block credential,Display name,Object Id,Proxy addresses,Soft deletion time stamp,User principal name,State',
        'False,Ann,a-1,SMTP:ann@acme.com+smtp:a.lee@acme.com,,ann@acme.com,WA',
        'True,Bob,a-2,SMTP:bob@acme.com,,bob@acme.com,CA',
        'False,Cy,a-3,,2026-03-05T10:00:00Z,0123456789abcdef0123456789abcdefcy@acme.com,',
      ].join('\n'),
      { directory: null },
    );
    expect(rows.map(({ status, otherEmails }) => [status, otherEmails])).toEqual([
      ['active', ['a.lee@acme.com']],
      ['deactivated', []],
      ['deleted', ['cy@acme.com']],
    ]);
    expect(rows[2]?.statusChangedAt?.at).toBe('2026-03-05T10:00:00.000Z');
  });

  test.each([
    ['the id', 'id,login,email,department\n7,jo,jo@acme.com,x\n', '7'],
    ['else the login', 'id,login,email,department\n,JO,jo@acme.com,x\n', 'jo'],
    ['else the e-mail', 'id,login,email,department\n,N/A,Jo@acme.com,x\n', 'jo@acme.com'],
  ])('the identity is %s', async (_name, text, identityId) => {
    expect((await identities(text))[0]?.identityId).toBe(identityId);
  });

  test('a guest has a home address', async () => {
    const [row] = await identities(
      'userPrincipalName,mail,userType,accountEnabled\na_contoso.com#EXT#@t.onmicrosoft.com,,Guest,True\n',
      { directory: null },
    );
    expect(row).toMatchObject({ otherEmails: ['a@contoso.com'], personKind: 'guest' });
  });

  test.each([
    ['Member', 'jo@acme.com', 'person'],
    ['SharedMailbox', 'jo@acme.com', 'not_person'],
    ['Member', 'a_contoso.com#EXT#@t.onmicrosoft.com', 'guest'],
    ['Service Account', 'jo@acme.com', 'not_person'],
    ['', 'jo@acme.com', 'unknown'],
  ])('type %s and login %s is %s', async (type, login, personKind) => {
    expect((await identities(`login,status,User Type\n${login},Active,${type}\n`))[0]).toMatchObject({ personKind });
  });

  test.each([
    ['yes', 'assigned', 'yes'],
    ['No', 'unassigned', 'No'],
    ['', null, null],
    ['PENDING', 'unknown', 'PENDING'],
  ])('assigned %j is %s', async (raw, assignment, assignmentRaw) => {
    const [row] = await identities(`login,email,status,assigned\njo@acme.com,jo@acme.com,ACTIVE,${raw}\n`);
    expect(row).toMatchObject({ assignment, assignmentRaw });
  });

  test('accountEnabled decides beside a status of something else', async () => {
    const text = 'userPrincipalName,status,accountEnabled\njo@acme.com,Accepted,False\n';
    const inspected = await inspect(text, { kind: 'directory' });
    expect(inspected.detection.why.join(' ')).toContain(
      'status comes from "accountEnabled"; an end that "status" names counts beside it',
    );
    expect((await identities(text))[0]?.status).toBe('deactivated');
  });

  test('a manager that is no address is unknown, without a warning each', async () => {
    const { observations, summary } = await read('login,email,manager,status\njo,jo@acme.com,"CN=Boss,DC=x",Active\n', {
      kind: 'directory',
      directory: 'ad',
    });
    expect(observations[0]).toMatchObject({ row: { managerEmail: null } });
    expect(summary.warnings).toEqual([]);
  });

  test('a date of a status change that is ambiguous is set aside', async () => {
    const { observations, summary } = await read('login,status,status_changed_at\njo@acme.com,Disabled,01/02/2026\n', {
      kind: 'directory',
      directory: 'hr',
    });
    expect(observations[0]).toMatchObject({ row: { status: 'deactivated', statusChangedAt: null } });
    expect(summary.warnings[0]?.why).toContain('status_changed_at "01/02/2026"');
  });

  test('without any identifier column', async () => {
    const said = { kind: 'directory', directory: 'x' } as const;
    expect(await refusal(() => inspect('Department,Name,Status\nx,y,z\n', said))).toMatchObject({ code: 'ERR_HEADER' });
  });
});

describe('rows of a list of assigned people', () => {
  test('being listed is being assigned where there is no status', async () => {
    const [row] = await assignments(
      'principalId,userPrincipalName,mail,principalType,createdDateTime\np-1,Jo@acme.com,jo@acme.com,User,2026-03-05T10:00:00Z\n',
      { directory: null },
    );
    expect(row).toEqual({
      line: 2,
      directory: 'entra',
      key: 'id:p-1',
      identityId: 'p-1',
      login: 'jo@acme.com',
      email: 'jo@acme.com',
      status: 'assigned',
      statusRaw: null,
      assignedAt: { at: '2026-03-05T10:00:00.000Z', dateOnly: false },
      unassignedAt: null,
      ssoName: null,
      via: null,
      revoked: null,
    });
  });

  test.each([
    ['ACTIVE', 'assigned'],
    ['PROVISIONED', 'assigned'],
    ['DEPROVISIONED', 'unassigned'],
    ['SUSPENDED', 'suspended'],
    ['IMPLICIT', 'unknown'],
    ['', 'unknown'],
  ])('status %j is %s', async (raw, status) => {
    expect((await assignments(`login,scope,status\njo@acme.com,USER,${raw}\n`))[0]?.status).toBe(status);
  });

  test.each([
    ['login,scope,status\njo@acme.com,USER,ACTIVE\n', { via: 'direct' }],
    ['login,scope,status\njo@acme.com,GROUP,ACTIVE\n', { via: 'group' }],
    ['login,scope,status,Group Name\njo@acme.com,GROUP,ACTIVE,Sales\n', { via: 'group', viaGroup: 'Sales' }],
    ['login,scope,status,Group Name\njo@acme.com,USER,ACTIVE,Sales\n', { via: 'direct' }],
    ['login,Assigned via\njo@acme.com,Inherited from group\n', { via: 'group' }],
    ['login,Assigned via\njo@acme.com,who knows\n', { via: null }],
  ])('how somebody comes to be assigned: %j', async (text, expected) => {
    const [row] = await assignments(text);
    expect({ via: row?.via, ...(row?.viaGroup === undefined ? {} : { viaGroup: row.viaGroup }) }).toEqual(expected);
  });

  test.each([
    ['yes and no are the status', 'login,assigned\njo@acme.com,no\n', { status: 'unassigned', assignedAt: null }],
    [
      'dates are when it was',
      'login,assigned\njo@acme.com,2026-03-05\n',
      { status: 'assigned', assignedAt: { at: '2026-03-05T00:00:00.000Z', dateOnly: true } },
    ],
  ])('a column called assigned: %s', async (_name, text, expected) => {
    expect((await assignments(text))[0]).toMatchObject(expected);
  });

  test.each([
    ['login,status\nJO,ACTIVE\n', 'login:jo'],
    ['email,status\nJo@acme.com,ACTIVE\n', 'email:jo@acme.com'],
  ])('the key of %j', async (text, key) => {
    expect((await assignments(text))[0]?.key).toBe(key);
  });

  test('a group hides who is assigned: refused, so that absence proves nothing', async () => {
    const text = 'principalId,principalType\np-1,User\ng-1,Group\ns-1,ServicePrincipal\n';
    const { observations, summary } = await read(text, { kind: 'directory-assignments', directory: 'entra' });
    expect(observations).toHaveLength(1);
    expect(summary.tally).toMatchObject({ rowsRead: 2, rowsRefused: 1 });
    expect(summary.rejected[0]).toMatchObject({ line: 3 });
    expect(summary.warnings[0]).toMatchObject({ line: 4 });
  });

  test('rows of other applications are skipped', async () => {
    const text = 'Application,App Username\nClari,a@b.co\nSlack,b@b.co\nClari Copilot,c@b.co\nClari SSO,d@b.co\n';
    const { observations, summary } = await read(text, { kind: 'directory-assignments', directory: 'okta' });
    expect(observations.map((one) => one.row.line)).toEqual([2, 5]);
    expect(summary.tally).toMatchObject({ rowsRead: 2, rowsRefused: 0 });
    expect(summary.warnings).toEqual([
      { line: 3, why: '2 rows are about another application than Clari ("Slack", "Clari Copilot"): skipped.' },
    ]);
  });
});
