import { describe, expect, test } from 'vitest';
import { itemHash } from '../../src/report/worksheet/item-hash.ts';
import { bytesInput } from '../../src/sources/file/input.ts';
import { worksheetFile } from '../../src/sources/worksheet/worksheet-file.ts';
import { asCsv, filled, frozen, ITEMS, SHEET } from '../helpers/review-sheet.ts';
import { workbook } from '../helpers/workbook.ts';
import { type Content, refusal } from './reading.ts';

const HEADER = SHEET.head.length;
/** Line of the header, and of an item. */
const lineOf = (ordinal: number) => HEADER + 1 + ordinal;
const COLUMNS = filled({})[HEADER] ?? [];
const at = (name: string) => COLUMNS.indexOf(name);

function readBack(content: Content, name = 'rita.csv') {
  return worksheetFile(bytesInput(name, typeof content === 'string' ? Buffer.from(content) : content), null, frozen);
}

const ANSWERS = {
  1: { decision: 'revoke', rationale: 'left in May' },
  2: { decision: 'change_role', rationale: 'moved', role_to: 'Viewer' },
  3: { decision: 'not_mine', to: 'max@acme.com' },
};
const DECIDED = [
  { ordinal: 1, decision: 'revoke', rationale: 'left in May', role: null, to: null },
  { ordinal: 2, decision: 'change_role', rationale: 'moved', role: 'Viewer', to: null },
  { ordinal: 3, decision: 'not_mine', rationale: null, role: null, to: 'max@acme.com' },
  { ordinal: 4, decision: null, rationale: null, role: null, to: null },
];
const ROWS = filled(ANSWERS);
const moved = (rows: readonly (readonly string[])[], order: (cells: readonly string[]) => readonly string[]) =>
  rows.map((cells, line) => (line < HEADER ? cells : order(cells)));

describe('a worksheet comes back', () => {
  test.each<[string, Content, string?]>([
    ['as it was written', asCsv(ROWS)],
    ['with semicolons, as Excel saves it in much of Europe', asCsv(ROWS, ';')],
    ['with tabs, as UTF-16', Buffer.from(`\ufeff${asCsv(ROWS, '\t')}`, 'utf16le')],
    ['with a byte-order mark and sep=', `\ufeffsep=;\r\n${asCsv(ROWS, ';')}`],
    ['with LF alone', asCsv(ROWS).replaceAll('\r\n', '\n')],
    ['padded to one width', asCsv(ROWS.map((cells) => [...cells, ...Array(20 - cells.length).fill('')]))],
    [
      'with lines that end early',
      asCsv(ROWS.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1))),
    ],
    ['with other columns first', asCsv(moved(ROWS, (cells) => [...cells.slice(8), ...cells.slice(0, 8)]))],
    ['with columns that were added', asCsv(moved(ROWS, (cells) => ['x', ...cells, 'my notes']))],
    ['without columns that decide nothing', asCsv(moved(ROWS, (cells) => [...cells.slice(0, 2), ...cells.slice(12)]))],
    ['with empty lines', asCsv(ROWS.flatMap((cells) => [cells, cells.map(() => '')]))],
    [
      'with headers in another case',
      asCsv(
        ROWS.map((cells, line) =>
          line === HEADER ? cells.map((cell) => cell.toUpperCase().replace('_', ' ')) : cells,
        ),
      ),
    ],
    ['sorted by another column', asCsv([...ROWS.slice(0, HEADER + 1), ...ROWS.slice(HEADER + 1).toReversed()])],
    ['with a total below', asCsv([...ROWS, ['', '', '', '4 users']])],
    ['as a workbook', workbook({ sheets: [{ rows: ROWS }] }), 'rita.xlsx'],
    [
      'as a workbook with numbers and another sheet',
      workbook({
        sheets: [
          { rows: [['my own notes']] },
          { rows: ROWS.map((cells, line) => (line <= HEADER ? cells : [Number(cells[0]), ...cells.slice(1)])) },
        ],
      }),
      'rita.xlsx',
    ],
  ])('%s', async (_, content, name) => {
    const read = await readBack(content, name);
    expect(read.rejected).toEqual([]);
    expect(read).toMatchObject({ reviewId: 'rv_2026q4', reviewer: 'rita@acme.com' });
    const rows = read.rows.toSorted((a, b) => a.ordinal - b.ordinal);
    expect(rows.map(({ line: _line, itemHash: _hash, ...rest }) => rest)).toEqual(DECIDED);
    expect(rows.map((row) => row.itemHash)).toEqual(ITEMS.map((item) => itemHash('rv_2026q4', item)));
  });

  test('with the line of each item', async () => {
    const { rows } = await readBack(asCsv(filled({})).replaceAll('渡辺\nsecond', '渡辺 second'));
    expect(rows.map(({ line, ordinal }) => [ordinal, line])).toEqual(
      ITEMS.map(({ ordinal }) => [ordinal, lineOf(ordinal)]),
    );
  });

  test.each([
    ['Keep ', 'keep'],
    ['KEEP', 'keep'],
    ['keep.', 'keep'],
    ['ke\u200bep', 'keep'],
    ['Change role', 'change_role'],
    ['change-role', 'change_role'],
    ['Change\u00a0–\u00a0Role', 'change_role'],
    ['ｎｏｔ＿ｍｉｎｅ', 'not_mine'],
  ])('with %j as it was meant', async (decision, meant) => {
    const read = await readBack(asCsv(filled({ 1: { decision } })));
    expect([read.rejected, read.rows[0]?.decision]).toEqual([[], meant]);
  });

  test('with a rationale that begins as a formula would', async () => {
    const { rows } = await readBack(asCsv(filled({ 1: { decision: 'revoke', rationale: "'- left in May" } })));
    expect(rows[0]?.rationale).toBe('- left in May');
  });
});

