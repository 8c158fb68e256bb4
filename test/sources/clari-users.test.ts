import { describe, expect, test } from 'vitest';
import { accounts, inspect, NOW, read, refusal, USERS } from './reading.ts';

const users = { kind: 'clari-users' } as const;

describe('rows of a users export', () => {
  test('every field, cleaned, and nothing of the columns that feed none', async () => {
    const [row] = await accounts(
      [
        'User ID,First Name,Last Name,Full Name,Email,CRM User ID,Employee Number,Role,Team,Status,Last Login,License,Notes',
        '42, Jo ,Smith,Jo  Smith,Jo.Smith@ACME.com,0055g00000QUguDAAT,E-7,Sales Rep,East,ACTIVE,2026-03-05T10:00:00Z,Full,likes "x"',
      ].join('\n'),
    );
    expect(row).toEqual({
      line: 2,
      app: 'clari',
      key: 'id:42',
      exportId: '42',
      crmId: '0055g00000QUguDAAT',
      email: 'jo.smith@acme.com',
      name: 'Jo Smith',
      givenName: 'Jo',
      familyName: 'Smith',
      employeeId: 'E-7',
      role: 'Sales Rep',
      team: 'East',
      status: 'active',
      statusRaw: 'ACTIVE',
      lastLogin: { at: '2026-03-05T10:00:00.000Z', dateOnly: false },
    });
  });

  test.each([
    ['the id', 'User ID,CRM User ID,Email\n7,0051,a@b.co\n', 'id:7'],
    ['else the CRM id', 'User ID,CRM User ID,Email\n,0051,a@b.co\n', 'crm:0051'],
    ['else the e-mail', 'User ID,CRM User ID,Email\n,,A@B.co\n', 'email:a@b.co'],
    ['an id that is a blank word is none', 'User ID,CRM User ID,Email\nN/A,null,a@b.co\n', 'email:a@b.co'],
    ['an id that a spreadsheet shortened is none', 'User ID,Email\n1.23457E+11,a@b.co\n', 'email:a@b.co'],
  ])('the key is %s', async (_name, text, key) => {
    expect((await accounts(text))[0]?.key).toBe(key);
  });

  test.each([
    ['Login Email', 'no alias', { email: 'Login Email' }],
    ['USERNAME', 'by its values', {}],
    ['user', 'by its values', {}],
    ['E-mail address', 'an alias', {}],
    ['work_email', 'an alias', {}],
    ['Primary.Email', 'an alias', {}],
  ])('the e-mail comes from %s: %s', async (header, _why, mapping) => {
    expect((await accounts(`Full Name,${header},Status\nAnn,ann@acme.com,Active\n`, { mapping }))[0]?.email).toBe(
      'ann@acme.com',
    );
  });

  test('a column called user with names in it is the name', async () => {
    const [row] = await accounts('User,Email,Status\nAnn Lee,ann@acme.com,Active\n');
    expect(row).toMatchObject({ name: 'Ann Lee', email: 'ann@acme.com' });
  });

  test('without a status column every status is unknown, and that is said', async () => {
    const { observations, summary } = await read('Name,Email,Role\nAnn,ann@acme.com,Rep\n', users);
    expect(observations[0]).toMatchObject({ row: { status: 'unknown', statusRaw: null } });
    expect(summary.warnings[0]).toMatchObject({ line: 1 });
    expect(summary.warnings[0]?.why).toContain('every status is unknown');
  });

  test.each([
    ['Invited', 'unknown', 'Invited'],
    ['  Locked\tout ', 'unknown', 'Locked out'],
    ['', 'unknown', null],
    ['Enabled', 'active', 'Enabled'],
  ])('status %j is %s and kept as %j', async (raw, status, statusRaw) => {
    expect((await accounts(`Name,Email,Status\nAnn,ann@acme.com,${raw}\n`))[0]).toMatchObject({ status, statusRaw });
  });

  test('a column that says who was deactivated is turned round', async () => {
    const rows = await accounts('Email,Role,Deactivated\na@b.co,Rep,Yes\nb@b.co,Rep,No\nc@b.co,Rep,\n');
    expect(rows.map((row) => row.status)).toEqual(['inactive', 'active', 'unknown']);
  });

  test('an ambiguous date is set aside, naming line and column', async () => {
    const { observations, summary } = await read(`${USERS}\nAnn,ann@acme.com,Rep,East,Active,03/05/2026\n`, users);
    expect(observations[0]).toMatchObject({ row: { lastLogin: null } });
    expect(summary.warnings).toEqual([
      {
        line: 2,
        why: '"Last Login" "03/05/2026" can be read as month/day or as day/month; --map date_order=dmy (mdy, ymd) says which: taken as unknown.',
      },
    ]);
  });

  test('an e-mail that is none is set aside where another identifier is left', async () => {
    const { observations, summary } = await read('User ID,Email,Status\n7,ann at acme,Active\n', users);
    expect(observations[0]).toMatchObject({ row: { key: 'id:7', email: null } });
    expect(summary.warnings).toEqual([{ line: 2, why: 'Email "ann at acme" is no e-mail address: taken as unknown.' }]);
  });

  test('duplicates are kept, and reported', async () => {
    const text = 'User ID,Email,Status\n7,a@b.co,Active\n8,A@B.co,Active\n7,c@b.co,Inactive\n';
    const { observations, summary } = await read(text, users);
    expect(observations).toHaveLength(3);
    expect(summary.warnings.map(({ line, why }) => [line, why.slice(0, 32)])).toEqual([
      [3, 'The same e-mail as on line 2, un'],
      [4, 'The same account as on line 2. B'],
    ]);
  });
});

