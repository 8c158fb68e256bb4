import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import { csvTable } from './csv/csv-table.ts';
import { layoutOf } from './csv/layout.ts';
import { empty, type FirstLook, type LookOf } from './file/first-look.ts';
import type { FileInput } from './source.ts';
import type { SheetChoice, Table } from './table/table.ts';

/** What somebody wants of a file. */
export interface Wanted {
  /** Header keys that are asked for: they tell a header from other lines, and a list from other sheets. */
  readonly known: ReadonlySet<string>;
  readonly sheet: SheetChoice;
}

export interface OpenTable {
  readonly table: Table;
  /** It is a header and nothing else. */
  readonly isEmpty: boolean;
}

/** A file of any form that holds rows, but for JSON, where kinds of files have forms of their own. */
export async function openRows(
  input: FileInput,
  look: Exclude<FirstLook, LookOf<'json'>>,
  { known, sheet }: Wanted,
): Promise<OpenTable> {
  switch (look.format) {
    case 'csv': {
      const layout = layoutOf(look.head, look.whole, input.name, known);
      if (layout === null) throw empty(input.name);
      return { table: csvTable(input, look, layout), isEmpty: look.whole && layout.sample.length === 0 };
    }
    case 'ldif': {
      const { ldifTable } = await import('./ldif/ldif-table.ts');
      return { table: await ldifTable(input, look, known), isEmpty: false };
    }
    case 'workbook': {
      const { workbookTable } = await import('./workbook/workbook-table.ts');
      return workbookTable(look, input.name, sheet, known);
    }
  }
}

export function refuseSheet({ format }: FirstLook, { name, option }: SheetChoice, fileName: string): void {
  if (name === null || format === 'workbook') return;
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${bare(fileName)} is no workbook, so it has no sheets.`,
    `Leave ${option} away, or name the workbook.`,
  );
}