describe('a line that leaves a doubt is rejected, and the others are read', () => {
  const hash = (ordinal: number) => ROWS[HEADER + ordinal]?.[at('item_hash')] ?? '';
  test.each<[string, Readonly<Record<number, Readonly<Record<string, string>>>>, string]>([
    [
      'a word that is no decision',
      { 1: { decision: 'remove' } },
      '"remove" is no decision: write keep, revoke, change_role, not_mine.',
    ],
    [
      'a decision with a question mark',
      { 1: { decision: 'keep?' } },
      '"keep?" is no decision: write keep, revoke, change_role, not_mine.',
    ],
    [
      'two decisions',
      { 1: { decision: 'keep/revoke' } },
      '"keep/revoke" is no decision: write keep, revoke, change_role, not_mine.',
    ],
    [
      'a rationale alone',
      { 1: { rationale: 'left' } },
      'The decision is blank, though the cells beside it are filled in.',
    ],
    [
      'the hash of another item',
      { 1: { item_hash: hash(2), decision: 'keep' } },
      'The item_hash is not that of item 1: the line was changed, or is of another review or item.',
    ],
    [
      'no hash',
      { 1: { item_hash: '', decision: 'keep' } },
      'The item_hash of item 1 is missing, and without it nothing shows that the line is as it was written.',
    ],
    ['no number', { 1: { item: '', decision: 'keep' } }, 'The item number is missing.'],
    ['a number that a spreadsheet made a date', { 1: { item: '01-Jan' } }, '"01-Jan" is no item number.'],
    ['an item that the review does not have', { 1: { item: '99' } }, 'The review has no item 99.'],
    [
      'the address of another account',
      { 1: { email: 'user2@acme.com', decision: 'keep' } },
      'The line shows "user2@acme.com", which is not the account of item 1: were columns sorted apart?',
    ],
    [
      'another account',
      { 1: { account: 'id:u2', decision: 'keep' } },
      'The line shows "id:u2", which is not the account of item 1: were columns sorted apart?',
    ],
    [
      'a rationale beyond all measure',
      { 1: { decision: 'revoke', rationale: 'x'.repeat(2_001) } },
      'A cell has more than 2000 characters: say it shorter.',
    ],
  ])('%s', async (_, answers, why) => {
    const read = await readBack(asCsv(filled(answers)));
    expect(read.rejected).toEqual([{ line: lineOf(1), why }]);
    expect(read.rows.map(({ ordinal }) => ordinal)).toEqual([2, 3, 4]);
  });

  test('an item on two lines, on both', async () => {
    const rows = filled({ 1: { decision: 'keep' } });
    const again = [...rows.slice(0, HEADER + 3), rows[HEADER + 1] ?? [], ...rows.slice(HEADER + 3)];
    const read = await readBack(asCsv(again));
    const why = `Item 1 stands on lines ${lineOf(1)}, ${lineOf(3)}, so neither counts.`;
    expect(read.rejected).toEqual([
      { line: lineOf(1), why },
      { line: lineOf(3), why },
    ]);
    expect(read.rows.map(({ ordinal }) => ordinal)).toEqual([2, 3, 4]);
  });

  test('a number that a spreadsheet rounded, beside its item', async () => {
    const read = await readBack(asCsv(filled({ 4: { account: '5,3E+15', decision: 'keep' } })));
    expect([read.rejected, read.rows[3]?.decision]).toEqual([[], 'keep']);
  });

  test.each([
    ['keep,because, well', 'role_to is filled in, which keep does not have.'],
    ['keep,because, well, no', 'role_to is filled in, which keep does not have.'],
    ['change_role,moved, to lead,Viewer', 'to is filled in, which change_role does not have.'],
    ['not_mine,ask Max, he knows,max@acme.com', 'role_to is filled in, which not_mine does not have.'],
    ['keep,a,b,c,d', '17 cells, but the header has 16: is a value with the delimiter in it not quoted?'],
  ])('a delimiter that a person typed into a line: %s', async (typed, why) => {
    const read = await readBack(asCsv(filled({ 1: { decision: 'DECIDED' } })).replace(/DECIDED,*/, typed));
    expect(read.rejected).toEqual([{ line: lineOf(1), why }]);
    expect(read.rows.map(({ ordinal }) => ordinal)).toEqual([2, 3, 4]);
  });

  test('a quotation that never closes', async () => {
    const read = await readBack(`${asCsv(filled({}))}\r\n5,"`);
    expect(read.rejected).toEqual([{ line: lineOf(4) + 2, why: 'A quotation that opens here never closes.' }]);
    expect(read.rows.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4]);
  });
});

