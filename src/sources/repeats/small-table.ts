import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { isBlank } from '../cells/text.ts';
import { bindColumns, type Columns } from '../csv/columns.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import { isRule } from '../csv/footers.ts';
import { headerKey } from '../csv/header.ts';
import type { Layout } from '../csv/layout.ts';
import { TableShape } from '../csv/table-shape.ts';
import { lookAt, type TextLook } from '../file/first-look.ts';
import type { FieldSpec } from '../kinds/field-spec.ts';
import { Notes } from '../notes/notes.ts';
import { openRows, refuseSheet } from '../open-table.ts';
import type { FileInput } from '../source.ts';
import type { SheetChoice } from '../table/table.ts';

export interface SmallTable {
  readonly layout: Layout;
  readonly columns: Columns;
  readonly notes: Notes;
}

/** What a person says of their list. */
export interface OwnWords {
  /** Our field name → header in the file. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly sheet: SheetChoice;
}

type TakeRow = (cells: readonly string[], line: number) => void;

/** What a reader wants beyond whole rows. */
interface Besides {
  /** A row may end early, as spreadsheets save it, but not before these fields. */
  readonly needed: readonly string[];
  /** Rows before the header. */
  readonly above: (cells: readonly string[]) => void;
  /** A row that is left out. */
  readonly refuse: (line: number, why: string) => void;
}

/**
 * Reads a list that is no export but somebody's own, whatever holds it. `begin` sees the header and says what becomes of
 * the rows; one that is too long or too short is left out with a warning, or as `besides` says.
 */
export async function readSmallTable(
  input: FileInput,
  spec: { readonly fields: readonly FieldSpec[]; readonly title: string },
  { mapping, sheet }: OwnWords,
  begin: (table: SmallTable) => TakeRow,
  besides: Besides | null = null,
): Promise<SmallTable> {
  const known = new Set([...spec.fields.flatMap((field) => field.aliases), ...Object.values(mapping).map(headerKey)]);
  const look = await lookAt(input);
  refuseSheet(look, sheet, input.name);
  const opened =
    look.format === 'json' ? await openObjects(input, look, known) : await openRows(input, look, { known, sheet });
  const { layout, partial, why } = opened.table;
  const table = { layout, columns: bindColumns(spec, layout, mapping), notes: new Notes() };
  const { notes } = table;
  const [how] = why;
  if (look.format !== 'csv' && how !== undefined) notes.remark('layout', layout.headerLine, how);
  if (partial !== null) notes.remark('truncated', layout.headerLine, partial);
  const take = rowTaker(table, begin(table), besides);
  const walk = opened.table.walk({ forms: null });
  for await (const rows of walk.pieces()) for (const row of rows) take(row);
  const { end } = walk;
  if (end.openText !== null) leaveOutOpen(table, end.unterminated?.line ?? 0, besides);
  else if (end.unterminated !== null) take(end.unterminated);
  for (const remark of walk.remarks) notes.remark('layout', layout.headerLine, remark);
  return table;
}

async function openObjects(input: FileInput, look: TextLook, known: ReadonlySet<string>) {
  const { objectTable } = await import('../json/inspect-json.ts');
  return { table: await objectTable(input, look, known) };
}

function leaveOutOpen({ notes }: SmallTable, line: number, besides: Besides | null): void {
  if (besides === null) notes.warn('cell', line, 'A quotation that opens here never closes: left out.');
  else besides.refuse(line, 'A quotation that opens here never closes.');
}

function rowTaker(
  { layout, columns, notes }: SmallTable,
  take: TakeRow,
  besides: Besides | null,
): (row: CsvRow) => void {
  const shape = new TableShape(layout, besides?.needed.map((field) => columns.index(field)) ?? []);
  let belowHeader = true;
  return (row) => {
    if (row.line < shape.headerLine) besides?.above(row.cells);
    if (row.line <= shape.headerLine || row.cells.every(isBlank)) return;
    const isBelow = belowHeader;
    belowHeader = false;
    if (isBelow && isRule(row.cells)) return;
    const cells = shape.cellsOf(shape.takenApart(row));
    const fault = besides === null ? null : shape.faultOf(row, cells);
    if (fault !== null) besides?.refuse(row.line, fault);
    else if (besides !== null || cells.length === shape.columns) take(cells, row.line);
    else notes.warn('cell', row.line, `${row.cells.length} cells, but the header has ${shape.columns}: left out.`);
  };
}

/** Refuses a table in which no header feeds any of these fields. */
export function requireOneOf({ layout, columns }: SmallTable, fields: readonly string[], fileName: string): void {
  if (fields.some((field) => columns.has(field))) return;
  throw new ClariIdentityError(
    'ERR_HEADER',
    `${bare(fileName)}, ${layout.headerPlace}: no header is ${fields.join(' or ')}.`,
    'Name the columns as the fields are named, in the first line.',
  );
}
