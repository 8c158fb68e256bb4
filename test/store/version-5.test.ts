import { describe, expect, test } from 'vitest';
import { openReview } from './contract/reviews.ts';
import { type TestedDatabase, usableBindings } from './databases.ts';
import { makeVersion } from './make-version.ts';
import { openAt, temporaryPlace } from './open-temporary.ts';
import { rawDatabase } from './raw-database.ts';
import { record } from './samples.ts';

describe.each<TestedDatabase>([...(await usableBindings()), 'postgres'])('a store of version 5 in %s', (database) => {
  test('keeps what it has when this version opens it, and takes access reviews', async () => {
    const place = await temporaryPlace(database);
    const raw = await rawDatabase(place, database);
    await makeVersion(5, raw, place, database);
    await raw.run('insert into records (record_id, account_id, ledger_sequence, body) values (?, ?, ?, ?)', [
      'r1',
      '1',
      1,
      JSON.stringify(record('r1')),
    ]);
    const store = await openAt(place, database);
    const review = await openReview(store);
    await store.read(async (reader) => {
      expect(await reader.records()).toStrictEqual([record('r1')]);
      expect(await reader.reviews()).toStrictEqual([review]);
      expect((await reader.reviewItems('rev_1', {}, 0, 100)).total).toBe(6);
    });
    await expect(raw.exec('delete from review_items')).rejects.toThrow('append-only');
  });
});
