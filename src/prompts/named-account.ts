import type { Deps } from '../app/deps.ts';
import { findAccount } from '../app/lookups/find-account.ts';
import { evaluate } from '../evaluation/index.ts';
import { profileIn } from '../model/apps-in-use.ts';
import { quote } from '../model/foreign.ts';
import type { JudgedAccount } from '../model/judged-account.ts';

export interface NamedAccount {
  readonly judged: JudgedAccount;
  /** Of its application, as people write it. */
  readonly appName: string;
  /** Its application, its id and e-mail as data, and what is found of it now. */
  readonly words: string;
}

/** Finds the account, and refuses as tools do what is unknown or ambiguous: a prompt never starts work on a guess. */
export async function namedAccount(deps: Deps, wanted: string): Promise<NamedAccount> {
  await evaluate(deps);
  const judged = await deps.store.read((reader) => findAccount(reader, deps.settings, wanted));
  const { accountId, app, latest, status, statusAsOf } = judged.account;
  const { name } = profileIn(deps.settings, app);
  const email = latest.email === null ? 'no e-mail' : quote(latest.email);
  const { finding, reason } = judged.verdict;
  return {
    judged,
    appName: name,
    words: `${name} account ${quote(accountId)} (${email}, ${status} as of ${statusAsOf}, finding ${finding}: ${reason})`,
  };
}
