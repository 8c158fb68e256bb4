import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import type { StoredCase, StoreReader } from '../../store/store.ts';
import type { Decisions } from '../decisions.ts';
import { contextOf } from './context-of.ts';
import { openCases } from './open-cases.ts';
import { judgeCase } from './verdict.ts';

/**
 * Judged accounts, evidence and all, of what is kept of them: as they were judged, at the moment of the evaluation.
 * `countingAlone`: as if nobody had recorded what does not count.
 */
export async function openJudged(
  reader: StoreReader,
  settings: Settings,
  stored: readonly StoredCase[],
  countingAlone = false,
): Promise<readonly JudgedAccount[]> {
  const evaluation = await reader.evaluation();
  if (stored.length === 0 || evaluation === null) return [];
  const opened = await openCases(reader, stored, settings);
  const context = await contextOf(reader, settings, evaluation.evaluatedAt);
  const { decided } = context;
  const seen = countingAlone ? { ...context, decided: { ...decided, records: countingOf(decided.records) } } : context;
  const partners = await duplicatesOf(reader, opened, settings);
  return opened.map((one) => judgeCase(one, partners(one), seen));
}

function countingOf(records: Decisions['records']): Decisions['records'] {
  return new Map([...records].map(([accountId, made]) => [accountId, made.filter((one) => one.counts)]));
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
