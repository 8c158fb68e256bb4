import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, onTestFinished, test } from 'vitest';
import { itemHash } from '../../src/report/worksheet/item-hash.ts';
import { worksheetCsv } from '../../src/report/worksheet/worksheet-csv.ts';
import { WORKSHEET_COLUMNS, worksheetRows } from '../../src/report/worksheet/worksheet-rows.ts';
import { worksheetXlsx } from '../../src/report/worksheet/worksheet-xlsx.ts';
import { bytesInput } from '../../src/sources/file/input.ts';
import { worksheetFile } from '../../src/sources/worksheet/worksheet-file.ts';
import { frozen, ITEMS, REVIEW, reviewItem, SHEET } from '../helpers/review-sheet.ts';

describe('the hash of an item', () => {
  const hash = itemHash(REVIEW.reviewId, reviewItem(7));

  test('is the same for the same facts, in whatever order', () => {
    const { ordinal, ...rest } = reviewItem(7);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(hash).toBe('6e605cf3f2457c4c');
    expect(itemHash(REVIEW.reviewId, { ...rest, ordinal })).toBe(hash);
  });

  test.each([
    ['another review', itemHash('rv_other', reviewItem(7))],
    ['another number', itemHash(REVIEW.reviewId, reviewItem(7, { ordinal: 8 }))],
    ['another role', itemHash(REVIEW.reviewId, reviewItem(7, { role: 'Admin' }))],
    ['other evidence', itemHash(REVIEW.reviewId, reviewItem(7, { evidence: [] }))],
    ['another suggestion', itemHash(REVIEW.reviewId, reviewItem(7, { suggestion: { decision: null, why: '' } }))],
  ])('differs for %s', (_, other) => expect(other).not.toBe(hash));

  test('does not change with who has to decide', () => {
    const queued = { ...reviewItem(7), reviewer: 'x@acme.com', second: 'y@acme.com', outcome: 'keep', gaps: [] };
    expect(itemHash(REVIEW.reviewId, queued)).toBe(hash);
  });
});

describe('a worksheet as CSV', () => {
  const rows = Papa.parse<string[]>(worksheetCsv(SHEET).replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;
  const table = rows.slice(SHEET.head.length);

  test('says above the table what it is about', () => {
    expect(rows.slice(0, 6)).toEqual([
      ['Review', 'Clari, Q4 2026'],
      ['Review id', 'rv_2026q4'],
      ['Reviewer', 'rita@acme.com'],
      ['Due', '2026-12-15 17:00 UTC'],
      ['Population', '5 accounts of clari as of 2026-11-20 09:30 UTC, 4 of them in this review, 4 on this sheet'],
      ['Population hash', `sha256:${'b'.repeat(64)}`],
    ]);
  });

  test('names why an incomplete population was accepted', () => {
    const sheet = worksheetRows({ ...REVIEW, acceptedIncomplete: 'Okta is down until Monday' }, 'rita@acme.com', ITEMS);
    expect(sheet.head).toContainEqual(['Not proven complete', 'accepted because: Okta is down until Monday']);
    expect(SHEET.head.map(([label]) => label)).not.toContain('Not proven complete');
  });

  test('has a line for each item, with nothing decided', () => {
    expect(table[0]).toEqual([...WORKSHEET_COLUMNS]);
    expect(table[1]).toEqual([
      '1',
      `sha256:${itemHash('rv_2026q4', reviewItem(1, ITEMS[0]))}`,
      'id:u1',
      'User 1',
      'user1@acme.com',
      'Admin (privileged)',
      'West',
      'leaver active',
      'identity deactivated; okta (2026-11-20 09:30 UTC): active and assigned',
      '2026-11-18 08:00 UTC',
      'role changed, before: Rep',
      'revoke: the person left',
      '',
      '',
      '',
      '',
    ]);
    expect(table.slice(1).map((cells) => cells.slice(-4).join(''))).toEqual(['', '', '', '']);
  });

  test('has no cell that a spreadsheet runs', () => {
    expect(table[2]?.slice(3, 7)).toEqual([
      `'=HYPERLINK("http://evil.example","x")`,
      'user2@acme.com',
      'Rep',
      "'@SUM(1)",
    ]);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });
});

describe('a worksheet as a workbook', () => {
  test('comes back as it went out, with nothing decided', async () => {
    const bytes = await worksheetXlsx(SHEET);
    const read = await worksheetFile(bytesInput('rita.xlsx', bytes), null, frozen);
    expect(read).toMatchObject({ reviewId: 'rv_2026q4', reviewer: 'rita@acme.com', rejected: [] });
    expect(read.rows.map(({ ordinal, decision }) => [ordinal, decision])).toEqual(
      ITEMS.map((item) => [item.ordinal, null]),
    );
  });

  test('is the same bytes for the same review', async () => {
    expect(Buffer.from(await worksheetXlsx(SHEET)).equals(Buffer.from(await worksheetXlsx(SHEET)))).toBe(true);
  });

  test('reads the same to an independent reader, which finds the list of decisions and no formula', async (context) => {
    const python = process.env['CLARI_IDENTITY_TEST_PYTHON'] ?? 'python3';
    if (spawnSync(python, ['-c', 'import openpyxl']).status !== 0) {
      const why = 'no openpyxl on this machine: the workbook is not read by an independent reader';
      process.stderr.write(`${why}\n`);
      return context.skip(why);
    }
    const folder = await mkdtemp(join(tmpdir(), 'clari-sheet-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'rita.xlsx');
    await writeFile(path, await worksheetXlsx(SHEET));
    const said = spawnSync(python, ['-c', LOOK, path], { encoding: 'utf8' });
    expect(said.stderr).toBe('');
    const look = JSON.parse(said.stdout);
    const header = SHEET.head.length + 1;
    expect(look).toMatchObject({
      sheets: ['Review'],
      freeze: `A${header + 1}`,
      validations: [[`M${header + 1}:M${header + ITEMS.length}`, '"keep,revoke,change_role,not_mine"']],
      formulas: 0,
      formats: ['@'],
    });
    const rows = Papa.parse<string[]>(worksheetCsv(SHEET).replace(/^\ufeff/, ''), { skipEmptyLines: true }).data;
    expect(look.rows).toEqual(
      rows.map((cells) => cells.concat(Array(WORKSHEET_COLUMNS.length - cells.length).fill(''))),
    );
  });
});

const LOOK = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
cells = [cell for row in sheet.iter_rows() for cell in row]
print(json.dumps({
  'sheets': book.sheetnames,
  'freeze': sheet.freeze_panes,
  'validations': [[str(one.sqref), one.formula1] for one in sheet.data_validations.dataValidation],
  'formulas': len([cell for cell in cells if cell.data_type == 'f']),
  'formats': sorted({cell.number_format for row in sheet.iter_rows(min_row=sheet.max_row - 3, min_col=2) for cell in row}),
  'rows': [['' if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()],
}))
`;
