import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/model/ledger.ts';
import type { TestedDatabase } from '../databases.ts';
import { temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { entry, record } from '../samples.ts';

export function ledgerContract(database: TestedDatabase): void {
  describe('ledger', () => {
    test('entries come back as they went in, in order', async () => {
      const store = await temporaryStore(database);
      await store.read(async (reader) => {
        expect(await reader.lastLedgerEntry()).toBeNull();
        expect(await reader.ledger(0, 10)).toEqual([]);
      });
      await store.write(async (writer) => {
        for (const sequence of [1, 2, 3]) await writer.insertLedgerEntry(entry(sequence));
      });
      await store.read(async (reader) => {
        expect(await reader.lastLedgerEntry()).toStrictEqual(entry(3));
        expect(await reader.ledger(0, 2)).toStrictEqual([entry(1), entry(2)]);
        expect(await reader.ledger(2, 2)).toStrictEqual([entry(3)]);
      });
    });

    const wrong: readonly (readonly [string, LedgerEntry])[] = [
      ['repeats a sequence', entry(2)],
      ['leaves a gap', entry(4)],
      ['goes back', entry(1, { hash: 'f'.repeat(64) })],
      ['does not continue the last hash', entry(3, { previousHash: 'f'.repeat(64) })],
    ];
    test.each(wrong)('an entry that %s is refused, and with it the whole write', async (_name, bad) => {
      const store = await temporaryStore(database);
      await store.write(async (writer) => {
        await writer.insertLedgerEntry(entry(1));
        await writer.insertLedgerEntry(entry(2));
      });
      const write = store.write(async (writer) => {
        await writer.insertRecord(record('r1'));
        await writer.insertLedgerEntry(bad);
      });
      await expect(write).rejects.toMatchObject({ code: 'ERR_LEDGER_BROKEN' });
      await store.read(async (reader) => {
        expect(await reader.ledger(0, 10)).toHaveLength(2);
        expect(await reader.records()).toEqual([]);
        expect(await reader.revision()).toBe(0);
      });
    });

    test.each([
      ['update', "update ledger set kind = 'x'"],
      ['delete', 'delete from ledger'],
      database === 'postgres'
        ? ['truncate', 'truncate ledger']
        : ['insert or replace', `insert or replace into ledger select * from ledger where sequence = 1`],
      ['upsert', `insert into ledger select * from ledger where true on conflict (sequence) do update set kind = 'x'`],
      ['update of a record', "update records set body = '{}'"],
      ['delete of a record', 'delete from records'],
    ])('%s is refused to whoever opens the file', async (_name, sql) => {
      const store = await temporaryStore(database);
      await store.write(async (writer) => {
        await writer.insertLedgerEntry(entry(1));
        await writer.insertLedgerEntry(entry(2));
        await writer.insertRecord(record('r1'));
      });
      const raw = await rawDatabase(store.place, database);
      await expect(raw.exec(sql)).rejects.toThrow(/append-only|continues/);
      await store.read(async (reader) => {
        expect(await reader.ledger(0, 10)).toStrictEqual([entry(1), entry(2)]);
        expect(await reader.records()).toStrictEqual([record('r1')]);
      });
    });
  });
}
