import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { quoted, quotedList } from '../cells/text.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import { headerKey, headerText } from '../csv/header.ts';
import { type Layout, layoutOfRows } from '../csv/layout.ts';
import type { SheetChoice } from '../table/table.ts';
import type { Book, Sheet } from './book.ts';
import { SheetWalk } from './sheet-walk.ts';

/** Rows that are looked at for a header and first values. */
const HEAD_ROWS = 230;
/** Fewer known headers may be a coincidence. */
const A_LIST = 2;
/** How many times the known headers of another list make one the list that is meant. */
const CLEAR_LEAD = 2;

export interface ChosenSheet {
  readonly sheet: Sheet;
  readonly layout: Layout;
  readonly why: string;
  /** It has a header and nothing else. */
  readonly isEmpty: boolean;
}

interface Candidate {
  readonly sheet: Sheet;
  readonly layout: Layout | null;
  /** Why no header was found in it. */
  readonly fault: unknown;
}

/** The sheet that a person named; else the only one that is a list, or clearly more of one than the others. */
export async function chooseSheet(book: Book, choice: SheetChoice, known: ReadonlySet<string>): Promise<ChosenSheet> {
  const { name: named, option } = choice;
  const { fileName, sheets } = book;
  const asked = named === null ? sheets : sheets.filter(({ name }) => name === named || sameName(name, named));
  if (asked.length === 0) throw unknownSheet(fileName, named ?? '', sheets);
  const looked: Candidate[] = [];
  for (const sheet of asked.slice(0, named === null ? asked.length : 1)) looked.push(await look(book, sheet, known));
  const filled = looked.filter(({ layout, fault }) => layout !== null || fault !== null);
  const candidate = named === null ? clearest(filled, fileName, option) : looked[0];
  if (candidate === undefined) throw allEmpty(fileName, choice);
  if (candidate.layout === null) throw candidate.fault ?? allEmpty(fileName, { name: candidate.sheet.name, option });
  const { sheet, layout } = candidate;
  return { sheet, layout, why: reason(sheet, choice, filled, sheets), isEmpty: layout.sample.length === 0 };
}

async function look(book: Book, sheet: Sheet, known: ReadonlySet<string>): Promise<Candidate> {
  const rows: CsvRow[] = [];
  for await (const piece of new SheetWalk(book, sheet).pieces()) {
    rows.push(...piece);
    if (rows.length >= HEAD_ROWS) break;
  }
  const { fileName } = book;
  try {
    const layout = layoutOfRows(() => rows.slice(0, HEAD_ROWS), { fileName, known, where: `${placeIn(sheet)}, row` });
    return { sheet, layout: layout === null ? null : withHeadersAbove(layout, rows), fault: null };
  } catch (fault) {
    return { sheet, layout: null, fault };
  }
}

/** A header over two rows: one that was merged downwards stands in the upper one. */
function withHeadersAbove(layout: Layout, rows: readonly CsvRow[]): Layout {
  const above = rows.find(({ line }) => line === layout.headerLine - 1)?.cells ?? [];
  if (above.filter((cell) => cell.trim() !== '').length < A_LIST) return layout;
  const headers = layout.headers.map((header, at) => (header === '' ? headerText(above[at] ?? '') : header));
  // A column behind the last header of the lower row.
  for (let at = headers.length; at < above.length; at += 1) headers.push(headerText(above[at] ?? ''));
  const last = headers.findLastIndex((header) => header !== '');
  return { ...layout, headers: headers.slice(0, last + 1), keys: headers.slice(0, last + 1).map(headerKey) };
}

function clearest(filled: readonly Candidate[], fileName: string, option: string): Candidate | undefined {
  const visible = filled.filter(({ sheet }) => !sheet.hidden);
  const lists = (visible.some(isList) ? visible : filled).filter(isList).sort((a, b) => headersOf(b) - headersOf(a));
  const [best, second] = lists;
  if (best === undefined) {
    if (visible.length === 1 || filled.length === 1) return visible[0] ?? filled[0];
    if (filled.length === 0) return undefined;
    throw severalSheets(fileName, filled, 'none of them is recognised as a list', option);
  }
  if (second !== undefined && headersOf(second) * CLEAR_LEAD > headersOf(best))
    throw severalSheets(fileName, lists, 'each could be the list that is meant', option);
  return best;
}

function isList(candidate: Candidate): boolean {
  return headersOf(candidate) >= A_LIST && (candidate.layout?.sample.length ?? 0) > 0;
}

function headersOf({ layout }: Candidate): number {
  return layout?.recognised ?? 0;
}

function reason(
  sheet: Sheet,
  { name: named, option }: SheetChoice,
  filled: readonly Candidate[],
  sheets: readonly Sheet[],
): string {
  const what = `It is the ${sheet.hidden ? 'hidden ' : ''}sheet ${quoted(sheet.name)}`;
  if (named !== null) return `${what}, as stated.`;
  if (sheets.length === 1) return `${what}, the only one.`;
  const others = filled.filter((one) => one.sheet !== sheet).map((one) => one.sheet.name);
  if (others.length === 0) return `${what}: the others are empty.`;
  return `${what}: its headers are known, and those of ${quotedList(others, 5)} are not, or far fewer. ${option} NAME reads another.`;
}

export function placeIn(sheet: Sheet): string {
  return `sheet ${quoted(sheet.name)}`;
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function unknownSheet(fileName: string, named: string, sheets: readonly Sheet[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_USAGE',
    `${bare(fileName)} has no sheet ${quoted(named)}.`,
    `Its sheets are ${quotedList(sheets.map(({ name }) => name))}.`,
  );
}

function severalSheets(fileName: string, found: readonly Candidate[], why: string, option: string): ClariIdentityError {
  const names = found.map(({ sheet }) => sheet.name);
  return new ClariIdentityError(
    'ERR_KIND_AMBIGUOUS',
    `${bare(fileName)} has several sheets (${quotedList(names, 8)}), and ${why}.`,
    `Say which one: ${option} NAME. Where only a file can be given, save that sheet as a workbook or CSV of its own.`,
  );
}

function allEmpty(fileName: string, { name: named, option }: SheetChoice): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_EMPTY',
    named === null
      ? `Every sheet of ${bare(fileName)} is empty.`
      : `The sheet ${quoted(named)} of ${bare(fileName)} is empty.`,
    `Export it again, or name the sheet with the list: ${option} NAME.`,
  );
}
