import { createHash } from 'node:crypto';
import type { Account } from '../../model/account.ts';

/** Anybody can type it, and it reads as one word. */
const TYPEABLE = /^[\w.+-]{1,64}$/;

/**
 * The word by which a person names an account when they decide about it: the known part of its address, else its id.
 */
export function wordOf({ accountId, latest }: Pick<Account, 'accountId' | 'latest'>): string {
  const names = [latest.email?.split('@')[0] ?? '', accountId];
  return names.find((one) => TYPEABLE.test(one)) ?? shortHash(accountId);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
