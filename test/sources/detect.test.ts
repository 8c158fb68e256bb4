import { describe, expect, test } from 'vitest';
import { inspect, refusal } from './reading.ts';

/** One data row that fits a header by position: an address everywhere where none is asked for. */
function withRow(header: string, row?: string): string {
  const delimiter = header.includes('\t') ? '\t' : header.includes(';') ? ';' : ',';
  return `${header}\n${
    row ??
    header
      .split(delimiter)
      .map((_, index) => `v${index}`)
      .join(delimiter)
  }\n`;
}

describe('kinds that are imported', () => {
  test.each([
    ['clari-users', 'Name,Email,Clari Role,Team,Status,Last Login'],
    ['clari-users', 'Clari User ID,Name,Email,CRM User ID,Role,Team,Status,Last Login,License'],
    ['clari-users', 'name,email,clari_role,status'],
    ['clari-users', 'Full Name;E-Mail Address;Role;Hierarchy;Clari Status;Last Active'],
    ['clari-users', 'USERNAME\tEMAIL\tUSER_ROLE\tCLARI_TEAM\tSTATE'],
    ['clari-users', 'Clari User ID,Email'],
    ['clari-users', 'First Name,Last Name,Email,Status,Last login to Clari,Last Login'],
    ['clari-users', 'Email,Salesforce User ID,Clari seat,Role,Status'],
    ['clari-users', 'Email,Clari Role,Department,Status'],
    ['directory', 'id,userPrincipalName,displayName,mail,accountEnabled,userType,department'],
    ['directory', 'User principal name,Display name,Block credential,Proxy addresses,Object Id'],
    ['directory', 'UserPrincipalName;Enabled;SamAccountName;DistinguishedName'],
    ['directory', 'id,status,profile.login,profile.email,profile.firstName,profile.lastName,statusChanged'],
    ['directory', 'Okta Id,Login,Email,First Name,Last Name,Status,Last Login'],
    ['directory', 'user.login,user.email,user.status'],
    ['directory', 'id,login,email,name,status,assigned,status_changed_at,employee_id,manager_email,department'],
    ['directory', 'login,email,name,status'],
    ['directory', 'id,email,name,department,employee_id,manager_email,status'],
    ['directory', 'Email,Other Emails,Name,Status,Department'],
    ['directory-assignments', 'principalId,principalDisplayName,principalType,appRoleId,createdDateTime'],
    ['directory-assignments', 'principalId,userPrincipalName,mail,principalType,appRole,createdDateTime'],
    ['directory-assignments', 'Application,App Username,Assigned Date'],
    ['directory-assignments', 'Login,Email,Assignment Type,Assigned Via,Assignment Status'],
    ['directory-assignments', 'id,credentials.userName,syncState,status,scope'],
  ])('%s from %s', async (kind, header) => {
    const inspected = await inspect(withRow(header), { directory: 'any' });
    expect(inspected.detection).toMatchObject({ kind, basis: 'content' });
    expect(inspected.head.kind).toBe(kind);
    expect(inspected.detection.why.join(' ')).toContain('say');
  });

  test.each([
    ['directory', 'Okta statuses', 'Email,Name,Status', 'a@b.co,A,ACTIVE\nb@b.co,B,PASSWORD_EXPIRED'],
    ['directory', "the words of Okta's pages", 'Email,Name,Status', 'a@b.co,A,Active\nb@b.co,B,Pending user action'],
    [
      'directory-assignments',
      'scope and a date of assignment',
      'userId,login,email,scope,status,assigned',
      '00u1,a@b.co,a@b.co,GROUP,ACTIVE,2026-01-01T00:00:00Z',
    ],
  ])('%s from %s', async (kind, _what, header, row) => {
    expect((await inspect(withRow(header, row))).head).toMatchObject({ kind, directory: 'okta' });
  });
});

describe('kinds that are read as JSON only', () => {
  test.each([
    ['clari-copilot-users', 'id,email,name,role,is_recording,manager_id'],
    ['clari-audit', 'actorId,event,eventTimestamp,sessionId'],
    ['clari-activity', 'activityId,activityType,subject,date'],
  ])('%s from %s', async (kind, header) => {
    const { code, message, remedy } = await refusal(() => inspect(withRow(header)));
    expect(code).toBe('ERR_KIND_UNSUPPORTED');
    expect(message).toContain(kind);
    expect(remedy).toContain('JSON');
  });
});

