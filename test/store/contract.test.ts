import { describe, expect, test } from 'vitest';
import { usableBindings } from './bindings.ts';
import { compareContract } from './contract/compare.ts';
import { driverContract } from './contract/driver.ts';
import { failureContract } from './contract/failures.ts';
import { isolationContract } from './contract/isolation.ts';
import { judgementContract } from './contract/judgements.ts';
import { ledgerContract } from './contract/ledger.ts';
import { pageContract } from './contract/pages.ts';
import { peopleContract } from './contract/people.ts';
import { snapshotContract } from './contract/snapshots.ts';
import { workContract } from './contract/work.ts';

const bindings = await usableBindings();

test('at least one SQLite is there to test', () => {
  expect(bindings).not.toEqual([]);
});

/** What every driver of the store keeps; a second database would run the same. */
describe.each(bindings)('%s', (sqlite) => {
  driverContract(sqlite);
  snapshotContract(sqlite);
  peopleContract(sqlite);
  compareContract(sqlite);
  ledgerContract(sqlite);
  workContract(sqlite);
  judgementContract(sqlite);
  pageContract(sqlite);
  isolationContract(sqlite);
  failureContract(sqlite);
});
