import { describe, expect, test } from 'vitest';
import { inspect, mentionsIn, read, refusal, warned } from './reading.ts';

describe('a quota file', () => {
  test.each([
    ['CRM_USER_ID,QUOTA_NAME,PERIOD_NAME,QUOTA_GOAL', 'U1,New Business,2026_Q3,250000'],
    ['QUOTA_GOAL,PERIOD_NAME,QUOTA_NAME,CRM_USER_ID', '250000,2026_Q3,New Business,U1'],
    ['period name,crm user id,Quota Goal,quota name', '2026_Q3,U1,,New Business'],
  ])('%s', async (header, row) => {
    const all = await read(`${header}\n${row}\n`);
    expect(mentionsIn(all)).toMatchObject([{ line: 2, key: 'crm:U1', role: 'quota_user', crmId: 'U1', email: null }]);
    expect((await inspect(`${header}\n${row}\n`)).head).toMatchObject({ kind: 'clari-quota', app: 'clari' });
  });

  test('one person in many rows is named once, and every row counts', async () => {
    const all = await read(
      'CRM_USER_ID,QUOTA_NAME,PERIOD_NAME,QUOTA_GOAL\nU1,A,2026_Q1,1\nU1,A,2026_Q2,\nU2,A,2026_Q1,-5\n',
    );
    expect(mentionsIn(all).map(({ line, key }) => [line, key])).toEqual([
      [2, 'crm:U1'],
      [4, 'crm:U2'],
    ]);
    expect(all.summary.tally).toMatchObject({ rowsRead: 3, rowsAccepted: 3 });
  });

  test('a row without an id is refused, a wrong checksum is warned of', async () => {
    const all = await read('CRM_USER_ID,QUOTA_NAME,QUOTA_GOAL\n0051U00000AbCdEAAA,A,1\n,A,1\n');
    expect(all.summary.rejected.map(({ line }) => line)).toEqual([3]);
    expect(warned(all)).toContain('checksum');
  });

  test('without a column of ids it is refused', async () => {
    expect(await refusal(() => inspect('QUOTA_NAME,PERIOD_NAME,QUOTA_GOAL\nA,2026_Q1,1\n'))).toMatchObject({
      code: 'ERR_HEADER',
    });
  });
});
