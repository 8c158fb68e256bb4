import { AT_LEAST } from './objection.ts';

/** How far known accounts match the people of a directory, or the other way round. */
export interface Meeting {
  /** Accounts in use whose e-mail domain at least three people of the directory have. */
  readonly accounts: number;
  /** Of these, accounts that an identifier links to somebody. */
  readonly joined: number;
  /** Of the unlinked ones, accounts that another directory has. */
  readonly elsewhere: number;
  /** Of the unlinked ones, accounts whose name somebody in the directory has under another address. */
  readonly sameName: number;
}

/**
 * Whether hardly any account matches although the directory has their domains: its addresses or ids come from another
 * column, or its people are others. A list of contractors or of another region, beside a directory that has the
 * accounts, is neither.
 */
export function areStrangers({ accounts, joined, elsewhere }: Meeting): boolean {
  const missing = accounts - joined - elsewhere;
  return missing >= AT_LEAST && joined * 10 <= accounts && missing * 2 > accounts;
}
