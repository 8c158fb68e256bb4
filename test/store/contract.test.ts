import { describe, expect, test } from 'vitest';
import { compareContract } from './contract/compare.ts';
import { driverContract } from './contract/driver.ts';
import { failureContract } from './contract/failures.ts';
import { isolationContract } from './contract/isolation.ts';
import { judgementContract } from './contract/judgements.ts';
import { ledgerContract } from './contract/ledger.ts';
import { pageContract } from './contract/pages.ts';
import { peopleContract } from './contract/people.ts';
import { reviewContract } from './contract/reviews.ts';
import { sharingContract } from './contract/sharing.ts';
import { snapshotContract } from './contract/snapshots.ts';
import { sumContract } from './contract/sums.ts';
import { workContract } from './contract/work.ts';
import { usableBindings } from './databases.ts';

const bindings = await usableBindings();

test('at least one SQLite is there to test', () => {
  expect(bindings).not.toEqual([]);
});

/** What every driver of the store keeps. */
describe.each([...bindings, 'postgres'] as const)('%s', (database) => {
  driverContract(database);
  snapshotContract(database);
  peopleContract(database);
  compareContract(database);
  sharingContract(database);
  ledgerContract(database);
  workContract(database);
  reviewContract(database);
  judgementContract(database);
  sumContract(database);
  pageContract(database);
  isolationContract(database);
  if (database !== 'postgres') failureContract(database);
});
