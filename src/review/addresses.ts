import type { Identity } from '../model/identity.ts';
import type { JudgedAccount } from '../model/judged-account.ts';

/** Every name under which the person who owns an account may sign in or be written to, lower-case. */
export function addressesOf({ account, correlation }: JudgedAccount): readonly string[] {
  const names = correlation.linked.flatMap(({ identity }) => namesOfIdentity(identity));
  const { email } = account.latest;
  return [...new Set([...(email === null ? [] : [email.toLowerCase()]), ...names])].sort();
}

export function namesOfIdentity({ latest }: Pick<Identity, 'latest'>): readonly string[] {
  return [latest.email, latest.login, ...latest.otherEmails].flatMap((one) =>
    one === null ? [] : [one.toLowerCase()],
  );
}
