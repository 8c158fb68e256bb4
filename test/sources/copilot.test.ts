import { describe, expect, test } from 'vitest';
import { inspect, read, refusal, warned } from './reading.ts';

const ANN = { id: 'c_1', email: 'Ann@Acme.com', name: 'Ann Ott', role: 'REP', is_recording: true, manager_id: 'c_2' };

describe('a list of Copilot users', () => {
  test.each([
    ['under users', JSON.stringify({ users: [ANN] })],
    ['bare', JSON.stringify([ANN])],
  ])('%s', async (_name, content) => {
    const { observations } = await read(content);
    expect(observations).toEqual([
      {
        of: 'account',
        row: {
          line: 1,
          app: 'copilot',
          key: 'id:c_1',
          exportId: 'c_1',
          crmId: null,
          email: 'ann@acme.com',
          name: 'Ann Ott',
          givenName: null,
          familyName: null,
          employeeId: null,
          role: 'REP',
          team: null,
          status: 'active',
          statusRaw: null,
          lastLogin: null,
        },
      },
    ]);
  });

  test('it speaks of Copilot', async () => {
    expect((await inspect(JSON.stringify([ANN]))).head).toMatchObject({
      kind: 'clari-copilot-users',
      app: 'copilot',
      directory: null,
    });
  });

  test('lines are distinct and ascend; a repeated account is pointed out', async () => {
    const { observations, summary } = await read(JSON.stringify([ANN, { ...ANN, id: 7 }, ANN]));
    expect(observations.map(({ row }) => row.line)).toEqual([1, 2, 3]);
    expect(summary.warnings).toHaveLength(1);
  });

  test('the e-mail identifies where there is no id; an unreadable one is set aside', async () => {
    const all = await read(
      JSON.stringify([ANN, { ...ANN, id: null }, { ...ANN, id: 'c_x', email: 'none' }, { name: 'N' }]),
    );
    expect(all.observations.map(({ row }) => ('key' in row ? row.key : ''))).toEqual([
      'id:c_1',
      'email:ann@acme.com',
      'id:c_x',
    ]);
    expect(warned(all)).toContain('[2].email "none" is no e-mail address');
    expect(all.summary.rejected).toHaveLength(1);
  });

  test('an empty list proves nothing and is refused', async () => {
    expect((await refusal(() => inspect('{"users":[]}', { kind: 'clari-copilot-users' }))).code).toBe('ERR_NO_ROWS');
  });

  test('an id of more digits than a number keeps comes with all of them', async () => {
    const all = await read(
      '[{"id":12345678901234567890,"email":"a@b.co","is_recording":false},{"id":12345678901234567891,"email":"b@b.co"}]',
    );
    expect(all.observations.map((one) => ('exportId' in one.row ? one.row.exportId : ''))).toEqual([
      '12345678901234567890',
      '12345678901234567891',
    ]);
    expect(warned(all)).toBe('');
  });

  test.each(['1.5', '1e30', '9007199254740993.5'])('an id of %s is set aside', async (id) => {
    const all = await read(`[{"id":${id},"email":"a@b.co","is_recording":false}]`);
    expect(all.observations[0]?.row).toMatchObject({ key: 'email:a@b.co', exportId: null });
    expect(warned(all)).toContain('exact');
  });

  test.each([
    [{ status: 'ACTIVE' }, 'active', 'ACTIVE'],
    [{ status: 'Deactivated' }, 'inactive', 'Deactivated'],
    [{ state: 'suspended' }, 'inactive', 'suspended'],
    [{ user_status: { name: 'Inactive' } }, 'inactive', 'Inactive'],
    [{ isActive: false }, 'inactive', 'isActive: false'],
    [{ active: 'no' }, 'inactive', 'active: no'],
    [{ is_deactivated: true }, 'inactive', 'is_deactivated: true'],
    [{ disabled: 1 }, 'inactive', 'disabled: 1'],
    [{ deleted: false, archived: false }, 'active', null],
    [{ deletedAt: '2026-10-02T08:00:00Z' }, 'inactive', 'deletedAt: 2026-10-02T08:00:00Z'],
    [{ deactivated_on: 1_790_000_000_000 }, 'inactive', 'deactivated_on: 1790000000000'],
    [{ deletedAt: null, disabled_at: '', removed_at: 0 }, 'active', null],
    [{ deleted_at: '1970-01-01T00:00:00Z' }, 'active', null],
    [{ deleted_at: '9999-12-31T23:59:59Z', disabled_on: '01/01/1900', removed_at: '0001-01-01' }, 'active', null],
    [{ deletion_date: '2099-01-01T00:00:00Z', suspended_at: 'never' }, 'active', null],
    [{ deactivation_date: '2026-12-31' }, 'active', null],
    [{ deactivation_date: '31.10.2026' }, 'inactive', 'deactivation_date: 31.10.2026'],
    [{ deactivated_at: 'last week' }, 'unknown', 'deactivated_at: last week'],
    [{ active: 'oui', archived: 'nein' }, 'active', 'active: oui'],
    [{ active: 'x' }, 'unknown', 'active: x'],
    [{ archived: 'x' }, 'unknown', 'archived: x'],
    [{ status: 'pending invite' }, 'unknown', 'pending invite'],
    [{ status: 'active', deletedAt: '2026-10-02' }, 'unknown', 'active; deletedAt: 2026-10-02'],
    [{ isActive: true, suspended: true }, 'unknown', 'isActive: true; suspended: true'],
    [{ department: 'Disabled Access', stage: 'x' }, 'active', null],
  ])('an item that says %j is %s', async (own, status, statusRaw) => {
    const all = await read(JSON.stringify({ users: [{ ...ANN, ...own }] }));
    expect(all.observations[0]?.row).toMatchObject({ status, statusRaw });
    expect(warned(all).includes('unknown')).toBe(status === 'unknown');
  });

  test("a list with people's roles and managers alone may be anybody's", async () => {
    const { is_recording: _, ...other } = ANN;
    const { code, remedy } = await refusal(() => inspect(JSON.stringify([other])));
    expect(code).toBe('ERR_KIND_UNKNOWN');
    expect(remedy).toContain('--kind');
    const stated = await inspect(JSON.stringify([other]), { kind: 'clari-copilot-users' });
    expect(stated.head.kind).toBe('clari-copilot-users');
  });

  test('a mapping is refused, since JSON has no headers', async () => {
    const { code } = await refusal(() => inspect(JSON.stringify([ANN]), { mapping: { email: 'mail' } }));
    expect(code).toBe('ERR_USAGE');
  });
});