describe('headers and mapping', () => {
  test('of two headers that could feed a field the first alias wins, and that is said', async () => {
    const { detection } = await inspect('Work Email,Email,Clari Role,Status,Active\na@b.co,c@d.co,Rep,Active,yes\n');
    expect(detection.mapping).toMatchObject({ email: 'Email', status: 'Status, Active' });
    expect(detection.why.join(' ')).toContain('email comes from "Email", not from "Work Email"');
    expect(detection.why.join(' ')).toContain(
      'status comes from "Status"; an end that "Active" names counts beside it',
    );
    expect(detection.unmapped).toEqual(['Work Email']);
  });

  test.each([{ email: 'Work Email' }, { EMAIL: 'work_email' }, { 'e-mail': 'WORK EMAIL' }])(
    '%j wins',
    async (mapping) => {
      const { detection } = await inspect('Work Email,Email,Clari Role,Status\na@b.co,c@d.co,Rep,Active\n', {
        mapping,
      });
      expect(detection.mapping).toMatchObject({ email: 'Work Email' });
      expect(detection.why.join(' ')).toContain('as stated');
    },
  );

  test('a header that was stated for one field does not feed another', async () => {
    const { detection } = await inspect('Email,Role,Status\na@b.co,Rep,Active\n', {
      ...users,
      mapping: { team: 'Role' },
    });
    expect(detection.mapping).toEqual({ email: 'Email', team: 'Role', status: 'Status' });
  });

  test.each([
    [{ colour: 'Email' }, 'colour', 'last_login'],
    [{ email: 'Mail Box' }, 'Mail Box', '"Email"'],
    [{ email: '' }, 'no header', '"Email"'],
  ])('%j is unknown, and the known ones are named', async (mapping, unknown, known) => {
    const { code, message, remedy } = await refusal(() =>
      inspect('Email,Role,Status\na@b.co,Rep,Active\n', { ...users, mapping }),
    );
    expect(code).toBe('ERR_USAGE');
    expect(message).toContain(unknown);
    expect(remedy).toContain(known);
  });

  test('headers in another language, mapped', async () => {
    const [row] = await accounts('Benutzer;Adresse;Zustand\nJörg;joerg@acme.com;Aktiv\n', {
      mapping: { name: 'Benutzer', email: 'Adresse', status: 'Zustand' },
    });
    expect(row).toMatchObject({ name: 'Jörg', email: 'joerg@acme.com', status: 'active', statusRaw: 'Aktiv' });
  });

  test('the fingerprint follows the layout, not its spelling', async () => {
    const print = async (header: string) =>
      (await read(`${header}\na@b.co,Rep,Active\n`, users)).summary.tally.headerFingerprint;
    const first = await print('Email,Role,Status');
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await print('E-MAIL, role ,sta_tus')).toBe(first);
    expect(await print('Email,Status,Role')).not.toBe(first);
  });
});

describe('what the snapshot head says', () => {
  const text = `${USERS}\nAnn,ann@acme.com,Rep,East,Active,\n`;

  test('nothing stated', async () => {
    expect((await inspect(text)).head).toEqual({
      kind: 'clari-users',
      directory: null,
      app: 'clari',
      asOf: '2026-11-20T00:00:00.000Z',
      asOfBasis: 'file_time',
      fileName: 'export.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      completeness: 'unknown',
      completenessBasis: 'default',
      filter: null,
      facts: null,
    });
  });

  test('what was stated', async () => {
    const said = {
      asOf: '2026-11-01T00:00:00.000Z',
      completeness: 'complete',
      filter: 'active',
      directory: 'okta',
    } as const;
    expect((await inspect(text, said)).head).toMatchObject({
      asOf: '2026-11-01T00:00:00.000Z',
      asOfBasis: 'stated',
      completeness: 'complete',
      completenessBasis: 'stated',
      filter: 'active',
      directory: null,
    });
  });

  test.each([
    ['2026-11-24T12:05:00.000Z', 'within five minutes'],
    [NOW, 'now'],
  ])('an as-of of %s is taken: %s', async (asOf) => {
    expect((await inspect(text, { asOf })).head.asOf).toBe(asOf);
  });

  test('an as-of in the future is refused', async () => {
    expect(await refusal(() => inspect(text, { asOf: '2026-11-24T12:05:00.001Z' }))).toMatchObject({
      code: 'ERR_TIME',
    });
  });
});
