import type { LinkDecision } from '../model/decision.ts';
import type { JudgedAccount, StoreReader } from '../store/store.ts';
import type { Deps } from './deps.ts';

export interface LinkEffect {
  readonly before: JudgedAccount;
  readonly after: JudgedAccount;
  /** Other accounts whose verdict changes with it: a duplicate that is one no more, for example. */
  readonly others: readonly { readonly before: JudgedAccount; readonly after: JudgedAccount }[];
}

/** Judges everything twice, without and with the decision: the same rules that will judge it once it is made. Null: as if none stood. */
export async function linkEffect(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  accountId: string,
  decision: LinkDecision | null,
): Promise<LinkEffect> {
  const { judge } = await import('./judging/judge.ts');
  const now = deps.clock();
  const before = await judge(reader, deps.settings, now);
  const after = await judge(reader, deps.settings, now, {
    links: (links) => {
      const others = [...links].filter(([id]) => id !== accountId);
      return new Map(decision === null ? others : [...others, [accountId, decision]]);
    },
  });
  const earlier = new Map(before.judged.map((one) => [one.account.accountId, one]));
  const pairs = after.judged.flatMap((one) => {
    const was = earlier.get(one.account.accountId);
    return was === undefined ? [] : [{ before: was, after: one }];
  });
  const own = pairs.find((one) => one.after.account.accountId === accountId);
  if (own === undefined) throw new Error('a judged account is not judged again');
  return {
    ...own,
    others: pairs.filter((one) => one !== own && one.before.verdict.finding !== one.after.verdict.finding),
  };
}
