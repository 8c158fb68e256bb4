import { describe, expect, test } from 'vitest';
import { inspectFile } from '../../src/sources/inspect.ts';
import { generated, identities, inspect, NOW, read, refusal, statement, warned } from './reading.ts';

const said = { directory: 'ad' } as const;
const b64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const BYTES = Buffer.from('33221100554477668899aabbccddeeff', 'hex');
const GUID = '00112233-4455-6677-8899-aabbccddeeff';
const entry = (
  name: string,
  lines: readonly string[] = [],
  classes = ['top', 'person', 'organizationalPerson', 'user'],
) =>
  [
    `dn: CN=${name},OU=Kiln,DC=kiln,DC=example`,
    ...classes.map((one) => `objectClass: ${one}`),
    `sAMAccountName: ${name}`,
    `mail: ${name}@kiln.example`,
    ...lines,
    '',
    '',
  ].join('\n');
const uac = (value: number) => `userAccountControl: ${value}`;

describe('entries of LDIF', () => {
  test.each<[string, string, object]>([
    ['enabled', entry('ida', [uac(512)]), { login: 'ida', email: 'ida@kiln.example', status: 'active' }],
    ['disabled', entry('ida', [uac(66_050)]), { status: 'deactivated' }],
    ['never expires', entry('ida', [uac(512), 'accountExpires: 9223372036854775807']), { status: 'active' }],
    [
      'expired',
      entry('ida', [uac(512), 'accountExpires: 134000000000000000']),
      { contradiction: expect.any(String), status: 'unknown' },
    ],
    ['folded', entry('ida', ['displayName: Ida', '  Rojas', uac(512)]), { name: 'Ida Rojas' }],
    ['folded in the middle of a word', entry('ida', ['displayName: Ida Ro', ' jas', uac(512)]), { name: 'Ida Rojas' }],
    ['base64', entry('ida', [`displayName:: ${b64('Ida Müller')}`, uac(512)]), { name: 'Ida Müller' }],
    [
      'folded base64',
      entry('ida', [`displayName:: ${b64('Ida Müller').slice(0, 6)}`, ` ${b64('Ida Müller').slice(6)}`, uac(512)]),
      { name: 'Ida Müller' },
    ],
    [
      'several values',
      entry('ida', ['proxyAddresses: SMTP:ida@kiln.example', 'proxyAddresses: smtp:ir@kiln.example', uac(512)]),
      { otherEmails: ['ir@kiln.example'] },
    ],
    ['names in another case', entry('ida', ['Displayname: Ida', uac(512)]), { name: 'Ida' }],
    [
      'a dn in base64',
      entry('ida', [uac(512)]).replace(/^dn: (.*)/, (_whole, dn: string) => `dn:: ${b64(dn)}`),
      { login: 'ida' },
    ],
    [
      'CRLF, with a version and comments',
      `version: 1\r\n\r\n# ida\r\n# of\r\n  kiln\r\n${entry('ida', [uac(512)]).replaceAll('\n', '\r\n')}`,
      { status: 'active' },
    ],
    ['a byte-order mark', `\ufeff${entry('ida', [uac(512)])}`, { status: 'active' }],
    ['as ldifde writes it', entry('ida', [uac(512)]).replace('\n', '\nchangetype: add\n'), { status: 'active' }],
    [
      'what ldapsearch adds',
      `# extended LDIF\n#\n\n${entry('ida', [uac(512)])}# search result\nsearch: 2\nresult: 0 Success\n\n# numResponses: 2\n# numEntries: 1\n`,
      { status: 'active' },
    ],
    [
      'people of OpenLDAP',
      'dn: uid=ida,ou=people,dc=kiln,dc=example\nobjectClass: inetOrgPerson\nuid: ida\ncn: Ida Rojas\nsn: Rojas\nmail: ida@kiln.example\nemployeeNumber: 007\n\n',
      { login: 'ida', name: 'Ida Rojas', employeeId: '007', status: 'unknown' },
    ],
    [
      'a person with a class that has group in its name',
      entry('ida', [uac(512)], ['top', 'inetOrgPerson', 'ipaSshGroupOfPubKeys']),
      { status: 'active' },
    ],
  ])('%s', async (_name, content, row) => {
    expect(await identities(content, { kind: null, ...said })).toMatchObject([row]);
  });

  test.each<[string, string]>([
    ['LDIF with bytes', entry('ida', [`objectGUID:: ${b64(BYTES)}`, uac(512)])],
    ['LDIF with text, as ldbsearch writes it', entry('ida', [`objectGUID: ${GUID}`, uac(512)])],
    [
      'csvde',
      `DN,objectClass,sAMAccountName,objectGUID,userAccountControl\n"CN=ida,DC=x",user,ida,X'${BYTES.toString('hex')}',512\n`,
    ],
    ['PowerShell', `SamAccountName,ObjectGUID,Enabled\nida,${GUID},True\n`],
    ['PowerShell, with braces', `SamAccountName,ObjectGUID,Enabled\nida,{${GUID.toUpperCase()}},True\n`],
    ['a script that wrote base64', `SamAccountName,ObjectGUID,Enabled\nida,${b64(BYTES)},True\n`],
    ['JSON', JSON.stringify([{ SamAccountName: 'ida', ObjectGUID: GUID.toUpperCase(), Enabled: true }])],
  ])('one objectGUID is one id: %s', async (_name, content) => {
    expect((await identities(content, said))[0]).toMatchObject({ identityId: GUID, login: 'ida', status: 'active' });
  });

  test('groups, machines and contacts are left out and counted', async () => {
    const content = [
      entry('ida', [uac(512)]),
      entry(
        'sales',
        ['member: CN=ida', ...Array.from({ length: 3_000 }, (_, at) => `member: CN=person${at},DC=kiln`)],
        ['top', 'group'],
      ),
      entry('pc7', [uac(4_096)], ['top', 'person', 'organizationalPerson', 'user', 'computer']),
      entry('partner', [], ['top', 'person', 'organizationalPerson', 'contact']),
      entry('role', [], ['top', 'organizationalRole']),
    ].join('');
    const all = await read(content, said);
    expect(all.observations).toHaveLength(1);
    expect(warned(all)).toMatch(/4 rows are no person/);
  });
});

