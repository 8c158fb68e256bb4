import { crc32, deflateRawSync } from 'node:zlib';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A cell: a text, a number, a boolean, or XML of its own. Null: there is none. */
export type Cell = string | number | boolean | null | { readonly xml: string };

export interface SheetOf {
  readonly name?: string;
  readonly state?: string;
  readonly rows: readonly (readonly Cell[])[];
  /** XML before and after the rows. */
  readonly before?: string;
  readonly after?: string;
  /** Attributes of rows, by number from 1. */
  readonly rowAttributes?: Readonly<Record<number, string>>;
}

export interface WorkbookOf {
  readonly sheets: readonly SheetOf[];
  readonly from1904?: boolean;
  /** Format codes; a cell with `style: n` has the n-th, from 1. */
  readonly formats?: readonly string[];
  readonly strings?: readonly string[];
  /** Parts in place of those that are made, or besides them. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

/** A number under a format of the workbook. */
export function styled(value: number, style: number): Cell {
  return { xml: `<c s="${style}"><v>${value}</v></c>` };
}

export function shared(index: number): Cell {
  return { xml: `<c t="s"><v>${index}</v></c>` };
}

/** A workbook as a spreadsheet saves it, and as none would where a test asks for that. */
export function workbook({ sheets, from1904 = false, formats = [], strings = [], parts = {} }: WorkbookOf): Buffer {
  const made: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${escaped(name ?? `Sheet${at + 1}`)}" sheetId="${at + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="s${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${sheets
      .map((_, at) => `<Relationship Id="s${at + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="st" Type="${REL}/styles" Target="/xl/styles.xml"/><Relationship Id="ss" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`)
      .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
      .map((_, at) => `<xf numFmtId="${164 + at}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.map((one) => (one.startsWith('<') ? `<si>${one}</si>` : `<si><t>${escaped(one)}</t></si>`)).join('')}</sst>`,
  };
  for (const [at, sheet] of sheets.entries()) made[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet);
  return zip({ ...made, ...parts });
}

export function sheetXml({ rows, before = '', after = '', rowAttributes = {} }: SheetOf): string {
  const xml = rows.map((cells, at) => {
    const filled = cells.map((cell, column) => cellXml(cell, `${letters(column)}${at + 1}`)).join('');
    return `<row r="${at + 1}" ${rowAttributes[at + 1] ?? ''}>${filled}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}">${before}<sheetData>${xml.join('')}</sheetData>${after}</worksheet>`;
}

function cellXml(cell: Cell, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.xml.replace('<c ', `<c r="${reference}" `);
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function letters(column: number): string {
  const above = Math.floor(column / 26);
  return `${above === 0 ? '' : letters(above - 1)}${String.fromCharCode(65 + (column % 26))}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** What an archive says of a part, where that is not true. */
export interface Lie {
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
}

export function zip(
  parts: Readonly<Record<string, string | Buffer>>,
  lies: Readonly<Record<string, Lie>> = {},
): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const lie = lies[name] ?? {};
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(lie.flags ?? 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(lie.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(lie.size ?? bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, title]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
