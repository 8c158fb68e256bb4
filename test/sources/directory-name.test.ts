import { describe, expect, test } from 'vitest';
import { inspect, refusal } from './reading.ts';

const AS = { kind: 'directory' } as const;

describe('a directory is named by what only it has', () => {
  test.each([
    ['okta', 'an API status', 'login,email,status\nida@example.com,ida@example.com,LOCKED_OUT\n'],
    ['okta', 'another', 'Email,Name,Status\nida@example.com,Ida,DEPROVISIONED\n'],
    ['okta', 'a label of its pages', 'Email,Name,Status\nida@example.com,Ida,Pending user action\n'],
    ['okta', 'its property paths', 'profile.login,profile.email,status\nida@example.com,ida@example.com,ACTIVE\n'],
    ['okta', 'ids and statuses', 'id,login,email,status\n00u1ida00000000001,ida@example.com,ida@example.com,ACTIVE\n'],
    ['entra', 'one property', 'mail,displayName,accountEnabled\nida@example.com,Ida,True\n'],
    ['entra', 'a tenant address', 'userPrincipalName,mail\nida@acme.onmicrosoft.com,ida@example.com\n'],
    ['entra', 'several words', 'Object ID,User principal name,User type\nx1,ida@example.com,Member\n'],
    [
      'entra',
      'although it is synchronised from AD',
      'userPrincipalName,accountEnabled,SamAccountName\nida@example.com,True,ida\n',
    ],
  ])('%s by %s', async (directory, _what, content) => {
    const { head, detection } = await inspect(content, AS);
    expect(head.directory).toBe(directory);
    expect(detection.why.join(' ')).toMatch(/The directory is .* (?:is|are) /);
  });

  test.each([
    ['locked out', 'username,email,status\nida,ida@example.com,locked out\n'],
    ['password expired', 'login,email,status\nida,ida@example.com,Password expired\n'],
    ['staged', 'login,email,status\nida,ida@example.com,STAGED\n'],
    ['in lower case', 'login,email,status\nida,ida@example.com,provisioned\n'],
    ['a user principal name', 'userPrincipalName,Enabled,mail\nida@example.com,True,ida@example.com\n'],
    ['dotted names of others', 'profile.department,user.name,email\nSales,ida,ida@example.com\n'],
  ])('%s does not name one', async (_word, content) => {
    const { code, remedy } = await refusal(() => inspect(content, AS));
    expect([code, remedy]).toEqual(['ERR_USAGE', expect.stringContaining('--directory okta')]);
  });

  test('a principal of AWS does not name one', async () => {
    const content = 'PrincipalId,login,PrincipalType\nx1,ida@example.com,USER\n';
    expect((await refusal(() => inspect(content, { kind: 'directory-assignments' }))).code).toBe('ERR_USAGE');
  });

  test('marks of both name neither', async () => {
    const content = 'login,secondEmail,accountEnabled,status\nida@example.com,,True,DEPROVISIONED\n';
    expect((await refusal(() => inspect(content, AS))).message).toContain('both Okta and Entra ID');
  });
});

describe('a directory that is neither is named in the question', () => {
  test.each([
    ['duo', 'username,realname,email,status\nida,Ida Berg,ida@example.com,active\nbo,Bo,bo@example.com,locked out\n'],
    ['duo', 'username,alias1,alias2,email,status\nida,i.berg,,ida@example.com,Bypass\n'],
    ['jumpcloud', 'username,email,state,employeeIdentifier\nida,ida@example.com,ACTIVATED,7\n'],
    ['jumpcloud', 'username,email,account_locked,activated,suspended\nida,ida@example.com,false,true,false\n'],
    ['onelogin', 'id,username,email,status,state,directory_id\n7,ida,ida@example.com,1,1,\n'],
    [
      'google',
      'First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY]\nIda,Berg,ida@example.com,Active\n',
    ],
    [
      'pingone',
      'id,username,email,account.canAuthenticate,lifecycle.status,enabled\n7,ida,ida@example.com,true,ACCOUNT_OK,true\n',
    ],
    ['ad', 'SamAccountName,UserPrincipalName,Enabled,DistinguishedName\nida,ida@example.com,True,"CN=Ida,DC=x"\n'],
    [
      'salesforce',
      'Username,User ID,Profile,Email,Department\nida@example.com,0055e000001XyZa,Standard,ida@example.com,Sales\n',
    ],
    ['c1', 'record_type,id,email,status\nuser,ida,ida@example.com,enabled\nresource,app,,\n'],
  ])('%s', async (directory, content) => {
    const { code, remedy } = await refusal(() => inspect(content, AS));
    expect(code).toBe('ERR_USAGE');
    expect(remedy).toContain(`--directory ${directory}`);
    expect((await inspect(content, { ...AS, directory })).head).toMatchObject({ kind: 'directory', directory });
  });

  test.each([
    ['duo', 'username,realname,alias1,email,status,phone1\nida,Ida Berg,,ida@example.com,locked out,\n'],
    [
      'google',
      'First Name [Required],Email Address [Required],Org Unit Path [Required],Department\nIda,ida@example.com,/,Sales\n',
    ],
  ])('%s without a kind never becomes Okta’s or Clari’s', async (_name, content) => {
    expect((await refusal(() => inspect(content))).code).toMatch(/^ERR_(?:USAGE|KIND_AMBIGUOUS|KIND_UNKNOWN)$/);
  });
});
