import { describe, expect, test } from 'vitest';
import type { StoreReader } from '../../../src/store/store.ts';
import type { TestedDatabase } from '../databases.ts';
import { openAt, temporaryStore } from '../open-temporary.ts';
import { accountRow, entry, head, record, tally } from '../samples.ts';

export function isolationContract(database: TestedDatabase): void {
  describe('isolation', () => {
    test('a reader sees one moment although writes commit meanwhile, and the next one sees them', async () => {
      const store = await temporaryStore(database);
      const view = async (reader: StoreReader) => [await reader.revision(), (await reader.records()).length];
      await store.read(async (reader) => {
        expect(await view(reader)).toEqual([0, 0]);
        await store.write((writer) => writer.insertRecord(record('r1')));
        expect(await view(reader)).toEqual([0, 0]);
        await store.read(async (another) => {
          expect(await view(another)).toEqual([1, 1]);
          await store.write((writer) => writer.insertRecord(record('r2')));
          expect(await view(another)).toEqual([1, 1]);
        });
        expect(await view(reader)).toEqual([0, 0]);
      });
      expect(await store.read(view)).toEqual([2, 2]);
    });

    test('a writer sees its own changes, others do not until it is done', async () => {
      const store = await temporaryStore(database);
      await store.write(async (writer) => {
        await writer.insertRecord(record('r1'));
        expect(await writer.records()).toHaveLength(1);
        expect(await store.read((reader) => reader.records())).toEqual([]);
      });
      expect(await store.read((reader) => reader.records())).toHaveLength(1);
    });

    test('a write that fails leaves nothing, and the next one works', async () => {
      const store = await temporaryStore(database);
      const failing = store.write(async (writer) => {
        await writer.insertLedgerEntry(entry(1));
        await writer.insertRecord(record('r1'));
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      await store.write((writer) => writer.insertLedgerEntry(entry(1)));
      await store.read(async (reader) => {
        expect(await reader.records()).toEqual([]);
        expect(await reader.ledger(0, 9)).toEqual([entry(1)]);
      });
    });

    test('a reader that fails does not spoil the next', async () => {
      const store = await temporaryStore(database);
      await expect(
        store.read(async () => {
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await store.write((writer) => writer.insertRecord(record('r1')));
      expect(await store.read((reader) => reader.records())).toHaveLength(1);
    });

    test('twenty readers and twenty writers at once, on two openings of one store', async () => {
      const one = await temporaryStore(database);
      const two = await openAt(one.place, database);
      const append = (store: typeof two, n: number) =>
        store.write(async (writer) => {
          const last = await writer.lastLedgerEntry();
          await new Promise((done) => setImmediate(done));
          await writer.insertLedgerEntry(entry((last?.sequence ?? 0) + 1, { payload: { n } }));
        });
      const look = (store: typeof two) =>
        store.read(async (reader) => {
          const last = (await reader.lastLedgerEntry())?.sequence ?? 0;
          await new Promise((done) => setImmediate(done));
          expect(await reader.ledger(0, 100)).toHaveLength(last);
        });
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => [
          append(n % 2 === 0 ? one : two, n),
          look(n % 3 === 0 ? one : two),
        ]).flat(),
      );
      const ledger = await two.read((reader) => reader.ledger(0, 100));
      expect(ledger.map((each) => each.sequence)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect(new Set(ledger.map((each) => each.payload['n']))).toHaveProperty('size', 20);
    });

    test('ledger writes pass between the parts of a staged import', async () => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head());
      const order: string[] = [];
      const rows = Array.from({ length: 20_000 }, (_, n) => ({ of: 'account', row: accountRow(n + 2) }) as const);
      const importing = staged.append(rows).then(() => order.push('import'));
      const recording = store.write((writer) => writer.insertLedgerEntry(entry(1))).then(() => order.push('ledger'));
      await Promise.all([importing, recording]);
      expect(order).toEqual(['ledger', 'import']);
      await staged.finish(tally(20_000), head());
      const page = await store.read((reader) => reader.accountRows(staged.snapshotId, 19_999, 10));
      expect(page.map((row) => row.line)).toEqual([20_000, 20_001]);
    });

    test('what is used after its transaction is refused, not run outside of it', async () => {
      const store = await temporaryStore(database);
      const writer = await store.write(async (given) => given);
      await expect(writer.insertRecord(record('r1'))).rejects.toMatchObject({ code: 'ERR_INTERNAL' });
      const reader = await store.read(async (given) => given);
      await expect(reader.revision()).rejects.toMatchObject({ code: 'ERR_INTERNAL' });
    });

    test('closing waits for what is under way and refuses what comes after', async () => {
      const store = await temporaryStore(database);
      const written = store.write((writer) => writer.insertRecord(record('r1')));
      let open = () => {};
      const gate = new Promise<void>((done) => {
        open = done;
      });
      const read = store.read(async (reader) => {
        await gate;
        return reader.revision();
      });
      let closed = false;
      const closing = store.close().then(() => {
        closed = true;
      });
      await written;
      await new Promise((done) => setImmediate(done));
      expect(closed).toBe(false);
      open();
      await Promise.all([closing, read]);
      await store.close();
      await expect(store.read((reader) => reader.revision())).rejects.toMatchObject({ code: 'ERR_STORE' });
      await expect(store.stage(head())).rejects.toMatchObject({ code: 'ERR_STORE' });
      const again = await openAt(store.place, database);
      expect(await again.read((reader) => reader.records())).toHaveLength(1);
    });
  });
}
