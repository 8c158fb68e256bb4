import { describe, expect, test } from 'vitest';
import { read, refusal, USERS } from './reading.ts';

const ROWS = Array.from(
  { length: 24 },
  (_, at) =>
    `Person ${at},p${at}@acme.com,Rep,Team ${at % 3},${at % 4 === 0 ? 'Inactive' : 'Active'},2026-03-05T10:00:00Z`,
);
const WHOLE = `${USERS}\n${ROWS.join('\n')}\n`;
const users = { kind: 'clari-users' } as const;

const CUT: readonly (readonly [string, string])[] = [
  ['in a cell in the middle', `${USERS}\n${ROWS.join('\n')}\nZoe,zoe@ac`],
  ['after a delimiter', `${USERS}\n${ROWS.join('\n')}\nZoe,zoe@acme.com,`],
  ['in the first cell', `${USERS}\n${ROWS.join('\n')}\nZo`],
  ['in a quotation', `${USERS}\n${ROWS.join('\n')}\n"Roe, Zo`],
  ['in a quotation with breaks', `${USERS}\n${ROWS.join('\n')}\n"Roe,\nZoe\n`],
  ['in the last cell, which is a timestamp everywhere', WHOLE.slice(0, -8)],
  ['before the last cell, which is never blank', WHOLE.slice(0, -21)],
  ['in the middle of CRLF', WHOLE.replaceAll('\n', '\r\n').slice(0, -1)],
  [
    'in a status that is one of two words',
    `Email,Role,Status\n${'a@b.co,Rep,Active\n'.repeat(4)}${'c@d.co,Rep,Inactive\n'.repeat(4)}e@f.co,Rep,Inac`,
  ],
];

describe('files that were cut off', () => {
  test.each(CUT)('%s: a part, and the row that is not whole is refused', async (_name, text) => {
    const { summary } = await read(text, users);
    expect(summary.truncated).toBe(true);
    expect(summary.warnings[0]?.why).toContain('cut off here');
    expect(summary.tally.rowsAccepted).toBeGreaterThan(7);
  });

  test.each(CUT)('%s: not what was stated complete', async (_name, text) => {
    const { code, message, remedy } = await refusal(() => read(text, { ...users, completeness: 'complete' }));
    expect(code).toBe('ERR_EXPORT_TRUNCATED');
    expect(message).toMatch(/export\.csv, line \d+/);
    expect(remedy).toContain('Download it again');
    expect(remedy).toContain('--partial');
  });

  test.each(CUT)('%s: a stated part is a part', async (_name, text) => {
    expect((await read(text, { ...users, completeness: 'partial' })).summary.truncated).toBe(true);
  });

  test('the line is the one that is not whole', async () => {
    const { summary } = await read(`${WHOLE}Zoe,zoe@ac`, users);
    expect(summary.rejected).toEqual([
      { line: 26, why: 'The file ends in the middle of this row: 2 of 6 cells, and no line break.' },
    ]);
    expect(summary.tally).toMatchObject({ rowsRead: 25, rowsAccepted: 24, rowsRefused: 1 });
  });

  test('a file of nothing but a cut row', async () => {
    expect((await refusal(() => read(`${USERS}\nZoe,zo`, users))).code).toBe('ERR_EXPORT_TRUNCATED');
  });

  test.each([
    ['with a line break at the end', WHOLE],
    ['without one', WHOLE.slice(0, -1)],
    ['with a blank line at the end', `${WHOLE}\n`],
    ['with CRLF', WHOLE.replaceAll('\n', '\r\n')],
    ['with CRLF and none at the end', WHOLE.replaceAll('\n', '\r\n').slice(0, -2)],
    [
      'whose last cell is blank in other rows too',
      `${USERS}\nAnn,a@b.co,Rep,East,Active,\nBob,b@b.co,Rep,East,Active,`,
    ],
    ['whose last word is new', `Email,Role,Status\n${'a@b.co,Rep,Active\n'.repeat(9)}e@f.co,Rep,Invited`],
  ])('a whole file %s is not cut off', async (_name, text) => {
    const { summary } = await read(text, { ...users, completeness: 'complete' });
    expect(summary).toMatchObject({ truncated: false, tally: { rowsRefused: 0 } });
  });

  test('wherever a file is cut, it is noticed, or only whole rows are missing', async () => {
    for (let at = WHOLE.length - 140; at < WHOLE.length; at += 1) {
      const { summary } = await read(WHOLE.slice(0, at), users);
      const atRowEnd = WHOLE[at] === '\n' || WHOLE[at - 1] === '\n';
      expect(summary.truncated, JSON.stringify(WHOLE.slice(at - 12, at))).toBe(!atRowEnd);
    }
  });
});
