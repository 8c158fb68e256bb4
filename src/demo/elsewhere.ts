import type { App } from '../model/app-profile.ts';
import { type Calendar, READS, type Read } from './calendar.ts';
import type { OktaRow } from './cast-directories.ts';
import type { DemoAnswer } from './demo.ts';
import { type Department, HALDEN } from './roster.ts';

/** The leaver whom nobody took out of any application. */
const FORGOTTEN = `henrik.aldane@${HALDEN}`;
const COLLEAGUES = 30;

/** An application beside Clari, with accounts of its own. */
export interface Elsewhere {
  readonly app: App;
  readonly name: string;
  readonly users: Read;
  readonly assigned: Read;
  readonly departments: readonly Department[];
  readonly firstId: number;
  /** One row as its list writes it. */
  readonly row: (row: OktaRow, id: string, calendar: Calendar) => Readonly<Record<string, string>>;
}

export const ELSEWHERE: readonly Elsewhere[] = [
  {
    app: 'salesloft',
    name: 'Salesloft',
    users: 'salesloft',
    assigned: 'salesloftAssignments',
    departments: ['Sales', 'Customer Success'],
    firstId: 101,
    row: ({ person, email, hired }, id, calendar) => ({
      Id: id,
      Name: `${person.given} ${person.family}`,
      Email: email,
      Role: 'User',
      Active: 'true',
      'Created At': calendar.instant(hired),
    }),
  },
  {
    app: '6sense',
    name: '6sense',
    users: 'sixsense',
    assigned: 'sixsenseAssignments',
    departments: ['Marketing', 'Sales'],
    firstId: 70_201,
    row: ({ person, email, hired }, id, calendar) => ({
      Id: id,
      Name: `${person.given} ${person.family}`,
      Email: email,
      Role: email === FORGOTTEN ? 'Administrator' : 'Sales User',
      Status: 'Active',
      'Created At': calendar.instant(hired),
    }),
  },
];

/** Those of Okta who have an account there, each with its id. */
function staffOf({ departments, firstId }: Elsewhere, okta: readonly OktaRow[]) {
  const plain = ({ record }: OktaRow) =>
    record.status === 'ACTIVE' && record.only === undefined && record.login === undefined && record.email === undefined;
  const staff = departments.flatMap((department) =>
    okta
      .filter((row) => row.person.department === department && plain(row) && row.person.entra === undefined)
      .slice(0, COLLEAGUES / departments.length),
  );
  return [...staff, ...okta.filter((row) => row.email === FORGOTTEN)]
    .toSorted((a, b) => (a.login < b.login ? -1 : 1))
    .map((row, at) => ({ row, id: String(firstId + at) }));
}

export function elsewhereUsers(
  app: Elsewhere,
  okta: readonly OktaRow[],
  calendar: Calendar,
): readonly Readonly<Record<string, string>>[] {
  return staffOf(app, okta).map(({ row, id }) => app.row(row, id, calendar));
}

/** Who is assigned to it in Okta: not the leaver, whose identity is closed. */
export function elsewhereAssigned(
  app: Elsewhere,
  okta: readonly OktaRow[],
  calendar: Calendar,
): readonly Readonly<Record<string, string>>[] {
  return staffOf(app, okta)
    .filter(({ row }) => row.email !== FORGOTTEN)
    .map(({ row: { id, login, email, hired } }) => ({
      userId: id,
      login,
      email,
      scope: 'GROUP',
      status: 'ACTIVE',
      assignedAt: calendar.instant(hired),
    }));
}

export function elsewhereKey(app: Elsewhere, okta: readonly OktaRow[], calendar: Calendar): readonly DemoAnswer[] {
  return staffOf(app, okta).map(({ row: { email, record }, id }) => {
    const own = { app: app.app, email, accountId: `${app.app}:${id}`, situation: 'linked' } as const;
    if (email !== FORGOTTEN)
      return { ...own, finding: 'ok', reason: 'entitled', why: `Works here, and is assigned to ${app.name} in Okta.` };
    const left = typeof record.since === 'number' ? calendar.say(record.since) : '';
    return {
      ...own,
      finding: 'leaver_active',
      reason: 'identity_deactivated',
      why: `Left on ${left}; Okta deactivated, ${app.name} forgotten as Clari was. Its list of ${calendar.date(READS[app.users])} still shows the account active.`,
    };
  });
}
