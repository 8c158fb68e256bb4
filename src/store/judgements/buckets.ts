import { FINDINGS, type Finding } from '../../model/finding.ts';
import { flag, integer, oneOf, text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import { rankOf } from './kept.ts';

/** What all judgements of one bucket have in common. */
export interface BucketKey {
  readonly app: string;
  readonly finding: Finding;
  readonly reason: string;
  readonly shown: boolean;
}

export interface Bucket extends BucketKey {
  readonly bucket: number;
  readonly accounts: number;
}

export function sameBucket(a: BucketKey, b: BucketKey): boolean {
  return a.app === b.app && a.finding === b.finding && a.reason === b.reason && a.shown === b.shown;
}

/** Reads the buckets of a generation, in the order of the findings' precedence, then of reasons. */
export async function bucketsOf(session: SqlSession, generation: number): Promise<readonly Bucket[]> {
  const rows = await session.all('select * from buckets where generation = ? order by finding_rank, reason, bucket', [
    generation,
  ]);
  return rows.map((row) => ({
    bucket: integer(row, 'bucket'),
    app: text(row, 'app'),
    finding: oneOf(row, 'finding', FINDINGS),
    reason: text(row, 'reason'),
    shown: flag(row, 'shown'),
    accounts: integer(row, 'accounts'),
  }));
}

async function saveBucket(session: SqlWriteSession, generation: number, bucket: Bucket): Promise<void> {
  const { app, finding, reason, shown, accounts } = bucket;
  await session.run(
    `insert into buckets (generation, bucket, app, finding, finding_rank, reason, shown, accounts)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (generation, bucket) do update set app = excluded.app, finding = excluded.finding,
       finding_rank = excluded.finding_rank, reason = excluded.reason, shown = excluded.shown,
       accounts = excluded.accounts`,
    [generation, bucket.bucket, app, finding, rankOf(finding), reason, shown ? 1 : 0, accounts],
  );
}

/** Counts the accounts of each bucket while judgements are written, and adds buckets for new keys. */
export class BucketBook {
  readonly #buckets: Bucket[];

  constructor(buckets: readonly Bucket[] = []) {
    this.#buckets = [...buckets];
  }

  get all(): readonly Bucket[] {
    return this.#buckets;
  }

  /** Adds so many accounts to the bucket of this key, and returns its number. */
  add(key: BucketKey, accounts: number): number {
    const index = this.#buckets.findIndex((one) => sameBucket(one, key));
    const known = this.#buckets[index];
    if (known === undefined) {
      const bucket = this.#buckets.reduce((last, one) => Math.max(last, one.bucket), 0) + 1;
      const { app, finding, reason, shown } = key;
      this.#buckets.push({ bucket, app, finding, reason, shown, accounts });
      return bucket;
    }
    this.#buckets[index] = { ...known, accounts: known.accounts + accounts };
    return known.bucket;
  }

  /** Changes the number of accounts of a bucket; negative: fewer. */
  put(bucket: number, accounts: number): void {
    const index = this.#buckets.findIndex((one) => one.bucket === bucket);
    const known = this.#buckets[index];
    if (known !== undefined) this.#buckets[index] = { ...known, accounts: known.accounts + accounts };
  }

  /** Gives all accounts of a bucket another verdict. */
  rename(bucket: number, key: BucketKey): void {
    const index = this.#buckets.findIndex((one) => one.bucket === bucket);
    const known = this.#buckets[index];
    if (known !== undefined) this.#buckets[index] = { ...known, ...key };
  }

  async save(session: SqlWriteSession, generation: number): Promise<void> {
    for (const bucket of this.#buckets) await saveBucket(session, generation, bucket);
  }
}
