import { type Manifest, PACK_FORMAT_1 } from '../../report/pack/manifest.ts';
import { CONTROL_TABLES, PACK_TABLES } from '../../report/pack/tables.ts';
import { type OpenPack, rowsById } from './table-rows.ts';

/** Whether a pack says which section is evidence for which control: those of the first format need not. */
export function hasControls({ format, files }: Pick<Manifest, 'format' | 'files'>): boolean {
  if (format !== PACK_FORMAT_1) return true;
  return files.some(({ name }) => CONTROL_TABLES.some((table) => name === `${table}.csv` || name === `${table}.jsonl`));
}

/** Checks that each control stands once with each section. What it says of them is in no entry of the ledger. */
export async function checkControls(pack: OpenPack): Promise<void> {
  if (!hasControls(pack.manifest)) return;
  await rowsById(pack, 'controls', PACK_TABLES.controls, (row) => `${row.framework}:${row.control} ${row.section}`);
}
