import { previewLink } from '../../evaluation/index.ts';
import type { LinkDecision } from '../../model/decision.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

export interface LinkEffect {
  readonly before: JudgedAccount;
  readonly after: JudgedAccount;
  /** Other accounts whose verdict changes too, such as one that is no longer a duplicate. */
  readonly others: readonly { readonly before: JudgedAccount; readonly after: JudgedAccount }[];
}

/** Calculates what the decision changes for this account and others. The caller has evaluated before. */
export async function linkEffect(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  accountId: string,
  decision: LinkDecision | null,
): Promise<LinkEffect> {
  const effects = await previewLink(reader, settings, clock(), accountId, decision);
  const own = effects.find((one) => one.after.account.accountId === accountId);
  if (own === undefined) throw new Error('a judged account is not judged again');
  return {
    ...own,
    others: effects.filter((one) => one !== own && one.before.verdict.finding !== one.after.verdict.finding),
  };
}
