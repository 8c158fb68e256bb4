import Papa from 'papaparse';
import { z } from 'zod';
import type { DemoFile, DemoOrganisation } from '../../src/demo/demo.ts';
import type { Kind } from '../../src/model/snapshot.ts';

export type Row = Record<string, string>;

const parsedRows = z.array(z.array(z.string()));

export function textOf(file: DemoFile): string {
  const utf16 = file.content[0] === 0xff && file.content[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(file.content);
}

/** Every line that papaparse sees, header and footer included. */
export function linesOf(file: DemoFile): { readonly lines: readonly string[][]; readonly errors: readonly unknown[] } {
  const { data, errors } = Papa.parse(textOf(file), { delimiter: ',', skipEmptyLines: true });
  return { lines: parsedRows.parse(data), errors };
}

/** Data rows by header; a footer has fewer cells than the header and is left out. */
export function rowsOf(file: DemoFile | undefined): readonly Row[] {
  if (file === undefined) return [];
  const [header = [], ...rows] = linesOf(file).lines;
  return rows
    .filter((cells) => cells.length === header.length)
    .map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

export function tablesOf(
  { files }: Pick<DemoOrganisation, 'files'>,
  kind: Kind,
  directory: string | null = null,
): readonly (readonly Row[])[] {
  return files.filter((file) => file.kind === kind && file.directory === directory).map(rowsOf);
}
