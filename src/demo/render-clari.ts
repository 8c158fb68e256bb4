import { addMs, DAY_MS, type Instant, MINUTE_MS } from '../model/time.ts';
import { type Calendar, READS } from './calendar.ts';
import type { ClariRow } from './cast-clari.ts';

const EXPORTS = [READS.users1, READS.users2, READS.users3] as const;
/** Statuses that a mark stands for: an account with two has two rows. */
const STATUSES: Readonly<Record<string, readonly string[]>> = {
  A: ['Active'],
  I: ['Inactive'],
  '?': [''],
  X: ['Active', 'Inactive'],
  '-': [],
};

/** Rows of one of the three users exports; the oldest shows Salesforce ids as reports do, in 15 characters. */
export function clariUsers(
  accounts: readonly ClariRow[],
  index: 0 | 1 | 2,
  calendar: Calendar,
): readonly Record<string, string>[] {
  const byName = [...accounts].sort((a, b) => (a.name < b.name ? -1 : 1));
  return byName.flatMap((row) =>
    (STATUSES[row.account.seen.charAt(index)] ?? []).map((status) => ({
      'Clari User ID': row.id,
      Name: row.name,
      Email: row.written,
      'CRM User ID': index === 0 ? row.crmId.slice(0, 15) : row.crmId,
      Role: row.role,
      Team: row.team,
      Status: status,
      'Last Login': seconds(lastLogin(row, index, calendar)),
      License: row.role === 'Exec' ? 'Viewer' : 'Full',
    })),
  );
}

/** The login that the story names, or shortly before the last export that showed the account active. */
function lastLogin(row: ClariRow, index: number, calendar: Calendar): Instant | null {
  const { seen, used } = row.account;
  if (used === null) return null;
  const taken = (at: number) => calendar.instant(EXPORTS[at] ?? READS.users1);
  if (used !== undefined) {
    const login = calendar.instant(used);
    return login < taken(index) ? login : addMs(taken(index), -3 * DAY_MS);
  }
  const shown = Math.max(seen.slice(0, index + 1).lastIndexOf('A'), 0);
  return addMs(taken(shown), -(row.idleMinutes[shown] ?? 1) * MINUTE_MS);
}

function seconds(at: Instant | null): string {
  return at === null ? '' : `${at.slice(0, 19)}Z`;
}