describe('what must not be concluded', () => {
  test.each<[string, string, RegExp]>([
    [
      'the server stopped',
      `${entry('ida', [uac(512)])}search: 2\nresult: 4 Size limit exceeded\n`,
      /Size limit exceeded/,
    ],
    ['fewer entries than it says', `${entry('ida', [uac(512)])}# numEntries: 9\n`, /9 entries, and has 1/],
    [
      'cut in the last entry',
      entry('ida', [uac(512)]) +
        entry('bo', [uac(514)])
          .trimEnd()
          .slice(0, -1),
      /cut off/,
    ],
  ])('%s', async (_name, content, why) => {
    const all = await read(content, said);
    expect(all.summary.truncated).toBe(true);
    expect(warned(all)).toMatch(why);
    expect(all.observations).toHaveLength(1);
    expect((await refusal(() => read(content, { ...said, completeness: 'complete' }))).code).toBe(
      'ERR_EXPORT_TRUNCATED',
    );
  });

  test('files beside it are not opened, and photos are not read', async () => {
    const all = await read(
      entry('ida', [
        'jpegPhoto:< file:///etc/passwd',
        `thumbnailPhoto:: ${b64(Buffer.from([255, 216, 0, 1]))}`,
        uac(512),
      ]),
      said,
    );
    expect(all.observations).toHaveLength(1);
    expect(warned(all)).toMatch(/not opened/);
    expect(warned(all)).toMatch(/binary are not read: "thumbnailphoto"/);
    expect(JSON.stringify(all)).not.toContain('root:');
  });
});

describe('LDIF that is none', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'changes',
      'dn: CN=ida,DC=x\nchangetype: modify\nreplace: mail\nmail: x@y.co\n-\n\n',
      'ERR_KIND_UNSUPPORTED',
      /line 2: changetype "modify"/,
    ],
    ['a line without a colon', `${entry('ida')}dn: CN=bo,DC=x\nwhat is this\n\n`, 'ERR_EXPORT_MALFORMED', /line 10/],
    ['base64 that is none', `${entry('ida')}dn: CN=bo,DC=x\ncn:: ***\n\n`, 'ERR_EXPORT_MALFORMED', /line 10.*base64/],
    ['an entry without a dn', `${entry('ida')}cn: bo\n\n`, 'ERR_EXPORT_MALFORMED', /line 9.*without a dn/],
  ])('%s', async (_name, content, code, why) => {
    const refused = await refusal(() => inspect(content, said));
    expect([refused.code, refused.message]).toEqual([code, expect.stringMatching(why)]);
  });

  test.each<[string, string]>([
    ['a line without an end', 'x'.repeat(65_536)],
    ['a value that goes on and on', `${` ${'x'.repeat(70)}\n`.repeat(1_000)}`],
  ])('%s', async (_name, piece) => {
    const endless = generated(function* () {
      yield 'dn: CN=ida,DC=x\ndescription: ';
      for (let at = 0; at < 400; at += 1) yield piece;
    });
    const refused = await refusal(() => inspectFile(endless, statement({ ...said }), NOW));
    expect([refused.code, refused.message]).toEqual([
      'ERR_EXPORT_MALFORMED',
      expect.stringContaining('longer than 1 MiB'),
    ]);
  });
});
