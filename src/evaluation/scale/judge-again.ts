import { canonicalJson } from '../../ledger/canonical.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { filedUnder, linkOf } from '../../reconcile/classify/owners.ts';
import { compareText } from '../../reconcile/state/snapshot-order.ts';
import type { Amendment, ChangedAccounts, LinkDifference, RejudgedPremise, StoreReader } from '../../store/store.ts';
import { contextOf } from './context-of.ts';
import { Keeper } from './keep.ts';
import { openCases } from './open-cases.ts';
import { duplicatesOf } from './open-judged.ts';
import { type Relinked, relink } from './relink.ts';
import { type EvaluationContext, judgeCase } from './verdict.ts';

export interface JudgedAgain {
  readonly amendment: Amendment;
  /** Links that are not what they were, in order of account id and app; null: nobody decided on a link. */
  readonly links: readonly LinkDifference[] | null;
}

/**
 * What changes where people wrote about accounts or decided who owns them and the clock moved on, and nothing else
 * happened: whoever is not concerned stays as judged. Null: too many are concerned.
 */
export async function judgeAgain(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  changed: ChangedAccounts,
): Promise<JudgedAgain | null> {
  const context = await contextOf(reader, settings, now);
  const { aliases } = await reader.judgementFacts();
  const today = (ids: readonly string[]) => [...new Set(ids.map((id) => aliases.get(id) ?? id))];
  const kinds = new Map((await reader.snapshots()).map((one) => [one.snapshotId, one.kind]));
  const keeper = new Keeper(context, (id) => kinds.get(id) === 'directory');
  const relinked = await relink(reader, context, today(changed.linked));
  if (relinked === null) return null;
  const done = new Set(relinked.map(({ before }) => before.account.accountId));
  const written = today(changed.written).filter((id) => !done.has(id));
  const kept = [
    ...relinked.map(({ before, now: one, duplicates }) => ({ before, ...keeper.keep(one, duplicates) })),
    ...(await accountsAgain(reader, context, keeper, written)),
  ];
  return {
    amendment: {
      rejudged: await dueVerdicts(reader, context),
      judgements: kept.map(({ before, judgement }) => ({
        accountId: before.account.accountId,
        app: before.account.app,
        now: judgement,
        refsBefore: filedUnder(before.correlation, true),
      })),
      premises: kept.flatMap(({ premise }) => premise ?? []),
    },
    links: changed.linked.length === 0 ? null : differencesOf(relinked),
  };
}

async function accountsAgain(
  reader: StoreReader,
  context: EvaluationContext,
  keeper: Keeper,
  accountIds: readonly string[],
) {
  const opened = await openCases(reader, await reader.cases(accountIds), context.settings);
  const partners = await duplicatesOf(reader, opened, context.settings);
  return opened.map((before) => ({ before, ...keeper.keep(before, partners(before)) }));
}

function differencesOf(relinked: readonly Relinked[]): readonly LinkDifference[] {
  return relinked
    .map(({ before: { account, correlation }, now }) => ({
      accountId: account.accountId,
      formerly: null,
      app: account.app,
      before: linkOf(correlation),
      now: linkOf(now.correlation),
    }))
    .filter(({ before, now }) => canonicalJson(before) !== canonicalJson(now))
    .sort((a, b) => compareText(a.accountId, b.accountId) || compareText(a.app, b.app));
}

/** One account stands for all that share its premises. */
async function dueVerdicts(reader: StoreReader, context: EvaluationContext): Promise<readonly RejudgedPremise[]> {
  const due = await reader.duePremises(context.now);
  const stored = due.flatMap((one) => one.case ?? []);
  const opened = await openCases(reader, stored, context.settings);
  const partners = await duplicatesOf(reader, opened, context.settings);
  const judged = opened.map((one) => judgeCase(one, partners(one), context));
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
