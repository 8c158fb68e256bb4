import { describe, expect, test } from 'vitest';
import { accounts, identities, inspect, read, refusal } from '../reading.ts';

const directory = { kind: 'directory', directory: 'hr' } as const;

/** Statuses of a column, one person each, in their order. */
async function statuses(header: string, values: readonly string[], said = {}) {
  const rows = values.map((value, at) => `p${at},p${at}@example.com,Person ${at},"${value}"`);
  const read = await identities(['id,email,displayName,"HEADER"'.replace('HEADER', header), ...rows].join('\n'), {
    ...directory,
    ...said,
  });
  return read.map(({ status }) => status);
}

describe('one column has one sense', () => {
  test.each([
    ['Block sign in (Yes/No) [accountEnabled]', ['Yes', 'No'], ['deactivated', 'active']],
    ['accountEnabled', ['True', 'False', ''], ['active', 'deactivated', 'unknown']],
    ['Enabled', ['WAHR', 'FALSCH', 'FAUX', 'VRAI'], ['active', 'deactivated', 'deactivated', 'active']],
    ['Active', ['Y', 'N', 'y'], ['active', 'deactivated', 'active']],
    ['Active', ['1', '0'], ['active', 'deactivated']],
    ['Aktiv', ['ja', 'nein'], ['active', 'deactivated']],
    ['Actif', ['oui', 'non'], ['active', 'deactivated']],
    ['Activo', ['sí', 'no'], ['active', 'deactivated']],
    ['Disabled', ['T', 'F'], ['deactivated', 'active']],
    // Letters of somebody's own: T among A and L is no yes.
    ['Active Status', ['A', 'T', 'L'], ['unknown', 'unknown', 'unknown']],
    ['Archived', ['TRUE', 'FALSE'], ['deactivated', 'active']],
    ['isDeleted', ['1', '0'], ['deleted', 'active']],
    ['Suspended', ['yes', 'no'], ['suspended', 'active']],
    ['Leaver', ['x', '', 'x'], ['deactivated', 'active', 'deactivated']],
    ['Leaver', ['yes', '', 'no'], ['deactivated', 'unknown', 'active']],
    ['Status (Active/Inactive)', ['Active', 'Inactive', 'TRUE'], ['active', 'deactivated', 'unknown']],
    ['State (1=active, 0=left)', ['1', '0'], ['active', 'deactivated']],
    ['Flag (Y = leaver, N = current employee)', ['Y', 'N'], ['deactivated', 'active']],
    ['Status', ['Aktiv', 'Ausgetreten', 'Gelöscht', 'Frozen'], ['active', 'deactivated', 'deleted', 'unknown']],
    ['Status', ['Active', '1'], ['active', 'unknown']],
    ['Status', ['1', '2', '7'], ['unknown', 'unknown', 'unknown']],
    // Under an end, a word of that end is read, and the opposite means nothing that is known.
    ['Disabled', ['Disabled', 'Active', 'no'], ['deactivated', 'unknown', 'active']],
    ['activated', ['True', 'False'], ['active', 'staged']],
    [
      'userAccountControl',
      ['512', '514', '66048', '66050', '0x202', '544', '0', 'x'],
      ['active', 'deactivated', 'active', 'deactivated', 'deactivated', 'active', 'unknown', 'unknown'],
    ],
    ['state', ['ACTIVATED', 'SUSPENDED', 'STAGED'], ['active', 'suspended', 'staged']],
    // Also a part of a country.
    ['state', ['Viken', 'Active'], ['unknown', 'unknown']],
  ])('%s %j', async (header, values, expected) => {
    expect(await statuses(header, values)).toEqual(expected);
  });

  test.each([
    [{ status: 'archived' }, 'archived', ['True', 'False'], ['deactivated', 'active']],
    [{ status: 'Uac' }, 'Uac', ['512', '66050'], ['active', 'deactivated']],
    [{ inactive: 'Flag' }, 'Flag', ['Y', 'N'], ['deactivated', 'active']],
    [{ active: 'Flag' }, 'Flag', ['Y', 'N'], ['active', 'deactivated']],
    [{ suspended: 'Flag' }, 'Flag', ['1', '0'], ['suspended', 'active']],
    [{ deleted: 'Flag' }, 'Flag', ['1', '0'], ['deleted', 'active']],
    // What a person says wins over the header.
    [{ active: 'Disabled' }, 'Disabled', ['yes', 'no'], ['active', 'deactivated']],
    [
      { inactive: 'Status:Frozen|On hold' },
      'Status',
      ['Frozen', 'on hold', 'Active'],
      ['deactivated', 'deactivated', 'active'],
    ],
    [{ active: 'Status:1', inactive: 'Status:0' }, 'Status', ['1', '0'], ['active', 'deactivated']],
    [{ inactive: 'Code: HR:Gone' }, 'Code: HR', ['Gone', 'Here'], ['deactivated', 'unknown']],
    [{ inactive: 'Code: HR' }, 'Code: HR', ['Y', 'N'], ['deactivated', 'active']],
  ])('as stated by %j', async (mapping, header, values, expected) => {
    expect(await statuses(header, values, { mapping })).toEqual(expected);
  });

  test.each([
    ['Flag', ['Y', 'N'], { status: 'Flag' }],
    ['Status', ['TRUE', 'FALSE'], {}],
    ['Enabled/Disabled', ['TRUE', 'FALSE'], { status: 'Enabled/Disabled' }],
    ['Status (Active/Inactive)', ['1', '0'], { status: 'Status (Active/Inactive)' }],
    ['Zustand $(x)', ['ja', 'nein'], { status: 'Zustand $(x)' }],
  ])('%s with %j is refused, with both ways to state it', async (header, values, mapping) => {
    const rows = values.map((value, at) => `p${at},p${at}@example.com,Person,${value}`);
    const text = [`id,email,displayName,${header}`, ...rows].join('\n');
    const { code, message, remedy } = await refusal(() => inspect(text, { ...directory, mapping }));
    expect(code).toBe('ERR_SENSE_UNKNOWN');
    expect(message).toContain(`"${header}"`);
    expect(remedy).toContain(`active=${header}`.replace('$', '\\$'));
    expect(remedy).toContain(`inactive=${header}`.replace('$', '\\$'));
    // Following it on that very file settles it.
    for (const state of ['active', 'inactive']) {
      expect((await identities(text, { ...directory, mapping: { [state]: header } }))[0]?.status).toBe(
        state === 'active' ? 'active' : 'deactivated',
      );
    }
  });

  test('numbers of OneLogin are hers where the directory or its headers are', async () => {
    const rows = ['0', '1', '2', '3', '4', '5', '7', '8'].map((code) => `u${code},u${code}@example.com,${code},1`);
    const hers = ['id,email,status,state,directory_id', ...rows.map((row) => `${row},9`)].join('\n');
    const expected = ['staged', 'active', 'suspended', ...Array(5).fill('unknown')];
    expect((await identities(hers, directory)).map(({ status }) => status)).toEqual(expected);
    const named = ['id,email,status', ...rows.map((row) => row.slice(0, -2))].join('\n');
    expect((await identities(named, { kind: 'directory', directory: 'onelogin' })).map((one) => one.status)).toEqual(
      expected,
    );
  });

  test('the enabled of a user decides before what an account of PingOne calls itself', async () => {
    const rows = await identities(
      'id,email,enabled,account.status,lifecycle.status\na,a@example.com,true,OK,ACCOUNT_OK\nb,b@example.com,false,OK,ACCOUNT_OK\n',
      directory,
    );
    expect(rows.map(({ status }) => status)).toEqual(['active', 'deactivated']);
  });

  test.each([
    ['a lockout by wrong passwords beside enabled ends nothing', 'Enabled,LockedOut', 'True,True', 'active'],
    ['multi-factor is no status', 'MFA enabled,Status', 'False,Active', 'active'],
    [
      'a column to be filled in for an upload is none',
      'Status [READ ONLY],New Status [UPLOAD ONLY]',
      'Active,',
      'active',
    ],
  ])('%s', async (_name, headers, cells, status) => {
    const [row] = await identities(`id,email,${headers}\na,a@example.com,${cells}\n`, directory);
    expect(row?.status).toBe(status);
  });

  test('a value that is not understood is counted, and the option that is named settles it', async () => {
    const text = 'id,email,Status\na,a@example.com,Frozen\nb,b@example.com,Active\nc,c@example.com,Frozen\n';
    const { summary } = await read(text, directory);
    expect(summary.reading?.notUnderstood).toEqual([{ field: 'status', header: 'Status', value: 'Frozen', rows: 2 }]);
    expect(summary.warnings[0]?.why).toContain('--map inactive=Status:Frozen');
    const settled = await read(text, { ...directory, mapping: { inactive: 'Status:Frozen' } });
    expect(settled.summary.reading?.notUnderstood).toEqual([]);
    expect(settled.observations.map(({ row }) => ('status' in row ? row.status : null))).toEqual([
      'deactivated',
      'active',
      'deactivated',
    ]);
  });

  test.each([
    [{ inactive: 'Nowhere' }, 'Nowhere'],
    [{ inactive: 'Nowhere:Gone' }, 'Nowhere:Gone'],
    [{ active: 'Status:Frozen', inactive: 'Status:Frozen' }, 'two meanings'],
  ])('%j is refused', async (mapping, expected) => {
    const text = 'id,email,Status\na,a@example.com,Frozen\n';
    const { code, message } = await refusal(() => inspect(text, { ...directory, mapping }));
    expect(code).toBe('ERR_USAGE');
    expect(message).toContain(expected);
  });
});

