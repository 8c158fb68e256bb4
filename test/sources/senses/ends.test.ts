import { describe, expect, test } from 'vitest';
import { identities, read, warned } from '../reading.ts';

const directory = { kind: 'directory', directory: 'hr', asOf: '2026-11-20T00:00:00.000Z' } as const;

async function person(headers: string, cells: string, said = {}) {
  const [row] = await identities(`id,email,displayName,${headers}\na,ada@example.com,Ada Quist,${cells}\n`, {
    ...directory,
    ...said,
  });
  return {
    status: row?.status,
    since: row?.statusChangedAt?.at.slice(0, 10) ?? null,
    contradiction: row?.contradiction,
    leavesOn: row?.leavesOn?.at.slice(0, 10) ?? null,
  };
}

const nothing = { since: null, contradiction: null, leavesOn: null };

describe('an end beside a status', () => {
  test.each([
    // An explicit yes beside an end contradicts it.
    ['accountEnabled,employeeLeaveDateTime', 'True,2026-10-31T23:00:00Z', 'employeeLeaveDateTime is 2026-10-31'],
    ['Status,Termination Date', 'Active,10/31/2026', '"Termination Date" is 2026-10-31'],
    ['Status,Last Day Worked', 'Active,2026-10-30', '"Last Day Worked" is 2026-10-30'],
    ['Enabled,suspended', 'True,True', 'suspended is "True"'],
    ['Enabled,Archived', 'True,Yes', 'Archived is "Yes"'],
    ['Active,Terminated', 'Y,Y', 'Terminated is "Y"'],
    ['enabled,status', 'true,SUSPENDED', 'status is "SUSPENDED"'],
    ['Status,Employment Status', 'Active,Terminated', '"Employment Status" is "Terminated"'],
    ['Enabled,accountExpires', 'True,134381376000000000', 'accountExpires is 2026-11-03'],
    ['Enabled,AccountExpirationDate', 'True,10/31/2026 12:00:00 AM', 'AccountExpirationDate is 2026-10-31'],
    ['Status,Deactivated on', 'Active,2026-10-01', '"Deactivated on" is 2026-10-01'],
    ['Status,Austrittsdatum', 'Aktiv,31.10.2026', 'Austrittsdatum is 2026-10-31'],
    ['Statut,Date de départ', 'Actif,2026-10-31', '"Date de départ" is 2026-10-31'],
    // A year of two digits is of this century, whichever of the numbers is the month.
    ['Status,Termination Date', 'Active,31/10/25', '"Termination Date" is 2025-10-31'],
    ['Status,Termination Date', 'Active,31-Oct-25', '"Termination Date" is 2025-10-31'],
    ['Status,Last Physical Day Worked', 'Active,2026-09-30', '"Last Physical Day Worked" is 2026-09-30'],
    ['Active,Frozen', '1,1', 'Frozen is "1"'],
    ['Enabled,employeeType', 'True,Former Employee', 'employeeType is "Former Employee"'],
    ['Enabled,Employee Type', 'True,Ex-Employee', '"Employee Type" is "Ex-Employee"'],
    ['Status,State', 'Active,Disabled', 'State is "Disabled"'],
    ['Status,Position Status', 'Active,Terminated', '"Position Status" is "Terminated"'],
    // Why somebody left, and nothing that says when.
    ['Status,Termination Reason', 'Active,Resigned', '"Termination Reason" is "Resigned"'],
    ['Status,Inactive Reason,Termination Date', 'Active,Left company,', '"Inactive Reason" is "Left company"'],
    ['Status,Austrittsgrund', 'Aktiv,Kündigung', 'Austrittsgrund is "Kündigung"'],
    // Months in other languages.
    ['Status,Austrittsdatum', 'Aktiv,31. Oktober 2026', 'Austrittsdatum is 2026-10-31'],
    ['Status,Austrittsdatum', 'Aktiv,1. Mai 2026', 'Austrittsdatum is 2026-05-01'],
    ['Status,Austrittsdatum', 'Aktiv,15. März 2026', 'Austrittsdatum is 2026-03-15'],
    ['Statut,Date de départ', 'Actif,1er août 2026', '"Date de départ" is 2026-08-01'],
    ['Statut,Date de départ', 'Actif,30 juin 2026', '"Date de départ" is 2026-06-30'],
    ['Statut,Date de départ', 'Actif,3 juillet 2026', '"Date de départ" is 2026-07-03'],
    // A word that nobody understands beside a last day that is over.
    ['Status,Termination Date', 'Garden leave,2026-10-31', '"Termination Date" is 2026-10-31'],
    // One last day is over, another lies ahead.
    ['Last Day Worked', '2026-10-31', null],
  ])('%s %s', async (headers, cells, contradiction) => {
    const row = await person(headers, cells);
    expect(row).toMatchObject(
      contradiction === null
        ? { status: 'deactivated', contradiction }
        : { status: 'unknown', since: null, contradiction },
    );
  });

  test.each([
    // A no under one end does not say that somebody can sign in.
    ['suspended,archived', 'False,True', { status: 'deactivated' }],
    ['archived,suspended', 'False,True', { status: 'suspended' }],
    ['suspended,archived', 'False,False', { status: 'active' }],
    ['suspended,deleted', 'True,True', { status: 'deleted' }],
    ['accountEnabled,Leaver', 'False,No', { status: 'deactivated' }],
    // Who was deleted keeps what the account was.
    ['accountEnabled,deletedDateTime', 'True,2026-10-01T00:00:00Z', { status: 'deleted', since: '2026-10-01' }],
    ['Status,isDeleted', 'Active,1', { status: 'deleted' }],
    // With a status that says so, the day dates it.
    ['Status,Termination Date', 'Terminated,2026-10-31', { status: 'deactivated', since: '2026-10-31' }],
    [
      'Status,Termination Date,Deactivated on',
      'Inactive,2026-10-31,2026-11-02',
      { status: 'deactivated', since: '2026-11-02' },
    ],
    ['Status,Termination Date', 'Suspended,2026-10-31', { status: 'deactivated', since: '2026-10-31' }],
    // Without a status the day alone says it, and a blank says nothing.
    ['Termination Date', '2026-10-31', { status: 'deactivated', since: '2026-10-31' }],
    ['Termination Date', '', { status: 'unknown' }],
    ['Status,Termination Date', ',2026-10-31', { status: 'deactivated', since: '2026-10-31' }],
    // A reason is none: nobody left, or the day beside it says when, or somebody came back since.
    ['Status,Termination Reason', 'Active,N/A', { status: 'active' }],
    ['Status,Termination Reason', 'Active,', { status: 'active' }],
    ['Status,Termination Reason', 'Active,None', { status: 'active' }],
    ['Status,Termination Reason', 'Inactive,Resigned', { status: 'deactivated' }],
    ['Status,Termination Reason', ',Resigned', { status: 'unknown' }],
    [
      'Status,Termination Reason,Termination Date',
      'Active,Resigned,2026-12-31',
      { status: 'active', leavesOn: '2026-12-31' },
    ],
    [
      'Status,Termination Reason,Termination Date,Rehire Date',
      'Active,Resigned,2025-12-31,2026-03-01',
      { status: 'active' },
    ],
    ['Status,State', 'Active,None', { status: 'active' }],
    ['Status,State', 'Active,Ohio', { status: 'active' }],
    ['Status,Active', 'Full-Time,Yes', { status: 'active' }],
    ['Status,Worker Status', 'Active,On leave', { status: 'active' }],
    // JumpCloud: an account that was activated may be suspended since.
    ['activated,suspended', 'True,True', { status: 'suspended' }],
    ['activated,suspended', 'False,False', { status: 'staged' }],
  ])('%s %s: %j', async (headers, cells, expected) => {
    expect(await person(headers, cells)).toEqual({ ...nothing, ...expected });
  });

  test.each([
    ['Status,Termination Date', 'Active,2026-12-31', { status: 'active', leavesOn: '2026-12-31' }],
    ['Termination Date', '2026-12-31', { status: 'unknown', leavesOn: '2026-12-31' }],
    ['Status,Deletion Date', 'Active,2026-12-31', { status: 'active', leavesOn: '2026-12-31' }],
    ['Enabled,accountExpires', 'True,134433216000000000', { status: 'active', leavesOn: '2027-01-02' }],
    ['Status,Last Day,End Date', 'Active,2026-12-15,2026-12-31', { status: 'active', leavesOn: '2026-12-15' }],
    // The last day is a day of work.
    ['Status,Last Day', 'Active,2026-11-20', { status: 'active', leavesOn: '2026-11-20' }],
    [
      'Last Day Worked,Termination Date',
      '2026-10-31,2026-12-31',
      {
        status: 'unknown',
        contradiction: '"Last Day Worked" is 2026-10-31',
        leavesOn: '2026-12-31',
      },
    ],
  ])('a day that lies ahead is kept, and nobody is gone by it: %s %s', async (headers, cells, expected) => {
    expect(await person(headers, cells)).toEqual({ ...nothing, ...expected });
  });

  test.each([
    '1601-01-01',
    '12/31/1600 4:00:00 PM',
    '1900-01-00',
    '1900-01-01',
    '01/00/1900',
    '1970-01-01T00:00:00Z',
    '1970-01-01',
    '0',
    '-1',
    '0000-00-00',
    '0001-01-01T00:00:00Z',
    '9999-12-31',
    '2999-12-31',
    '12/31/9999',
    '9223372036854775807',
    '9223372036854770000',
    '9.22337E+18',
    '"9,22337E+18"',
    'Never',
    'N/A',
    'unbefristet',
  ])('%s is no day and decides nothing', async (date) => {
    for (const header of ['Termination Date', 'accountExpires', 'deletedAt']) {
      expect(await person(`Status,${header}`, `Active,${date}`)).toEqual({ ...nothing, status: 'active' });
      expect(await person(header, date)).toEqual({ ...nothing, status: 'unknown' });
    }
    const { summary } = await read(`id,email,Status,deletedAt\na,a@example.com,Active,${date}\n`, directory);
    expect(summary.reading?.takenForMissing).toMatchObject([{ field: 'deleted_at', header: 'deletedAt', rows: 1 }]);
  });

  test.each(['soon', '31.10.026', '12345', '2026-02-31'])(
    '%s is not understood: it decides nothing and is reported',
    async (date) => {
      const { observations, summary } = await read(
        `id,email,Status,Leave date\na,a@example.com,Active,${date}\n`,
        directory,
      );
      expect(observations[0]).toMatchObject({ row: { status: 'active', contradiction: null, leavesOn: null } });
      expect(summary.reading?.notUnderstood).toMatchObject([{ header: 'Leave date', value: date, rows: 1 }]);
      expect(warned({ summary })).toContain('Leave date');
    },
  );

  test('a day that can be read two ways is over where both of them are', async () => {
    expect(await person('Termination Date', '05/06/2026')).toEqual({ ...nothing, status: 'deactivated' });
    expect(await person('Termination Date', '12/11/2026')).toEqual({ ...nothing, status: 'unknown' });
  });

  test('a local time keeps its day', async () => {
    expect(await person('Status,Deleted At', ',2026-10-31 14:05:00')).toEqual({
      ...nothing,
      status: 'deleted',
      since: '2026-10-31',
    });
  });

  test('somebody who was hired again is back', async () => {
    const headers = 'Status,Hire Date,Termination Date';
    expect(await person(headers, 'Active,2026-09-01,2026-05-31')).toEqual({ ...nothing, status: 'active' });
    expect(await person('Hire Date,Termination Date', '2026-09-01,2026-05-31')).toEqual({
      ...nothing,
      status: 'unknown',
    });
    expect(await person(headers, 'Active,2020-09-01,2026-05-31')).toMatchObject({ status: 'unknown' });
    const { summary } = await read(
      `id,email,${headers}\na,a@example.com,Active,2026-09-01,2026-05-31\nb,b@example.com,Active,2026-09-01,2026-05-31\n`,
      directory,
    );
    expect(warned({ summary })).toContain('2 people were, this one first, hired again');
  });

  test.each([
    [
      { deleted_at: 'Termination Date' },
      'Termination Date',
      '2026-12-31',
      { status: 'unknown', leavesOn: '2026-12-31' },
    ],
    [{ deleted_at: 'Termination Date' }, 'Termination Date', '2026-10-31', { status: 'deleted', since: '2026-10-31' }],
    [{ leaves_on: 'Bis' }, 'Bis', '31.12.2026', { status: 'unknown', leavesOn: '2026-12-31' }],
    [{ leaves_on: 'Bis' }, 'Bis', '31.10.2026', { status: 'deactivated', since: '2026-10-31' }],
  ])('as stated by %j', async (mapping, header, date, expected) => {
    expect(await person(header, date, { mapping })).toEqual({ ...nothing, ...expected });
  });

  test('as of an older export the day lay ahead', async () => {
    const older = { asOf: '2026-10-01T00:00:00.000Z' };
    expect(await person('Status,Termination Date', 'Active,2026-10-31', older)).toEqual({
      ...nothing,
      status: 'active',
      leavesOn: '2026-10-31',
    });
  });

  test('a contradiction is bounded and reported once with its count', async () => {
    const cell = 'y'.repeat(3);
    const header = `Archived ${' '.repeat(3)}(${'yes or no, '.repeat(20)})`;
    const { observations, summary } = await read(
      `id,email,Enabled,"${header}"\na,a@example.com,True,yes\nb,b@example.com,True,yes\nc,c@example.com,True,${cell}\n`,
      directory,
    );
    const [first] = observations;
    const said = first !== undefined && 'contradiction' in first.row ? first.row.contradiction : null;
    expect(said?.length).toBeLessThan(120);
    expect(summary.warnings.filter(({ why }) => why.includes('contradict'))).toMatchObject([
      { line: 2, why: expect.stringContaining('2 rows contradict themselves') },
    ]);
  });
});

describe('somebody whom Entra ID deleted', () => {
  const id = '0f3c1111-2222-4333-8444-555566667777';
  const prefix = id.replaceAll('-', '');

  test.each([
    [id, `${prefix}ada@example.com`, 'True', 'deleted', ['ada@example.com']],
    [id, `${prefix.toUpperCase()}Ada@example.com`, '', 'deleted', ['ada@example.com']],
    ['', `${prefix}ada.quist@example.com`, 'True', 'deleted', ['ada.quist@example.com']],
    // Another object id, or a hash: part of a name.
    ['9f3c1111-2222-4333-8444-555566667777', `${prefix}ada@example.com`, 'True', 'active', []],
    ['', `${prefix}${prefix}@example.com`, 'True', 'active', []],
    [id, `${prefix}@example.com`, 'True', 'active', []],
  ])('%s %s', async (objectId, upn, enabled, status, otherEmails) => {
    const [row] = await identities(`id,userPrincipalName,accountEnabled\n${objectId},${upn},${enabled}\n`, {
      ...directory,
      directory: 'entra',
    });
    expect(row).toMatchObject({ status, otherEmails, contradiction: null, statusChangedAt: null });
  });
});
