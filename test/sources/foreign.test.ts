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
