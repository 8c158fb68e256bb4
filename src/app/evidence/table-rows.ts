import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import type { ClariIdentityError } from '../../model/errors.ts';
import { columnsOf, csvRowOf } from '../../report/pack/csv.ts';
import type { Manifest } from '../../report/pack/manifest.ts';
import { rowOfNow } from '../../report/pack/rows.ts';
import type { PackTable } from '../../report/pack/tables.ts';
import { broken } from './broken.ts';
import { jsonLines } from './pack-reader.ts';

/** A pack that is being read. `late`: what is wrong with whole tables, told when no row of one is. */
export interface OpenPack {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly late: ClariIdentityError[];
}

/**
 * The rows of one table, parsed with the shape that they were written with. Their number is that of the manifest, and the
 * CSV beside them, which people read, says the same: it has been held against the manifest before.
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
  let told = '';
  for await (const raw of jsonLines(folder, `${table}.jsonl`)) {
    rows += 1;
    const parsed = shape.safeParse(rowOfNow(raw));
    if (!parsed.success) throw broken(`${table}.jsonl, line ${rows}`, 'it is not a row of this table', parsed.error);
    told += csvRowOf(columns, isRow(raw) ? raw : {});
    if (told.length > CHARACTERS) {
      csv.update(told);
      told = '';
    }
    yield parsed.data;
  }
  csv.update(told);
  const fileOf = (ending: string) => manifest.files.find((file) => file.name === `${table}.${ending}`);
  if (fileOf('jsonl')?.rows !== rows)
    late.push(broken(`${table}.jsonl`, 'it has another number of rows than the manifest says'));
  if (fileOf('csv')?.sha256 !== csv.digest('hex'))
    late.push(broken(`${table}.csv`, `it does not say what ${table}.jsonl says`));
}

/** Hashed at once. */
const CHARACTERS = 64 * 1024;

function isRow(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null;
}

async function firstLine(path: string): Promise<string> {
  let text = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 64 * 1024 })) text += String(chunk);
  return text.slice(0, text.indexOf('\n') + 1);
}
