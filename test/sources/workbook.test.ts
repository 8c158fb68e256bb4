import { describe, expect, test } from 'vitest';
import { type Cell, type Lie, shared, sheetXml, styled, type WorkbookOf, workbook, zip } from '../helpers/workbook.ts';
import { generated, identities, inspect, read, refusal, rowsOf, warned } from './reading.ts';

const said = { kind: 'directory', directory: 'okta' } as const;
const HEADER = ['id', 'login', 'email', 'displayName', 'employeeId', 'status', 'deletedAt'] as const;
const row = (cells: Partial<Record<(typeof HEADER)[number], Cell>>): readonly Cell[] =>
  HEADER.map((name) => (name in cells ? (cells[name] ?? null) : name === 'login' ? 'ida@kiln.example' : null));
const book = (rows: readonly (readonly Cell[])[], more: Partial<WorkbookOf> = {}) =>
  workbook({ sheets: [{ name: 'People', rows }], ...more });
const withCell = (field: (typeof HEADER)[number], cell: Cell, more: Partial<WorkbookOf> = {}) =>
  book([HEADER, row({ status: 'ACTIVE', [field]: cell })], more);
const readCell = async (field: (typeof HEADER)[number], cell: Cell, more: Partial<WorkbookOf> = {}) =>
  (await identities(withCell(field, cell, more), said))[0];

describe('what a cell is', () => {
  const xml = (text: string): Cell => ({ xml: text });
  test.each<[string, Cell, string | null, Partial<WorkbookOf>?]>([
    ['a text', '00123', '00123'],
    ['a number', 4711, '4711'],
    ['a number under zeros', styled(123, 1), '00123', { formats: ['00000'] }],
    ['one that is longer than its zeros', styled(1_234_567, 1), '1234567', { formats: ['00000'] }],
    ['zeros with a literal', styled(123, 1), 'E00123', { formats: ['"E"00000'] }],
    ['zeros in groups', styled(1_234_567, 1), '001-23-4567', { formats: ['000-00-0000'] }],
    ['zeros in a colour, and another for less', styled(7, 1), '007', { formats: ['[Red]000;-000'] }],
    ['thousands', styled(12_345, 1), '12345', { formats: ['#,##0'] }],
    ['an exponent', xml('<c ><v>1E5</v></c>'), '100000'],
    ['a number that lost digits', xml('<c ><v>1.2345678901234567E+19</v></c>'), null],
    ['a shared text', shared(1), 'k-1', { strings: ['x', 'k-1'] }],
    [
      'a shared text in pieces',
      shared(0),
      'k-1',
      { strings: ['<r><t>k-</t></r><r><rPr><b/></rPr><t>1</t></r><rPh sb="0" eb="1"><t>kk</t></rPh>'] },
    ],
    ['text of a formula', xml('<c t="str"><f>A1&amp;"x"</f><v>k-1</v></c>'), 'k-1'],
    ['a number of a formula', xml('<c ><f>1+1</f><v>4711</v></c>'), '4711'],
    ['an error', xml('<c t="e"><v>#N/A</v></c>'), null],
    ['a broken reference', xml('<c t="e"><f>X1</f><v>#REF!</v></c>'), null],
    ['text in CDATA', xml('<c t="inlineStr"><is><t><![CDATA[k-1]]></t></is></c>'), 'k-1'],
    ['an escape', xml('<c t="str"><v>k_x002D_1</v></c>'), 'k-1'],
    ['nothing', xml('<c s="0"/>'), null],
  ])('%s', async (_name, cell, id, more) => {
    expect((await readCell('employeeId', cell, more))?.employeeId).toBe(id);
  });

  test.each<[string, Cell, string, Partial<WorkbookOf>?]>([
    ['TRUE', true, 'active'],
    ['FALSE', false, 'deactivated'],
    ['FALSE as LibreOffice saves it', xml('<c t="b"><f>FALSE()</f><v>0</v></c>'), 'deactivated'],
    ['an error in place of it', xml('<c t="e"><v>#REF!</v></c>'), 'unknown'],
    ['a formula that nobody worked out', xml('<c ><f>A1="x"</f></c>'), 'unknown'],
  ])('%s under Enabled', async (_name, cell, status, more) => {
    const rows = [
      ['login', 'email', 'Enabled'],
      ['ida@kiln.example', 'ida@kiln.example', cell],
      ['b@kiln.example', 'b@kiln.example', true],
    ];
    expect((await identities(book(rows, more), said))[0]?.status).toBe(status);
  });

  test.each<[string, number, string, string | null, boolean?]>([
    ['a day', 46_300, 'yyyy-mm-dd', '2026-10-05'],
    ['a day as it is written in Germany', 46_300, '[$-407]d. mmmm yyyy', '2026-10-05'],
    ['a day with hours that are not shown', 46_300.75, 'dd/mm/yy', '2026-10-05'],
    ['a day and an hour', 46_300.5, 'm/d/yy h:mm AM/PM', '2026-10-05'],
    ['a day from 1904 on', 46_300 - 1_462, 'yyyy-mm-dd', '2026-10-05', true],
    ['the day zero', 0, 'yyyy-mm-dd', null],
    ['the day that never was', 60, 'yyyy-mm-dd', null],
    ['a day far away', 2_958_465, 'yyyy-mm-dd', null],
  ])('%s', async (_name, value, format, day, from1904 = false) => {
    const found = await readCell('deletedAt', styled(value, 1), { formats: [format], from1904 });
    const changed = found?.statusChangedAt ?? null;
    expect([found?.status, changed?.at.slice(0, 10) ?? null]).toEqual([day === null ? 'active' : 'deleted', day]);
  });

  test('a date as text of ISO 8601, as the strict form has it', async () => {
    const found = await readCell('deletedAt', { xml: '<c t="d"><v>2026-10-05T00:00:00</v></c>' });
    expect(found?.status).toBe('deleted');
  });
});