describe('the same in a users export', () => {
  test.each([
    ['Archived', ['TRUE', 'FALSE'], {}, ['inactive', 'active']],
    ['Enabled', ['WAHR', 'FALSCH'], {}, ['active', 'inactive']],
    ['Status', ['Gelöscht', 'Suspended', 'Invited'], {}, ['inactive', 'inactive', 'unknown']],
    ['Status', ['Frozen', 'Active'], { inactive: 'Status:Frozen' }, ['inactive', 'active']],
    ['Flag', ['x', ''], { inactive: 'Flag' }, ['inactive', 'active']],
    ['Deactivated At', ['2026-03-05', ''], {}, ['inactive', 'unknown']],
  ])('%s %j', async (header, values, mapping, expected) => {
    const rows = values.map((value, at) => `u${at},u${at}@example.com,Rep,${value}`);
    const read = await accounts([`User ID,Email,Role,${header}`, ...rows].join('\n'), { mapping });
    expect(read.map(({ status }) => status)).toEqual(expected);
  });

  test('an account that is active and deactivated is unknown, and that is reported', async () => {
    const { observations, summary } = await read(
      'User ID,Email,Role,Status,Archived\nu1,a@example.com,Rep,Active,Yes\nu2,b@example.com,Rep,Active,No\n',
      { kind: 'clari-users' },
    );
    expect(observations.map(({ row }) => ('status' in row ? row.status : null))).toEqual(['unknown', 'active']);
    expect(summary.warnings[0]?.why).toContain('Archived is "Yes"');
  });

  test('a yes that nobody can read is refused', async () => {
    const text = 'User ID,Email,Role,Status\nu1,a@example.com,Rep,1\n';
    expect(await refusal(() => inspect(text, { kind: 'clari-users' }))).toMatchObject({ code: 'ERR_SENSE_UNKNOWN' });
  });
});
