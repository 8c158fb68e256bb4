import { csvHead, csvRow } from '../../report/pack/csv.ts';
import type { PackFile } from '../../report/pack/manifest.ts';
import { PACK_TABLES, type PackTable, type RowOf } from '../../report/pack/tables.ts';
import type { PackFolder, PackWriter } from './pack-folder.ts';

/** One table as its two files: CSV for people, JSON Lines for programs. */
export function tableWriter<Table extends PackTable>(folder: PackFolder, name: Table) {
  const shape = PACK_TABLES[name];
  let opened: Promise<readonly [PackWriter, PackWriter]> | undefined;
  const files = async () => {
    opened ??= (async () => {
      const csv = await folder.file(`${name}.csv`, { counted: true });
      const lines = await folder.file(`${name}.jsonl`, { counted: true });
      await csv.write(csvHead(shape), 0);
      return [csv, lines] as const;
    })();
    return opened;
  };
  const write = async (row: RowOf<Table>): Promise<void> => {
    const [csv, lines] = await files();
    await csv.write(csvRow(shape, row));
    await lines.write(`${JSON.stringify(row)}\n`);
  };
  const end = async (): Promise<readonly PackFile[]> => {
    const [csv, lines] = await files();
    return [await csv.end(), await lines.end()];
  };
  return {
    write,
    end,
    async all(rows: readonly RowOf<Table>[]): Promise<readonly PackFile[]> {
      for (const row of rows) await write(row);
      return end();
    },
  };
}