describe('a sheet that says too little is refused whole', () => {
  const without = (name: string) => moved(ROWS, (cells) => cells.filter((_, index) => index !== at(name)));
  test.each<[string, readonly (readonly string[])[], string]>([
    ['no item', without('item'), `rita.csv, line ${HEADER + 1}: no column is item.`],
    ['no item_hash', without('item_hash'), `rita.csv, line ${HEADER + 1}: no column is item_hash.`],
    ['no decision', without('decision'), `rita.csv, line ${HEADER + 1}: no column is decision.`],
    [
      'two decisions',
      moved(ROWS, (cells) => [...cells, cells[at('decision')] ?? '']),
      `rita.csv, line ${HEADER + 1}: more than one column is decision.`,
    ],
    ['no review', ROWS.slice(2), 'rita.csv: no line above the table says the id of the review.'],
    [
      'no reviewer',
      ROWS.filter((_, line) => line !== 2),
      'rita.csv: no line above the table says the address of the reviewer.',
    ],
  ])('%s', async (_, rows, message) => {
    expect(await refusal(() => readBack(asCsv(rows)))).toMatchObject({ code: 'ERR_HEADER', message });
  });

  test('a sheet of another review', async () => {
    const rows = ROWS.map((cells, line) => (line === 1 ? ['Review id', 'rv_other'] : cells));
    const read = await readBack(asCsv(rows));
    expect([read.reviewId, read.rows, read.rejected.length]).toEqual(['rv_other', [], 4]);
  });
});
