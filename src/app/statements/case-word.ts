import { createHash } from 'node:crypto';
import type { Account } from '../../model/account.ts';

/** What anybody can type, and reads as one word. */
const TYPEABLE = /^[\w.+-]{1,64}$/;

/** The word by which a person names an account when they decide about it: of its address what people know, else its id. */
export function wordOf({ accountId, latest }: Pick<Account, 'accountId' | 'latest'>): string {
  const local = latest.email?.split('@')[0] ?? '';
  return simpleWord(TYPEABLE.test(local) ? local : accountId);
}

/** The text itself where it is one simple word, else a few digits that stand for it: it is shown bare, and typed. */
export function simpleWord(text: string): string {
  return TYPEABLE.test(text) ? text : createHash('sha256').update(text).digest('hex').slice(0, 6);
}
