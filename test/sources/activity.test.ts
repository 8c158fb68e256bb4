import { describe, expect, test } from 'vitest';
import { mentionsIn, read, warned } from './reading.ts';

const ACTIVITY = {
  activityId: 'a1',
  activityType: 'MEETING',
  subject: 'Ann and Globex',
  date: 1_790_000_000_000,
  activityOwnerId: 'U1',
  accounts: [{ accountId: '001', accountName: 'Globex', accountOwnerId: 'U9' }],
  opportunities: [{ opportunityId: '006', opportunityName: 'Globex 2027', opportunityOwnerId: 'U2' }],
  participants: [
    { name: 'Ann Ott', email: 'Ann@Acme.com', sfdcUserId: 'U1', isInternal: true },
    { name: 'Bo', email: 'bo@acme.com', sfdcUserId: '', isInternal: true },
    { name: 'Cy', email: 'cy@globex.com', sfdcUserId: '', isInternal: false },
    { name: 'Di', email: 'di@globex.com', sfdcUserId: 'U7', isInternal: false },
  ],
};

function json(...activities: readonly unknown[]): string {
  return JSON.stringify({ activities });
}

describe('an activity export', () => {
  test('owners by id, internal participants by id and address, customers never', async () => {
    const named = mentionsIn(await read(json(ACTIVITY)));
    expect(named.map(({ line, key, role, email }) => [line, key, role, email])).toEqual([
      [1, 'crm:U1', 'activity_owner', null],
      [2, 'crm:U2', 'activity_owner', null],
      [3, 'crm:U1', 'activity_participant', 'ann@acme.com'],
    ]);
    // A meeting took place, which is no use of Clari.
    expect(named.every(({ actedAt, event }) => actedAt === null && event === null)).toBe(true);
  });

  test('everybody is named once', async () => {
    const all = await read(json(...Array.from({ length: 500 }, () => ACTIVITY)));
    expect(mentionsIn(all)).toHaveLength(3);
    expect(all.summary.tally).toMatchObject({ rowsAccepted: 500 });
  });

  test.each([
    ['without lists', { activityId: 'a', activityOwnerId: 'U1' }, 1],
    ['with lists of other things', { ...ACTIVITY, participants: 'none', opportunities: [null, 3, []] }, 1],
    ['with nobody', { activityId: 'a', activityOwnerId: null }, 0],
  ])('%s', async (_name, activity, mentions) => {
    const all = await read(json(activity));
    expect(mentionsIn(all)).toHaveLength(mentions);
    expect(all.summary.tally.rowsAccepted).toBe(1);
  });

  test('a wrong checksum is warned of, and the id kept', async () => {
    const all = await read(json({ ...ACTIVITY, activityOwnerId: '0044x000005ChMyQQA' }));
    expect(mentionsIn(all)[0]?.crmId).toBe('0044x000005ChMyQQA');
    expect(warned(all)).toContain('checksum');
  });
});
