import { type Calendar, READS } from './calendar.ts';
import type { OktaRow } from './cast-directories.ts';

/** One complete download of the Okta people, every status included, as of one of the two reads. */
export function oktaPeople(
  rows: readonly OktaRow[],
  read: 'okta1' | 'okta2',
  calendar: Calendar,
): readonly Record<string, string>[] {
  const asOf = calendar.instant(READS[read]);
  return byLogin(rows)
    .filter(({ record }) => record.only === undefined || record.only === read)
    .map((row) => {
      const since = calendar.instant(row.record.since);
      const already = since <= asOf;
      return {
        id: row.id,
        login: row.login,
        email: row.email,
        secondEmail: row.record.second ?? '',
        firstName: row.person.given,
        lastName: row.person.family,
        employeeNumber: row.employeeNumber,
        status: already ? row.record.status : 'ACTIVE',
        statusChanged: already ? since : calendar.instant(row.hired),
        department: row.person.department,
        manager: row.manager,
      };
    });
}

/** The complete list of people assigned to the Clari application in Okta. */
export function oktaAssignments(rows: readonly OktaRow[], calendar: Calendar): readonly Record<string, string>[] {
  return byLogin(rows).flatMap(({ record, id, login, email, hired }) =>
    record.clari === undefined
      ? []
      : [
          {
            userId: id,
            login,
            email,
            scope: record.contractor === true ? 'USER' : 'GROUP',
            status: record.clari,
            assignedAt: calendar.instant(typeof record.since === 'number' ? record.since : hired),
          },
        ],
  );
}

function byLogin(rows: readonly OktaRow[]): readonly OktaRow[] {
  return [...rows].sort((a, b) => (a.login < b.login ? -1 : 1));
}
