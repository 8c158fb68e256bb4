import { FINDINGS, type Finding } from '../../model/finding.ts';
import { flag, integer, oneOf, text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import { rankOf } from './kept.ts';

/** Where every judgement of one app, finding and reason lies that is shown, or not. */
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

/** In order of precedence, then reason. */
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

/** Buckets by what lies in them; a new one where there is none yet. */
export class BucketBook {
  readonly #buckets: Bucket[];

  constructor(buckets: readonly Bucket[] = []) {
    this.#buckets = [...buckets];
  }

  get all(): readonly Bucket[] {
    return this.#buckets;
  }

  /** The bucket of this key, with so many accounts more. */
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

  /** So many accounts more, or less. */
  put(bucket: number, accounts: number): void {
    const index = this.#buckets.findIndex((one) => one.bucket === bucket);
    const known = this.#buckets[index];
    if (known !== undefined) this.#buckets[index] = { ...known, accounts: known.accounts + accounts };
  }

  /** Everything that lies in it has another verdict now. */
  rename(bucket: number, key: BucketKey): void {
    const index = this.#buckets.findIndex((one) => one.bucket === bucket);
    const known = this.#buckets[index];
    if (known !== undefined) this.#buckets[index] = { ...known, ...key };
  }

  async save(session: SqlWriteSession, generation: number): Promise<void> {
    for (const bucket of this.#buckets) await saveBucket(session, generation, bucket);
  }
}
