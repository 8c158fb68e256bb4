import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { refsOf } from '../../reconcile/classify/premise.ts';
import type { Amendment, RejudgedPremise, StoreReader } from '../../store/store.ts';
import { benchOf } from './bench-of.ts';
import { Keeper } from './keep.ts';
import { duplicatesOf } from './make-whole.ts';
import { openCases } from './open-cases.ts';
import { type Bench, judgeCase } from './verdict.ts';

/**
 * What changes where people wrote about these accounts and the clock moved on, and nothing else happened: who owns what
 * and what reads say stays as it was judged.
 */
export async function judgeAgain(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  accountIds: readonly string[],
): Promise<Amendment> {
  const bench = await benchOf(reader, settings, now);
  const { aliases } = await reader.judgementFacts();
  const today = new Set(accountIds.map((id) => aliases.get(id) ?? id));
  return { rejudged: await dueVerdicts(reader, bench), ...(await accountsAgain(reader, bench, [...today])) };
}

async function accountsAgain(reader: StoreReader, bench: Bench, accountIds: readonly string[]) {
  const kinds = new Map((await reader.snapshots()).map((one) => [one.snapshotId, one.kind]));
  const keeper = new Keeper(bench, (id) => kinds.get(id) === 'directory');
  const opened = await openCases(reader, await reader.cases(accountIds), bench.settings);
  const partners = await duplicatesOf(reader, opened, bench.settings);
  const kept = opened.map((one) => ({ one, ...keeper.keep(one, partners(one)) }));
  return {
    judgements: kept.map(({ one, judgement }) => ({
      accountId: one.account.accountId,
      app: one.account.app,
      now: judgement,
      refsBefore: refsOf(one.correlation),
    })),
    premises: kept.flatMap(({ premise }) => premise ?? []),
  };
}

/** One account stands for all that share its premises. */
async function dueVerdicts(reader: StoreReader, bench: Bench): Promise<readonly RejudgedPremise[]> {
  const due = await reader.duePremises(bench.now);
  const stored = due.flatMap((one) => one.case ?? []);
  const opened = await openCases(reader, stored, bench.settings);
  const partners = await duplicatesOf(reader, opened, bench.settings);
  const judged = opened.map((one) => judgeCase(one, partners(one), bench));
  let next = 0;
  return due.map(({ premise, case: stands }): RejudgedPremise => {
    const one = stands === null ? undefined : judged[next++];
    if (one === undefined) return { premise, verdict: null };
    const { account, verdict, shown } = one;
    const { finding, reason, validUntil } = verdict;
    return {
      premise,
      verdict: { accountId: account.accountId, app: account.app, finding, reason, shown, validUntil },
    };
  });
}
