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
          extra: { is_recording: 'true', manager_id: 'c_2' },
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

  test('an id that lost its digits is set aside', async () => {
    const content = `[{"id":12345678901234567890,"email":"a@b.co","is_recording":false}]`;
    const all = await read(content);
    expect(all.observations[0]?.row).toMatchObject({ key: 'email:a@b.co', exportId: null });
    expect(warned(all)).toContain('exact');
  });

  test('a mapping is refused, since JSON has no headers', async () => {
    const { code } = await refusal(() => inspect(JSON.stringify([ANN]), { mapping: { email: 'mail' } }));
    expect(code).toBe('ERR_USAGE');
  });
});
