import type { Account } from '../../model/account.ts';

/** How an account is named to a person in running text. Quoted: a name is data, whatever it says. */
export function accountName(account: Account): string {
  const { email, name } = account.latest;
  if (email === null) return name === null ? account.accountId : JSON.stringify(name);
  return name === null ? email : `${email} ${JSON.stringify(name)}`;
}
