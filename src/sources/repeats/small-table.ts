import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { isBlank } from '../cells/text.ts';
import { bindColumns, type Columns } from '../csv/columns.ts';
import { CsvReader, type CsvRow } from '../csv/csv-reader.ts';
import { isRule } from '../csv/footers.ts';
import { headerKey } from '../csv/header.ts';
import { type Layout, layoutOf } from '../csv/layout.ts';
import { insideOf } from '../csv/whole-quotes.ts';
import { BytePass } from '../file/bytes.ts';
import { decoderOf } from '../file/decoder.ts';
import { empty, lookAtCsv } from '../file/first-look.ts';
import type { FieldSpec } from '../kinds/field-spec.ts';
import { Notes } from '../notes/notes.ts';
import type { FileInput } from '../source.ts';

export interface SmallTable {
  readonly layout: Layout;
  readonly columns: Columns;
  readonly notes: Notes;
}

type TakeRow = (cells: readonly string[], line: number) => void;

/**
 * Reads a CSV that is no export but somebody's own list. `begin` sees the header and says what becomes of the rows; one
 * that is too long or too short is left out with a warning.
 */
export async function readSmallTable(
  input: FileInput,
  spec: { readonly fields: readonly FieldSpec[]; readonly title: string },
  mapping: Readonly<Record<string, string>>,
  begin: (table: SmallTable) => TakeRow,
): Promise<SmallTable> {
  const look = await lookAtCsv(input);
  const known = new Set([...spec.fields.flatMap((field) => field.aliases), ...Object.values(mapping).map(headerKey)]);
  const layout = layoutOf(look.head, look.whole, input.name, known);
  if (layout === null) throw empty(input.name);
  const table = { layout, columns: bindColumns(spec, layout, mapping), notes: new Notes() };
  const take = rowTaker(table, begin(table));
  const csv = new CsvReader(layout.delimiter, input.name);
  const decoder = decoderOf(look.encoding, input.name);
  for await (const slice of new BytePass(input).slices()) for (const row of csv.push(decoder.push(slice))) take(row);
  const { rows: last, end } = csv.end(decoder.end());
  for (const row of last) take(row);
  if (end.openText !== null)
    table.notes.warn('cell', end.unterminated?.line ?? 0, 'A quotation that opens here never closes: left out.');
  else if (end.unterminated !== null) take(end.unterminated);
  return table;
}

function rowTaker({ layout, notes }: SmallTable, take: TakeRow): (row: CsvRow) => void {
  const width = layout.keys.length;
  let belowHeader = true;
  return (row) => {
    if (row.line <= layout.headerLine || row.cells.every(isBlank)) return;
    const isBelow = belowHeader;
    belowHeader = false;
    if (isBelow && isRule(row.cells)) return;
    const cells = width === 1 ? row.cells : insideOf(row.cells, layout.delimiter);
    if (cells.length < width || cells.slice(width).some((cell) => !isBlank(cell)))
      notes.warn('cell', row.line, `${row.cells.length} cells, but the header has ${width}: left out.`);
    else take(cells.slice(0, width), row.line);
  };
}

/** Refuses a table in which no header feeds any of these fields. */
export function requireOneOf({ layout, columns }: SmallTable, fields: readonly string[], fileName: string): void {
  if (fields.some((field) => columns.has(field))) return;
  throw new ClariIdentityError(
    'ERR_HEADER',
    `${bare(fileName)}, line ${layout.headerLine}: no header is ${fields.join(' or ')}.`,
    'Name the columns as the fields are named, in the first line.',
  );
}
