import type { TestedDatabase } from '../databases.ts';
import { compareContract } from './compare.ts';
import { driverContract } from './driver.ts';
import { failureContract } from './failures.ts';
import { isolationContract } from './isolation.ts';
import { judgementContract } from './judgements.ts';
import { ledgerContract } from './ledger.ts';
import { pageContract } from './pages.ts';
import { peopleContract } from './people.ts';
import { reviewContract } from './reviews.ts';
import { sharingContract } from './sharing.ts';
import { snapshotContract } from './snapshots.ts';
import { sumContract } from './sums.ts';
import { workContract } from './work.ts';

/** What every driver of the store keeps. */
export function everyContract(database: TestedDatabase): void {
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
}
