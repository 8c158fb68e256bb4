import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';
import { DELIMITERS, type Delimiter } from './delimiters.ts';
import { isRule } from './footers.ts';
import { headerKey, headerText } from './header.ts';
import { insideOf } from './whole-quotes.ts';

const HEADER_WITHIN_RECORDS = 25;
const SAMPLE_ROWS = 200;
const FIRST_LOOK = 131_072;
const COLUMNS_MAX = 512;
/**
 * The separator line that Excel writes or reads at the top. A program that saved the file again may have quoted it or
 * padded it with blanks.
 */
const SEP_LINE = /^\s*"?sep=(.)"?[,;\t| ]*(?:\r|\n|$)/i;
const SOMETHING = /[\p{L}\p{N}]/u;
const EMAIL_LIKE = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Where the header of a file stands, what separates its cells, and its first rows. */
export interface Layout {
  readonly delimiter: Delimiter;
  readonly headerLine: number;
  /** Where it stands, in sentences: `line 3`. */
  readonly headerPlace: string;
  readonly headers: readonly string[];
  readonly keys: readonly string[];
  /** Headers that some kind, or the person's mapping, knows. */
  readonly recognised: number;
  readonly sample: readonly (readonly string[])[];
}

interface RowsOf {
  readonly fileName: string;
  /** Header keys that some kind knows. */
  readonly known: ReadonlySet<string>;
  /** Stands before the number of a line, in sentences. */
  readonly where: string;
}

/**
 * Finds the delimiter and the header line in the head of a file: of the lines before the first address, the one with
 * the most known headers. `whole`: the head is the whole file. Null if there is nothing but blanks.
 */
export function layoutOf(head: string, whole: boolean, fileName: string, known: ReadonlySet<string>): Layout | null {
  if (!SOMETHING.test(head)) return null;
  const said = SEP_LINE.exec(head)?.[1];
  const delimiters = DELIMITERS.filter((one) => said === undefined || said === one);
  const rowsBy = (delimiter: Delimiter) => recordsOf(head, whole, delimiter, fileName);
  return layoutOfRows(rowsBy, { fileName, known, where: 'line' }, delimiters);
}

/** As `layoutOf`, of rows that are taken apart already; in a row of one cell a whole line of text may stand. */
export function layoutOfRows(
  rowsBy: (delimiter: Delimiter) => readonly CsvRow[],
  file: RowsOf,
  delimiters: readonly Delimiter[] = DELIMITERS,
): Layout | null {
  let best: Layout | null = null;
  let failure: unknown = null;
  for (const delimiter of delimiters.length > 0 ? delimiters : DELIMITERS) {
    try {
      const layout = layoutWith(delimiter, rowsBy(delimiter), file);
      if (layout !== null && (best === null || isBetter(layout, best))) best = layout;
    } catch (error) {
      // With this delimiter a quotation may seem never to close; another delimiter may do better.
      failure ??= error;
    }
  }
  if (failure !== null && (best === null || best.recognised === 0)) throw failure;
  if (best !== null && best.keys.length > COLUMNS_MAX) throw tooWide(best, file.fileName);
  return best;
}

function isBetter(one: Layout, other: Layout): boolean {
  if (one.recognised !== other.recognised) return one.recognised > other.recognised;
  return one.headers.length > other.headers.length;
}

function recordsOf(head: string, whole: boolean, delimiter: Delimiter, fileName: string): readonly CsvRow[] {
  const first = new CsvReader(delimiter, fileName);
  if (head.length > FIRST_LOOK) {
    const rows = first.push(head.slice(0, FIRST_LOOK));
    if (rows.length > HEADER_WITHIN_RECORDS) return rows;
  }
  const reader = new CsvReader(delimiter, fileName);
  const rows = reader.push(head);
  if (!whole) return rows;
  const { rows: last, end } = reader.end();
  return [...rows, ...last, ...(end.unterminated === null ? [] : [end.unterminated])];
}

function layoutWith(
  delimiter: Delimiter,
  records: readonly CsvRow[],
  { fileName, known, where }: RowsOf,
): Layout | null {
  const filled = records.filter((record) => record.cells.some((cell) => headerText(cell) !== ''));
  const [first] = filled;
  if (first === undefined) return null;
  const leadingRecords = filled
    .slice(0, HEADER_WITHIN_RECORDS)
    .map((record) => ({ ...record, cells: insideOf(record.cells, delimiter) }));
  const address = leadingRecords.findIndex(hasAddress);
  const candidates = leadingRecords
    .map((record, index) => ({ record, keys: keysOf(record), afterAddress: address !== -1 && index > address }))
    .map((one) => ({ ...one, score: one.keys.filter((key) => known.has(key)).length }))
    // After the first address, rows may have begun: only a line with several known headers counts as a header then.
    .filter((one) => !hasAddress(one.record) && (!one.afterAddress || one.score >= 2));
  const [initial] = candidates;
  if (initial === undefined) throw noHeader(first.line, where, fileName);
  const best = candidates.reduce((leader, one) => (rank(one) > rank(leader) ? one : leader), initial);
  return {
    delimiter,
    headerLine: best.record.line,
    headerPlace: `${where} ${best.record.line}`,
    headers: best.record.cells.slice(0, best.keys.length).map(headerText),
    keys: best.keys,
    recognised: best.score,
    sample: sampleAfter(leadingRecords.indexOf(best.record), filled, best.keys.length, delimiter),
  };
}

function sampleAfter(header: number, records: readonly CsvRow[], columns: number, delimiter: Delimiter) {
  const rows = records.slice(header + 1, header + 1 + SAMPLE_ROWS).map(({ cells }) => {
    const inside = insideOf(cells, delimiter);
    return inside.length === columns ? inside : cells;
  });
  return rows[0] !== undefined && isRule(rows[0]) ? rows.slice(1) : rows;
}

function hasAddress(record: CsvRow): boolean {
  return record.cells.some((cell) => EMAIL_LIKE.test(cell.trim()));
}

function noHeader(line: number, where: string, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_HEADER',
    `${bare(fileName)}, ${where} ${line}: the first line with content holds an e-mail address, so it is data and not a header.`,
    'Put a line with column names first, for example Name,Email,Status.',
  );
}

function tooWide(layout: Layout, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_EXPORT_MALFORMED',
    `${bare(fileName)}, ${layout.headerPlace}: the header has ${layout.keys.length} columns; more than ${COLUMNS_MAX} are not read.`,
    'Export fewer columns.',
  );
}

function rank({ score, keys }: { readonly score: number; readonly keys: readonly string[] }): number {
  return score * 1_000 + Math.min(keys.filter((key) => key !== '').length, 999);
}

/** Keys of the header cells, without the empty ones that a trailing delimiter leaves. */
function keysOf(record: CsvRow): readonly string[] {
  const keys = record.cells.map(headerKey);
  const last = keys.findLastIndex((key) => key !== '');
  return keys.slice(0, last + 1);
}

/** Values of one column in the head of the file, blanks left out. */
export function valuesOf(layout: Layout, index: number): readonly string[] {
  return layout.sample.flatMap((cells) => {
    const value = cells[index]?.trim() ?? '';
    return value === '' ? [] : [value];
  });
}
