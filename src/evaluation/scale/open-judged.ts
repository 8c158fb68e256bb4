import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import type { StoredCase, StoreReader } from '../../store/store.ts';
import { benchOf } from './bench-of.ts';
import { openCases } from './open-cases.ts';
import { judgeCase } from './verdict.ts';

/** Judged accounts, evidence and all, of what is kept of them: as they were judged, at the moment of the evaluation. */
export async function openJudged(
  reader: StoreReader,
  settings: Settings,
  stored: readonly StoredCase[],
): Promise<readonly JudgedAccount[]> {
  const evaluation = await reader.evaluation();
  if (stored.length === 0 || evaluation === null) return [];
  const opened = await openCases(reader, stored, settings);
  const bench = await benchOf(reader, settings, evaluation.evaluatedAt);
  const partners = await duplicatesOf(reader, opened, settings);
  return opened.map((one) => judgeCase(one, partners(one), bench));
}

/** The accounts that claim the same person, for each account. */
export async function duplicatesOf(
  reader: StoreReader,
  opened: readonly CorrelatedAccount[],
  settings: Settings,
): Promise<(one: CorrelatedAccount) => readonly CorrelatedAccount[]> {
  const wanted = new Set(opened.flatMap((one) => one.correlation.duplicateOf));
  const stored = wanted.size === 0 ? [] : await reader.cases([...wanted]);
  const known = new Map(
    (await openCases(reader, stored, settings)).map((one) => [`${one.account.app} ${one.account.accountId}`, one]),
  );
  return ({ account, correlation }) => correlation.duplicateOf.flatMap((id) => known.get(`${account.app} ${id}`) ?? []);
}
