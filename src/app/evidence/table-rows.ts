import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import type { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { columnsOf, csvRowOf } from '../../report/pack/csv.ts';
import type { Manifest } from '../../report/pack/manifest.ts';
import { rowOfNow } from '../../report/pack/rows.ts';
import type { PackTable } from '../../report/pack/tables.ts';
import { broken } from './broken.ts';
import { jsonLines } from './pack-reader.ts';

/** A pack that is being read. `late`: faults of whole tables, reported if no single row is at fault. */
export interface OpenPack {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly late: ClariIdentityError[];
}

/**
 * Yields the rows of one table, parsed with the schema that they were written with. Their number must be that of the
 * manifest, and the CSV that people read must say the same; its hash was compared with the manifest before.
 */
export async function* tableRows<Row>(
  { folder, manifest, late }: OpenPack,
  table: PackTable,
  shape: z.ZodType<Row>,
): AsyncGenerator<Row, void, void> {
  const head = await firstLine(join(folder, `${table}.csv`));
  const columns = columnsOf(head.trimEnd());
  const csv = createHash('sha256').update(head);
  let rows = 0;
  let text = '';
  for await (const raw of jsonLines(folder, `${table}.jsonl`)) {
    rows += 1;
    const parsed = shape.safeParse(rowOfNow(raw));
    if (!parsed.success) throw broken(`${table}.jsonl, line ${rows}`, 'it is not a row of this table', parsed.error);
    text += csvRowOf(columns, isRow(raw) ? raw : {});
    if (text.length > CHARACTERS) {
      csv.update(text);
      text = '';
    }
    yield parsed.data;
  }
  csv.update(text);
  const fileOf = (ending: string) => manifest.files.find((file) => file.name === `${table}.${ending}`);
  if (fileOf('jsonl')?.rows !== rows)
    late.push(broken(`${table}.jsonl`, 'it has another number of rows than the manifest says'));
  if (fileOf('csv')?.sha256 !== csv.digest('hex'))
    late.push(broken(`${table}.csv`, `it does not say what ${table}.jsonl says`));
}

/** A whole table by what identifies its rows; a row that stands twice is refused. */
export async function rowsById<Row>(
  pack: OpenPack,
  table: PackTable,
  shape: z.ZodType<Row>,
  id: (row: Row) => string,
): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for await (const row of tableRows(pack, table, shape)) {
    if (rows.has(id(row))) throw broken(`${table}.jsonl`, `${bare(id(row))} stands there twice`);
    rows.set(id(row), row);
  }
  return rows;
}

/** How many characters are hashed at once. */
const CHARACTERS = 64 * 1024;

function isRow(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null;
}

async function firstLine(path: string): Promise<string> {
  let text = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 64 * 1024 })) text += String(chunk);
  return text.slice(0, text.indexOf('\n') + 1);
}
