import { describe, expect, test } from 'vitest';
import { inspect, refusal } from './reading.ts';

describe('what is to be done is no state', () => {
  test.each([
    'version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required\nIda,ida@example.com,x,Yes\n',
    'version:v1.0,,\r\nEmail address to invite [inviteeEmail] Required,Redirection url [inviteRedirectURL] Required\r\nida@example.com,https://x.example\r\n',
    '"version:v1.0"\nMember object ID or user principal name [memberObjectIdOrUpn] Required\nida@example.com\n',
    'User name [userPrincipalName] Required\nida@example.com\n',
    'version:v1.0\nuserPrincipalName,accountEnabled\nida@example.com,Yes\n',
  ])('%j is refused as a template', async (content) => {
    for (const said of [{}, { kind: 'directory' as const }, { kind: 'directory' as const, mapping: { status: 'x' } }]) {
      const { code, message, remedy } = await refusal(() => inspect(content, said));
      expect([code, message]).toEqual(['ERR_KIND_UNSUPPORTED', expect.stringContaining('template')]);
      expect(remedy).toContain('Download users');
    }
  });

  test('remarks in brackets of other downloads are none', async () => {
    const text =
      'First Name [Required],Email Address [Required],Status [READ ONLY],Department\nIda,ida@example.com,Active,Sales\n';
    expect((await inspect(text, { kind: 'directory', directory: 'google' })).head.kind).toBe('directory');
  });
});

describe('LDIF is refused by its name', () => {
  test.each([
    'version: 1\n\ndn: CN=Ida,DC=x\nobjectClass: user\nmail: ida@example.com\n',
    '# record 1\r\ndn:: Q049SWRhLERDPXg=\r\nmail: ida@example.com\r\n',
    '\ufeffdn: uid=ida,dc=example,dc=com\nmail: ida@example.com\n',
    `${'# a comment\n\n'.repeat(60)}dn: uid=ida,dc=x\nmail: ida@example.com\n`,
  ])('%j', async (content) => {
    const { code, message, remedy } = await refusal(() => inspect(content, { kind: 'directory', directory: 'ad' }));
    expect([code, message]).toEqual(['ERR_KIND_UNSUPPORTED', expect.stringContaining('LDIF')]);
    expect(remedy).toMatch(/csvde -f.*ldapsearch/s);
  });

  test('csvde is none', async () => {
    const text = 'DN,objectClass,sAMAccountName,mail,userAccountControl\n"CN=Ida,DC=x",user,ida,ida@example.com,512\n';
    expect((await inspect(text, { directory: 'ad' })).head.kind).toBe('directory');
  });
});

const USER = { id: 'x', userName: 'ida@example.com', active: true };

describe('JSON lists of other systems are refused by their names', () => {
  test.each([
    ['SCIM', { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 1, Resources: [USER] }],
    ['SCIM', [{ ...USER, schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'] }]],
    [
      'Graph',
      {
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users',
        value: [{ id: 'a1', mail: 'ida@example.com' }],
      },
    ],
    ['Graph', [{ id: 'a1', userPrincipalName: 'ida@example.com', accountEnabled: true }]],
    ['assigned', { value: [{ principalId: 'a1', principalType: 'User', resourceDisplayName: 'Clari' }] }],
    ['Okta', [{ id: '00u1', status: 'ACTIVE', profile: { login: 'ida@example.com' } }]],
    ["application's users", [{ id: '00u1', status: 'ACTIVE', scope: 'USER', syncState: 'DISABLED', credentials: {} }]],
    ['Google', { kind: 'admin#directory#users', users: [{ primaryEmail: 'ida@example.com', suspended: false }] }],
    ['JumpCloud', { totalCount: 1, results: [{ email: 'ida@example.com', account_locked: false }] }],
    ['OneLogin', [{ email: 'ida@example.com', status: 1, invalid_login_attempts: 0 }]],
  ])('%s: %j', async (what, document) => {
    for (const said of [{}, { kind: 'directory' as const, directory: 'x' }, { kind: 'clari-users' as const }]) {
      const { code, message, remedy } = await refusal(() => inspect(JSON.stringify(document), said));
      expect([code, message]).toEqual(['ERR_KIND_UNSUPPORTED', expect.stringContaining(what)]);
      expect(remedy).toMatch(/CSV.*--kind directory/s);
    }
  });

  test('a large one is named, too, and not called broken', async () => {
    const Resources = Array.from({ length: 20_000 }, (_, at) => ({
      ...USER,
      id: `x${at}`,
      title: 'Account Executive',
    }));
    const text = JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], Resources });
    expect((await refusal(() => inspect(text))).message).toContain('SCIM');
  });
});