describe('where the list is', () => {
  const LIST = [HEADER, row({ id: 'k1', status: 'ACTIVE' })];
  const NOTES = [['Read me'], ['This workbook was made for the audit.']];
  test.each<[string, WorkbookOf, string]>([
    ['the only sheet', { sheets: [{ name: 'Tabelle 1', rows: LIST }] }, 'the only one'],
    [
      'behind notes',
      {
        sheets: [
          { name: 'Notes', rows: NOTES },
          { name: 'People', rows: LIST },
        ],
      },
      '"Notes"',
    ],
    ['beside empty ones', { sheets: [{ rows: [] }, { name: 'People', rows: LIST }, { rows: [[]] }] }, 'empty'],
    [
      'beside a hidden one',
      {
        sheets: [
          { name: 'Old', state: 'hidden', rows: LIST },
          { name: 'People', rows: LIST },
        ],
      },
      '"Old"',
    ],
    [
      'in a hidden one',
      {
        sheets: [
          { name: 'Notes', rows: NOTES },
          { name: 'People', state: 'veryHidden', rows: LIST },
        ],
      },
      'hidden sheet "People"',
    ],
    [
      'below a title over merged cells',
      {
        sheets: [
          { rows: [['Users of Kiln'], [], ...LIST], after: '<mergeCells><mergeCell ref="A1:G1"/></mergeCells>' },
        ],
      },
      'row 3',
    ],
    [
      'under a header of two rows',
      {
        sheets: [
          {
            rows: [
              ['id', 'login', 'email', 'displayName', 'employeeId', 'State', null],
              [null, null, null, null, null, 'status', 'deletedAt'],
              ...LIST.slice(1),
            ],
          },
        ],
      },
      'row 1',
    ],
  ])('%s', async (_name, parts, why) => {
    const inspected = await inspect(workbook(parts), said);
    expect(inspected.detection.why.join(' ')).toContain(why);
    const { observations } = await rowsOf(inspected);
    expect(observations.map(({ row: one }) => 'identityId' in one && one.identityId)).toContain('k1');
  });

  test('two lists are not chosen between, and one that is named is read', async () => {
    const content = workbook({
      sheets: [
        { name: 'Active', rows: LIST },
        { name: 'Leavers', rows: [HEADER, row({ id: 'k2', status: 'DEPROVISIONED' })] },
      ],
    });
    const { code, message, remedy } = await refusal(() => inspect(content, said));
    expect([code, message, remedy]).toEqual([
      'ERR_KIND_AMBIGUOUS',
      expect.stringContaining('"Leavers"'),
      expect.stringContaining('--sheet'),
    ]);
    expect((await identities(content, { ...said, sheet: 'leavers' })).map((one) => one.identityId)).toEqual(['k2']);
    expect(await refusal(() => inspect(content, { ...said, sheet: 'Gone' }))).toMatchObject({
      code: 'ERR_USAGE',
      remedy: expect.stringContaining('"Active"'),
    });
    expect((await refusal(() => inspect('id,login\n1,a@b.co\n', { ...said, sheet: 'x' }))).code).toBe('ERR_USAGE');
  });

  test('a character that falls on the edge of a piece is whole', async () => {
    const name = (at: number) => `Zoë ${'é'.repeat(at % 7)}${'語'.repeat(at % 5)}😀 Nº${at}`;
    const people = Array.from({ length: 4_000 }, (_, at) =>
      row({ id: `k${at}`, displayName: name(at), status: 'ACTIVE' }),
    );
    const found = await identities(book([HEADER, ...people]), said);
    expect(found.map((one) => one.name)).toEqual(people.map((_, at) => name(at)));
  });

  test('lines of text in the first column are taken apart', async () => {
    const rows = [['id,login,email,status'], ['k1,ida@kiln.example,ida@kiln.example,ACTIVE']];
    expect((await identities(book(rows), said))[0]).toMatchObject({ identityId: 'k1', status: 'active' });
  });

  test('what a person may not see is read and reported', async () => {
    const rows = [
      ...LIST,
      row({ id: 'k2', login: 'bo@kiln.example', status: 'DEPROVISIONED' }),
      [...row({ id: 'k3', login: 'cy@kiln.example', status: 'ACTIVE' }), 'see HR'],
    ];
    const content = workbook({
      sheets: [{ rows, before: '<cols><col min="6" max="6" hidden="1"/></cols>', rowAttributes: { 3: 'hidden="1"' } }],
      parts: { 'xl/externalLinks/externalLink1.xml': '<x/>', 'xl/vbaProject.bin': 'x' },
    });
    const inspected = await inspect(content, said);
    expect(inspected.detection.why.join(' ')).toMatch(/macros are not run.*1 other workbook; nothing is fetched/s);
    const all = await rowsOf(inspected);
    expect(all.observations.map(({ row: one }) => 'status' in one && one.status)).toEqual([
      'active',
      'deactivated',
      'active',
    ]);
    expect(warned(all)).toMatch(/1 row is hidden/);
    expect(warned(all)).toMatch(/1 column is hidden.*"status"/);
    expect(warned(all)).toMatch(/1 row has a value right of the last header/);
  });

  test('names with a prefix, parts by absolute names, cells without a place', async () => {
    const full = [HEADER, HEADER.map((name) => (name === 'status' ? 'ACTIVE' : `${name}@kiln.example`))];
    const plain = sheetXml({ rows: full }).replaceAll(/ r="[A-Z]*\d+"/g, '');
    const prefixed = plain.replaceAll(/<(\/?)(?!\?)/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
    expect(await identities(book(full, { parts: { 'xl/worksheets/sheet1.xml': prefixed } }), said)).toEqual(
      await identities(book(full), said),
    );
  });

  test('a refused row is reported with its sheet and row', async () => {
    const { summary } = await read(
      book([...LIST, row({ login: null, displayName: 'Nobody', status: 'ACTIVE' })]),
      said,
    );
    expect(summary.rejected).toEqual([{ line: 3, why: expect.stringContaining('sheet "People"') }]);
    expect(summary.tally.encoding).toBe('xlsx');
  });
});

describe('what is no such workbook', () => {
  const encrypted = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
    Buffer.alloc(600),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
  const good = book([HEADER, row({ id: 'k1' })]);
  test.each<[string, Buffer, string, string]>([
    ['.xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]), 'ERR_KIND_UNSUPPORTED', '.xls'],
    ['a password', encrypted, 'ERR_KIND_UNSUPPORTED', 'password'],
    [
      'an archive with a password',
      zip({ 'xl/workbook.xml': 'x' }, { 'xl/workbook.xml': { flags: 1 } }),
      'ERR_KIND_UNSUPPORTED',
      'password',
    ],
    [
      '.ods',
      zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
      'ERR_KIND_UNSUPPORTED',
      '.ods',
    ],
    ['.xlsb', zip({ '[Content_Types].xml': '<x/>', 'xl/workbook.bin': 'x' }), 'ERR_KIND_UNSUPPORTED', '.xlsb'],
    ['another archive', zip({ 'users.csv': 'a,b' }), 'ERR_KIND_UNSUPPORTED', 'ZIP'],
    ['an empty archive', zip({}), 'ERR_KIND_UNSUPPORTED', 'ZIP'],
    ['the beginning of one', good.subarray(0, good.length - 30), 'ERR_EXPORT_TRUNCATED', 'end'],
    ['nothing but a mark', Buffer.from('PK\x03\x04'), 'ERR_EXPORT_TRUNCATED', 'end'],
    ['empty sheets', workbook({ sheets: [{ rows: [] }] }), 'ERR_FILE_EMPTY', 'empty'],
  ])('%s', async (_name, content, code, what) => {
    const refused = await refusal(() => inspect(content, said));
    expect([refused.code, refused.message]).toEqual([code, expect.stringContaining(what)]);
    expect(refused.remedy).not.toBe('');
  });
});

describe('workbooks that are made to harm', () => {
  const SHEET = 'xl/worksheets/sheet1.xml';
  const rows = [HEADER, row({ id: 'k1', status: 'ACTIVE' })];
  const sheet = (text: string) => book(rows, { parts: { [SHEET]: text } });
  function lying(lie: Lie): Buffer {
    return zip(
      {
        '[Content_Types].xml': '<x/>',
        'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="s"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        [SHEET]: sheetXml({ rows }),
      },
      { [SHEET]: lie },
    );
  }
  test.each<[string, () => Buffer, RegExp]>([
    [
      'a shared text that is not there',
      () => withCell('status', shared(7), { strings: ['a'] }),
      /sheet "People", cell F2.*shared text/,
    ],
    [
      'entities in entities',
      () => sheet('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'),
      /entities/,
    ],
    [
      'an entity that is not known',
      () => sheet('<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>'),
      /no well-formed XML/,
    ],
    [
      'tags that do not close',
      () => sheet('<worksheet><sheetData><row><c></row></sheetData></worksheet>'),
      /no well-formed XML/,
    ],
    ['a sheet that ends early', () => sheet(sheetXml({ rows }).slice(0, -30)), /no well-formed XML/],
    ['endless nesting', () => sheet('<a>'.repeat(1_000)), /nested deeper/],
    [
      'a text without an end',
      () => sheet(`<worksheet><sheetData><row><c><v>${'9'.repeat(3_000_000)}</v></c></row></sheetData></worksheet>`),
      /longer than 1 MiB/,
    ],
    ['zeros', () => sheet(`<worksheet>${'\0'.repeat(3_000_000)}`), /no well-formed XML/],
    [
      'rows that go back',
      () => sheet('<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'),
      /rows are not in order/,
    ],
    [
      'a cell twice',
      () => sheet('<worksheet><sheetData><row r="1"><c r="A1"/><c r="A1"/></row></sheetData></worksheet>'),
      /cells of its row are not in order/,
    ],
    [
      'a column that cannot be',
      () => sheet('<worksheet><sheetData><row r="1"><c r="ZZZZ1"/></row></sheetData></worksheet>'),
      /not in order/,
    ],
    ['a part that is larger than it says', () => lying({ size: 10 }), /cannot be unpacked/],
    ['a part that says it is huge', () => lying({ size: 0xffff_fff0 }), /larger than 2048 MiB/],
    ['a part that is smaller than it says', () => lying({ size: 900_000 }), /not what was packed/],
    ['a part that was changed', () => lying({ crc: 1 }), /not what was packed/],
    [
      'bytes that are no text',
      () => book(rows, { parts: { [SHEET]: Buffer.from(sheetXml({ rows }).replace('k1', 'k\xe9'), 'latin1') } }),
      /cannot be unpacked/,
    ],
  ])('%s', async (_name, content, why) => {
    const refused = await refusal(() => read(content(), said));
    expect([refused.code, refused.message]).toEqual(['ERR_EXPORT_MALFORMED', expect.stringMatching(why)]);
  });

  test('a million rows without a value are no rows', async () => {
    const empty = '<row><c s="0"/></row>'.repeat(1_000_000);
    const text = sheetXml({ rows }).replace('</sheetData>', `${empty}</sheetData>`);
    expect((await read(sheet(text), said)).summary.tally.rowsRead).toBe(1);
  });

  test('a file that is all beginning is not kept', async () => {
    const piece = `PK\x03\x04${'x'.repeat(1_048_572)}`;
    const large = generated(function* () {
      for (let at = 0; at < 300; at += 1) yield piece;
    });
    const { inspectFile } = await import('../../src/sources/inspect.ts');
    const { statement, NOW } = await import('./reading.ts');
    expect((await refusal(() => inspectFile(large, statement(said), NOW))).code).toBe('ERR_FILE_TOO_LARGE');
    expect(large.taken()).toBeLessThan(300);
  });

  test('reading stops when it is asked to', async () => {
    const inspected = await inspect(book(rows), said);
    expect((await refusal(() => rowsOf(inspected, AbortSignal.abort()))).code).toBe('ERR_CANCELLED');
  });
});
