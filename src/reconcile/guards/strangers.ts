import { AT_LEAST } from './objection.ts';

/** How the accounts that are known meet the people of a directory, or the other way round. */
export interface Meeting {
  /** Accounts in use whose e-mail domain at least three people of the directory have. */
  readonly accounts: number;
  /** Of those, accounts that some identifier joins to somebody. */
  readonly joined: number;
  /** Of those that are not, accounts that another directory has. */
  readonly elsewhere: number;
  /** Of those that are not, accounts whose name somebody of the directory bears under another address. */
  readonly sameName: number;
}

/**
 * The directory says that it is these accounts' own, yet hardly one of them is in it: a column of other addresses or ids, or
 * the people of somebody else. A list of contractors or of another region beside a directory that has the accounts is neither.
 */
export function areStrangers({ accounts, joined, elsewhere }: Meeting): boolean {
  const missing = accounts - joined - elsewhere;
  return missing >= AT_LEAST && joined * 10 <= accounts && missing * 2 > accounts;
}