describe('what the headers do not decide', () => {
  test.each([
    ['Name,Email,Status', ['clari-users', 'directory']],
    ['Name,Email,Role,Status,Department', ['clari-users', 'directory']],
    ['Email,Assigned', ['directory', 'directory-assignments']],
  ])('%s is ambiguous, and the candidates are named', async (header, kinds) => {
    const { code, remedy } = await refusal(() => inspect(withRow(header)));
    expect(code).toBe('ERR_KIND_AMBIGUOUS');
    for (const kind of kinds) expect(remedy).toContain(`--kind ${kind}`);
  });

  test.each(['Colour,Shape,Weight', 'Name,Age', 'Team', 'Role,Comment'])('%s is unknown', async (header) => {
    const { code, remedy } = await refusal(() => inspect(withRow(header)));
    expect(code).toBe('ERR_KIND_UNKNOWN');
    expect(remedy).toContain('--kind');
  });

  test('what was ambiguous is read when the kind is stated', async () => {
    const inspected = await inspect(withRow('Name,Email,Status'), { kind: 'clari-users' });
    expect(inspected.detection).toMatchObject({ kind: 'clari-users', basis: 'stated' });
  });
});

const ENTRA = 'userPrincipalName,displayName,accountEnabled,proxyAddresses';
const OKTA = 'id,status,profile.login,profile.email,profile.firstName';
const CLARI = 'Clari User ID,Name,Email,CRM User ID,Role,Team,Status,Last Login,License';

describe('a stated kind that the content contradicts', () => {
  test.each([
    ['an Entra directory as users export', ENTRA, 'clari-users', 'directory'],
    ['an Okta directory as users export', OKTA, 'clari-users', 'directory'],
    ['a users export as directory', CLARI, 'directory', 'clari-users'],
    ['a users export as assignments', CLARI, 'directory-assignments', 'clari-users'],
    ['a forecast as users export', 'Email,CRM User ID,Role,Data Type,Data Value', 'clari-users', 'clari-forecast'],
    ['opportunities as users export', 'Opportunity ID,Opportunity Name,Stage,Email', 'clari-users', 'opportunities'],
    ['assignments as directory', 'principalId,principalType,appRoleId', 'directory', 'directory-assignments'],
  ] as const)('%s', async (_name, header, stated, found) => {
    const { code, remedy } = await refusal(() => inspect(withRow(header), { kind: stated, directory: 'okta' }));
    expect(code).toBe('ERR_KIND_MISMATCH');
    expect(remedy).toContain(`--kind ${found}`);
    expect(remedy).toContain('--map');
  });

  test('an explicit mapping of what identifies a row overrides it, and the answer says what was odd', async () => {
    const inspected = await inspect(withRow(ENTRA), { kind: 'clari-users', mapping: { email: 'userPrincipalName' } });
    expect(inspected.head.kind).toBe('clari-users');
    expect(inspected.detection.why.join(' ')).toContain('rather those of a directory');
  });

  test('a mapping of something else does not', async () => {
    const said = { kind: 'clari-users', mapping: { name: 'displayName' } } as const;
    expect((await refusal(() => inspect(withRow(ENTRA), said))).code).toBe('ERR_KIND_MISMATCH');
  });

  test('a directory download cut down to assigned people may be a list of them', async () => {
    const inspected = await inspect(withRow(ENTRA), { kind: 'directory-assignments' });
    expect(inspected.head).toMatchObject({ kind: 'directory-assignments', directory: 'entra' });
  });
});

describe('which directory', () => {
  test.each([
    ['entra', 'id,userPrincipalName,department,mail'],
    ['entra', 'id,login,accountEnabled,department'],
    ['entra', 'Object ID,User principal name,Display name'],
    ['entra', 'userPrincipalName,mail,proxyAddresses'],
    ['entra', 'User principal name,Display name,Block credential'],
    ['okta', OKTA],
    ['okta', 'user.login,user.email,department'],
    ['okta', 'login,email,secondEmail,department'],
  ])('%s from %s', async (directory, header) => {
    expect((await inspect(withRow(header))).head).toMatchObject({ directory, app: null });
  });

  test.each([
    'login,email,status,department',
    // One word that fits: Active Directory has these, too, and WordPress calls a column so.
    'userPrincipalName,department,mail',
    'login,email,proxyAddresses',
    'user_login,user_email,department,manager_email',
    'SamAccountName,UserPrincipalName,Enabled,DistinguishedName',
    'profile.login,userPrincipalName,accountEnabled',
  ])('%s does not say', async (header) => {
    const { code, remedy } = await refusal(() => inspect(withRow(header)));
    expect(code).toBe('ERR_USAGE');
    expect(remedy).toContain('--directory');
  });

  test('a stated name wins, in lower case', async () => {
    expect((await inspect(withRow(ENTRA), { directory: ' Brightwater ' })).head.directory).toBe('brightwater');
  });

  test.each(['a/b', '', 'x'.repeat(70), 'two words'])('%j is no name', async (directory) => {
    expect((await refusal(() => inspect(withRow(ENTRA), { directory }))).code).toBe('ERR_USAGE');
  });
});
