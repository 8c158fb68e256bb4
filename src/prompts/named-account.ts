import type { Deps } from '../app/deps.ts';
import { findAccount } from '../app/lookups/find-account.ts';
import { evaluate } from '../evaluation/index.ts';
import { quote } from '../model/foreign.ts';
import type { JudgedAccount } from '../model/judged-account.ts';

export interface NamedAccount {
  readonly judged: JudgedAccount;
  /** Its id and e-mail as data, and what is found of it now. */
  readonly words: string;
}

/** Refuses as the tools do what is unknown or fits several: a prompt never starts work on a guess. */
export async function namedAccount(deps: Deps, wanted: string): Promise<NamedAccount> {
  await evaluate(deps);
  const judged = await deps.store.read((reader) => findAccount(reader, deps.settings, wanted));
  const { accountId, latest, status, statusAsOf } = judged.account;
  const email = latest.email === null ? 'no e-mail' : quote(latest.email);
  const { finding, reason } = judged.verdict;
  return {
    judged,
    words: `account ${quote(accountId)} (${email}, ${status} as of ${statusAsOf}, finding ${finding}: ${reason})`,
  };
}
