import { describe, expect, test } from 'vitest';
import { accounts, assignments, identities, inspect, opportunitiesIn, read, refusal, warned } from './reading.ts';

const directory = { kind: 'directory', directory: 'hr', asOf: '2026-11-20T09:00:00.000Z' } as const;

/** The last day of the first person of a list, and what was said. */
async function lastDay(values: readonly string[], order: string | null, status = '') {
  const rows = values.map((value, at) => `p${at},p${at}@example.com,${status},${value}\n`).join('');
  const said = order === null ? directory : { ...directory, mapping: { date_order: order } };
  const all = await read(`id,email,Status,Termination Date\n${rows}`, said);
  const [first] = all.observations;
  const row = first?.of === 'identity' ? first.row : null;
  return {
    day: (row?.leavesOn ?? row?.statusChangedAt)?.at.slice(0, 10) ?? null,
    status: row?.status,
    why: warned(all),
  };
}

describe('the order in which a file writes its dates', () => {
  test.each<[string, string, string | null, (readonly string[])?]>([
    ['dmy', '04/05/2026', '2026-05-04'],
    ['mdy', '04/05/2026', '2026-04-05'],
    ['DMY', '04.05.2026', '2026-05-04'],
    ['dmy', '31/10/2026', '2026-10-31'],
    ['dmy', '04/05/2026 13:45', '2026-05-04'],
    // Years of two digits are of this century.
    ['dmy', '04/05/26', '2026-05-04'],
    ['mdy', '04/05/26', '2026-04-05'],
    ['ymd', '26/05/04', '2026-05-04'],
    ['ymd', '2026/05/04', '2026-05-04'],
    // What needs no order is read in any.
    ['mdy', '2026-05-04', '2026-05-04'],
    ['mdy', '4 May 2026', '2026-05-04'],
    // What contradicts it is refused.
    ['dmy', '10/31/2026', null],
    ['mdy', '31/10/2026', null],
    ['ymd', '04/05/2026', null],
    ['ymd', '31/10/2026', null],
    ['dmy', '31/11/2026', null],
    // So is what may be either, in a column that the statement does not fit.
    ['dmy', '04/05/2026', null, ['10/31/2026']],
    ['mdy', '04/05/2026', null, ['31/10/2026']],
    // A column that has both is what the statement says, as far as it can be.
    ['dmy', '04/05/2026', '2026-05-04', ['10/31/2026', '31/10/2026']],
    ['dmy', '31/10/2026', '2026-10-31', ['10/31/2026']],
  ])('stated as %s, %s is %s', async (order, value, day, more = []) => {
    expect(await lastDay([value, ...more], order)).toMatchObject({ day });
  });

  test.each<[string, string | null, string, string]>([
    ['10/12/2026', null, 'unknown', '--map date_order=dmy (mdy, ymd) says which'],
    ['10/12/2026', 'dmy', 'unknown', 'lay ahead'],
    ['10/12/2026', 'mdy', 'deactivated', ''],
    ['12/31/2026', 'dmy', 'unknown', 'is no date in the order that was stated (day, month, year)'],
  ])('a last day on %s, stated as %s, makes the status %s', async (value, order, status, says) => {
    const found = await lastDay([value], order);
    expect(found.status).toBe(status);
    expect(found.why).toContain(says);
  });

  test('both readings past is past, whatever the order', async () => {
    expect(await lastDay(['04/05/2026'], null)).toMatchObject({ status: 'deactivated', day: null });
  });

  test('holds for every column of the file, and is reported', async () => {
    const text =
      'id,login,Status,Status Changed,Hire Date,Termination Date\na,ada,Inactive,04/05/2026,03/02/2026,05/06/2026\n';
    const [row] = await identities(text, { ...directory, mapping: { date_order: 'dmy' } });
    expect(row).toMatchObject({ status: 'deactivated', statusChangedAt: { at: '2026-05-04T00:00:00.000Z' } });
    const { detection } = await inspect(text, { ...directory, mapping: { date_order: 'dmy' } });
    expect(detection.why).toContain('Dates such as 04/05/2026 are read as day, month, year, as stated.');
  });

  test('of accounts, of assignments and of opportunities', async () => {
    const mapping = { date_order: 'mdy' };
    const [account] = await accounts('Email,Status,Last Login\na@b.co,Active,03/05/2026\n', { mapping });
    expect(account?.lastLogin?.at).toBe('2026-03-05T00:00:00.000Z');
    const assigned = 'login,Assigned on,Unassigned on\nida,01/02/2026,03/05/2026\n';
    const [assignment] = await assignments(assigned, { mapping });
    expect(assignment).toMatchObject({
      status: 'unassigned',
      assignedAt: { at: '2026-01-02T00:00:00.000Z' },
      unassignedAt: { at: '2026-03-05T00:00:00.000Z' },
    });
    const [unclear] = await assignments(assigned);
    expect(unclear?.status).toBe('unknown');
    const deals = await read(
      'Opportunity ID,Opportunity Name,Stage,Close Date,Owner Email\n1,Big,Open,03/05/2027,a@b.co\n',
      {
        kind: 'opportunities',
        mapping,
      },
    );
    expect(opportunitiesIn(deals)[0]?.closeDate?.at).toBe('2027-03-05T00:00:00.000Z');
  });

  test.each(['d/m/y', '', 'euro'])('%j is no order', async (order) => {
    const { code, remedy } = await refusal(() => lastDay(['04/05/2026'], order));
    expect([code, remedy]).toEqual(['ERR_USAGE', expect.stringContaining('date_order=dmy (day, month, year)')]);
  });
});

describe('a last day that is today', () => {
  test.each<[string, string, boolean]>([
    ['Inactive', '2026-11-20', false],
    ['Inactive', '2026-11-21', true],
    ['Active', '2026-11-20', true],
    ['', '2026-11-20', true],
  ])('of somebody %s on %s is reported: %s', async (status, value, isReported) => {
    expect((await lastDay([value], null, status)).why.includes('lay ahead')).toBe(isReported);
  });
});
