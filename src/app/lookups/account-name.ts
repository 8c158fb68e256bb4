import type { Account } from '../../model/account.ts';
import { bare, quote } from '../../model/foreign.ts';

/** The name of an account in running text. It is quoted, because a name is data, whatever it says. */
export function accountName(account: Account): string {
  const { email, name } = account.latest;
  if (email === null) return name === null ? bare(account.accountId) : quote(name);
  return name === null ? bare(email) : `${bare(email)} ${quote(name)}`;
}
