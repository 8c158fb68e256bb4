import type { LinkDecision } from '../../model/decision.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

export interface LinkEffect {
  readonly before: JudgedAccount;
  readonly after: JudgedAccount;
  /** Other accounts whose verdict changes with it: a duplicate that is one no more, for example. */
  readonly others: readonly { readonly before: JudgedAccount; readonly after: JudgedAccount }[];
}

/**
 * Judges whoever the decision concerns without and with it, by the same rules that will judge it once it is made; the
 * caller has evaluated before. `decision` null: as if none stood.
 */
export async function linkEffect(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  accountId: string,
  decision: LinkDecision | null,
): Promise<LinkEffect> {
  const pairs =
    (await effectOnSome(reader, deps, accountId, decision)) ?? (await effectOnAll(reader, deps, accountId, decision));
  const own = pairs.find((one) => one.after.account.accountId === accountId);
  if (own === undefined) throw new Error('a judged account is not judged again');
  return {
    ...own,
    others: pairs.filter((one) => one !== own && one.before.verdict.finding !== one.after.verdict.finding),
  };
}

type Effects = readonly { readonly before: JudgedAccount; readonly after: JudgedAccount }[];

/** Null: too many are concerned to look at each by itself. */
async function effectOnSome(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  accountId: string,
  decision: LinkDecision | null,
): Promise<Effects | null> {
  const [{ benchOf }, { relink }, { duplicatesOf }, { judgeCase }] = await Promise.all([
    import('../../evaluation/scale/bench-of.ts'),
    import('../../evaluation/scale/relink.ts'),
    import('../../evaluation/make-whole.ts'),
    import('../../evaluation/scale/verdict.ts'),
  ]);
  const before = await benchOf(reader, settings, clock());
  const links = assumed(before.decided.links, accountId, decision);
  const after = { ...before, decided: { ...before.decided, links } };
  const relinked = await relink(reader, after, [accountId]);
  if (relinked === null) return null;
  const partners = await duplicatesOf(
    reader,
    relinked.map((one) => one.before),
    settings,
  );
  return relinked.map((one) => ({
    before: judgeCase(one.before, partners(one.before), before),
    after: judgeCase(one.now, one.duplicates, after),
  }));
}

async function effectOnAll(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  accountId: string,
  decision: LinkDecision | null,
): Promise<Effects> {
  const { judge } = await import('../../evaluation/judge.ts');
  const now = clock();
  const before = await judge(reader, settings, now);
  const after = await judge(reader, settings, now, { links: (links) => assumed(links, accountId, decision) });
  const earlier = new Map(before.judged.map((one) => [one.account.accountId, one]));
  return after.judged.flatMap((one) => {
    const was = earlier.get(one.account.accountId);
    return was === undefined ? [] : [{ before: was, after: one }];
  });
}

function assumed(
  links: ReadonlyMap<string, LinkDecision>,
  accountId: string,
  decision: LinkDecision | null,
): ReadonlyMap<string, LinkDecision> {
  const others = [...links].filter(([id]) => id !== accountId);
  return new Map(decision === null ? others : [...others, [accountId, decision]]);
}
