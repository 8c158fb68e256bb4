import type { JudgedAccount } from '../../src/model/judged-account.ts';
import type { JudgedFilter, JudgedOrder, StoredCase, StoreReader } from '../../src/store/store.ts';

/** The contract's accounts are kept whole: what the store gives back is what it was given. */
export function plain(cases: readonly StoredCase[]): readonly JudgedAccount[] {
  return cases.map(({ own }) => JSON.parse(own));
}

export interface PlainPage {
  readonly rows: readonly JudgedAccount[];
  readonly total: number;
  readonly nextKey: readonly string[] | null;
}

export async function plainPage(
  reader: StoreReader,
  filter: JudgedFilter,
  order: JudgedOrder,
  after: readonly string[] | null,
  limit: number,
): Promise<PlainPage> {
  const { cases, total, nextKey } = await reader.casePage(filter, order, after, limit);
  return { rows: plain(cases), total, nextKey };
}

export async function plainAccount(reader: StoreReader, accountId: string): Promise<JudgedAccount | null> {
  return plain(await reader.cases([accountId]))[0] ?? null;
}
