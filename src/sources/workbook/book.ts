import { posix } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { quoted } from '../cells/text.ts';
import { builtInKind, type NumberKind, numberKind } from './number-format.ts';
import { broken, Parts } from './parts.ts';
import { XmlFault, XmlReader, type XmlSink } from './xml.ts';

const SHEETS_MAX = 256;
const FORMATS_MAX = 65_536;
const STRINGS_MAX = 4_000_000;
/** Characters of all shared texts together. */
const TEXT_MAX = 128 * 1024 ** 2;
const SMALL_PART = 64 * 1024 ** 2;
const STRINGS_PART = 512 * 1024 ** 2;

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** A workbook without its cells. */
export interface Book {
  readonly fileName: string;
  readonly parts: Parts;
  readonly sheets: readonly Sheet[];
  /** Days are counted from 1904 on. */
  readonly from1904: boolean;
  /** What the number of a cell is, by the cell's style. */
  readonly kinds: readonly NumberKind[];
  readonly strings: readonly string[];
  /** What it has besides cells. */
  readonly why: readonly string[];
}

export async function openBook(content: Buffer, fileName: string): Promise<Book> {
  if (content[0] === 0xd0) throw oldContainer(content, fileName);
  const parts = await Parts.open(content, fileName);
  if (parts.isEncrypted) throw withPassword(fileName);
  await refuseOthers(parts, fileName);
  const main =
    (await relations(parts, '', fileName)).find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const related = await relations(parts, main, fileName);
  const targetOf = (kind: string) => related.find(({ type }) => type === kind)?.target;
  const targets = new Map(related.flatMap(({ id, type, target }) => (type === 'worksheet' ? [[id, target]] : [])));
  const { sheets, from1904 } = await readMain(parts, main, targets, fileName);
  const [styles, strings] = [targetOf('styles'), targetOf('sharedStrings')];
  const links = parts.names.filter((name) => /externallinks\/[^/]+\.xml$/.test(name)).length;
  return {
    fileName,
    parts,
    sheets,
    from1904,
    kinds: styles === undefined || !parts.has(styles) ? [] : await readStyles(parts, styles, fileName),
    strings: strings === undefined || !parts.has(strings) ? [] : await readStrings(parts, strings, fileName),
    why: [
      ...(parts.names.some((name) => name.endsWith('vbaproject.bin')) ? ['Its macros are not run.'] : []),
      ...(links > 0
        ? [
            `It refers to ${links} other ${links === 1 ? 'workbook' : 'workbooks'}; nothing is fetched, and what is kept of them is read.`,
          ]
        : []),
    ],
  };
}

/** Feeds a part into a sink. A fault is reported with the part, by `where`. */
async function readPart(parts: Parts, name: string, fileName: string, sink: XmlSink, most = SMALL_PART): Promise<void> {
  const xml = new XmlReader(sink);
  try {
    for await (const text of parts.text(name, most)) xml.push(text);
    xml.end();
  } catch (cause) {
    throw partFault(cause, fileName, quoted(name));
  }
}

export function partFault(cause: unknown, fileName: string, where: string): unknown {
  return cause instanceof XmlFault ? broken(fileName, `${where}: ${cause.message}`, cause.cause) : cause;
}

interface Relation {
  readonly id: string;
  /** The last word of its type, which the strict form of the standard shares. */
  readonly type: string;
  readonly target: string;
}

