import type { Calendar } from './calendar.ts';
import type { EntraRow } from './cast-directories.ts';

/** The complete download of Brightwater's Entra ID: people, guests and mailboxes. */
export function entraPeople(rows: readonly EntraRow[], calendar: Calendar): readonly Record<string, string>[] {
  return byName(rows).map(({ record, person, ...row }) => ({
    id: row.id,
    userPrincipalName: row.userPrincipalName,
    displayName: `${person.given} ${person.family}`,
    givenName: person.given,
    surname: person.family,
    mail: row.mail,
    proxyAddresses: row.proxyAddresses,
    accountEnabled: record.enabled ? 'True' : 'False',
    employeeId: row.employeeId,
    userType: record.type ?? 'Member',
    recipientTypeDetails: record.mailbox ?? (record.type === 'Guest' ? 'GuestMailUser' : 'UserMailbox'),
    department: person.department,
    manager: row.manager,
    createdDateTime: calendar.instant(row.created),
  }));
}

/** The complete list of people assigned to the Clari application in Entra ID. */
export function entraAssignments(rows: readonly EntraRow[], calendar: Calendar): readonly Record<string, string>[] {
  return byName(rows)
    .filter(({ record }) => record.clari === true)
    .map(({ id, userPrincipalName, mail, created }) => ({
      principalId: id,
      userPrincipalName,
      mail,
      principalType: 'User',
      appRole: 'Default Access',
      createdDateTime: calendar.instant(Math.min(created, 90)),
    }));
}

function byName(rows: readonly EntraRow[]): readonly EntraRow[] {
  return [...rows].sort((a, b) => (a.userPrincipalName < b.userPrincipalName ? -1 : 1));
}
