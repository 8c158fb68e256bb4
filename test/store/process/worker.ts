import { openStore } from '../../../src/store/open.ts';
import { accountRow, entry, head, record } from '../samples.ts';

const [task, url = '', name = ''] = process.argv.slice(2);

/** What another process does to a store; the test reads its lines. */
async function main(): Promise<void> {
  const store = await openStore({ url });
  if (task === 'append') {
    for (let n = 0; n < 150; n += 1) {
      await store.write(async (writer) => {
        const last = await writer.lastLedgerEntry();
        await writer.insertLedgerEntry(entry((last?.sequence ?? 0) + 1, { payload: { name, n } }));
        await writer.insertRecord(record(`${name}-${n}`, { ledgerSequence: (last?.sequence ?? 0) + 1 }));
      });
      if (n % 25 === 0) await store.stage(head()).then((staged) => staged.discard());
    }
    process.stdout.write('done\n');
  }
  if (task === 'stage') {
    const staged = await store.stage(head());
    for (let line = 2; ; line += 500) {
      const rows = Array.from({ length: 500 }, (_, n) => ({ of: 'account', row: accountRow(line + n) }) as const);
      await staged.append(rows);
      process.stdout.write('staged\n');
      await new Promise((next) => setImmediate(next));
    }
  }
  if (task === 'write') {
    await store.write(async (writer) => {
      await writer.insertLedgerEntry(entry(1));
      await writer.insertRecord(record('r1'));
      process.stdout.write('written, not committed\n');
      await new Promise((never) => setTimeout(never, 600_000));
    });
  }
  await store.close();
}

await main();
