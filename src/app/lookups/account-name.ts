import type { Account } from '../../model/account.ts';
import { bare, quote } from '../../model/foreign.ts';

/** How an account is named to a person in running text. Quoted: a name is data, whatever it says. */
export function accountName(account: Account): string {
  const { email, name } = account.latest;
  if (email === null) return name === null ? bare(account.accountId) : quote(name);
  return name === null ? bare(email) : `${bare(email)} ${quote(name)}`;
}