/** What a part refers to; nothing where it refers to nothing. */
async function relations(parts: Parts, of: string, fileName: string): Promise<readonly Relation[]> {
  const name = posix.join(posix.dirname(of), '_rels', `${posix.basename(of)}.rels`);
  if (!parts.has(name)) return [];
  const found: Relation[] = [];
  await readPart(parts, name, fileName, {
    open(tag, { Id = '', Type = '', Target = '', TargetMode = '' }) {
      if (tag !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(posix.dirname(of), Target);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return found;
}

async function readMain(parts: Parts, main: string, targets: ReadonlyMap<string, string>, fileName: string) {
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readPart(parts, main, fileName, {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = /^(?:1|true|on)$/i.test(attributes['date1904'] ?? '');
      if (tag !== 'sheet' || sheets.length >= SHEETS_MAX) return;
      const id = Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1] ?? '';
      const part = targets.get(id);
      // A sheet of nothing but a chart has no cells.
      if (part === undefined) return;
      const { name = '', state = '' } = attributes;
      sheets.push({ name, part, hidden: /hidden/i.test(state) });
    },
    text: () => undefined,
    close: () => undefined,
  });
  if (sheets.length === 0) throw broken(fileName, 'it has no sheet with cells');
  return { sheets, from1904 };
}

async function readStyles(parts: Parts, name: string, fileName: string): Promise<readonly NumberKind[]> {
  const custom = new Map<string, NumberKind>();
  const kinds: NumberKind[] = [];
  let ofCells = false;
  await readPart(parts, name, fileName, {
    open(tag, { numFmtId = '0', formatCode = '' }) {
      if (tag === 'numFmt' && custom.size < FORMATS_MAX) custom.set(numFmtId, numberKind(formatCode));
      if (tag === 'cellXfs') ofCells = true;
      if (tag === 'xf' && ofCells && kinds.length < FORMATS_MAX)
        kinds.push(custom.get(numFmtId) ?? builtInKind(Number(numFmtId)));
    },
    text: () => undefined,
    close(tag) {
      if (tag === 'cellXfs') ofCells = false;
    },
  });
  return kinds;
}

async function readStrings(parts: Parts, name: string, fileName: string): Promise<readonly string[]> {
  const strings: string[] = [];
  let [text, size] = ['', 0];
  let [inText, inReading] = [false, false];
  const sink: XmlSink = {
    open(tag) {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') inReading = true;
      else if (tag === 't') inText = !inReading;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(tag) {
      if (tag === 't') inText = false;
      else if (tag === 'rPh') inReading = false;
      else if (tag === 'si') {
        size += text.length;
        if (strings.length >= STRINGS_MAX || size > TEXT_MAX)
          throw new XmlFault('its shared texts are too many to be kept');
        strings.push(unescaped(text));
      }
    },
  };
  await readPart(parts, name, fileName, sink, STRINGS_PART);
  return strings;
}

/** `_x000D_` stands for a character that XML cannot hold. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

const AS_XLSX = 'Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.';

/** Old workbooks and encrypted new ones come in the same container. */
function oldContainer(content: Buffer, fileName: string): ClariIdentityError {
  if (content.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return withPassword(fileName);
  return new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(fileName)} is an old Excel workbook (.xls), which is not read.`,
    AS_XLSX,
  );
}

function withPassword(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(fileName)} is a workbook with a password, so it cannot be opened here.`,
    'Open it in a spreadsheet, take the password away (File > Info > Protect Workbook > Encrypt with Password), save a copy, and import that.',
  );
}

/** Archives that are no workbook, or another program's. */
async function refuseOthers(parts: Parts, fileName: string): Promise<void> {
  const { names } = parts;
  const other = (what: string, remedy = AS_XLSX) =>
    new ClariIdentityError('ERR_KIND_UNSUPPORTED', `${bare(fileName)} is ${what}, which is not read.`, remedy);
  let type = '';
  if (parts.has('mimetype') && parts.sizeOf('mimetype') < 200)
    for await (const text of parts.text('mimetype')) type += text;
  if (type.includes('opendocument')) throw other('an OpenDocument file (.ods)');
  if (names.includes('xl/workbook.bin')) throw other('a binary workbook (.xlsb)');
  if (names.some((name) => name.endsWith('.iwa'))) throw other('a document of Numbers, Pages or Keynote');
  if (names.some((name) => name.startsWith('word/') || name.startsWith('ppt/')))
    throw other('a text or a presentation', 'Export the list as CSV instead.');
  if (names.includes('[content_types].xml') || names.includes('_rels/.rels')) return;
  throw other('a ZIP archive', 'Unpack it, and import the files in it.');
}
