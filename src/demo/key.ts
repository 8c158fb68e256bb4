import { type Calendar, dated } from './calendar.ts';
import type { ClariRow } from './cast-clari.ts';
import type { DemoAnswer } from './demo.ts';

/** The answer to every account that any export has, derived from the roster alone. */
export function keyOf(accounts: readonly ClariRow[], calendar: Calendar): readonly DemoAnswer[] {
  return accounts
    .map(({ account, email, id }) => ({
      app: 'clari',
      email,
      accountId: id,
      finding: account.answer.finding,
      reason: account.answer.reason,
      situation: account.answer.situation,
      why: dated(account.answer.why, calendar),
    }))
    .sort((a, b) => (a.email < b.email ? -1 : 1));
}
