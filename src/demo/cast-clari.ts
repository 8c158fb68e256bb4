import { type Casting, localPart } from './casting.ts';
import type { Random } from './random.ts';
import { BRIGHTWATER, type ClariAccount, type Department, HALDEN, type Person } from './roster.ts';

export interface ClariRow {
  readonly account: ClariAccount;
  readonly id: string;
  readonly email: string;
  /** As the export writes it. */
  readonly written: string;
  readonly name: string;
  readonly crmId: string;
  readonly role: string;
  readonly team: string;
  /** Last login before each of the exports, where the story says nothing of it: minutes before the export was taken. */
  readonly idleMinutes: readonly number[];
}

const ROLES: Partial<Record<Department, string>> = {
  Executive: 'Exec',
  'Sales Engineering': 'SE',
  'Revenue Operations': 'Sales Ops',
};
const TEAMS = ['Nordics', 'DACH', 'UK & Ireland', 'Benelux', 'France', 'Iberia', 'North America'] as const;

export function clariRow(person: Person, account: ClariAccount, casting: Casting): ClariRow {
  const { ids, random, salesforceUser } = casting;
  const email = account.email ?? addressOf(person);
  const id = ids.clari();
  const plain = account.email === undefined && account.name === undefined && account.written === undefined;
  return {
    account,
    id,
    email,
    written: account.written ?? (plain && random.int(1, 12) === 1 ? capitalised(email) : email),
    name: account.name ?? nameOf(person, plain, random),
    crmId: salesforceUser(account.crm ?? id),
    role: account.role ?? ROLES[person.department] ?? (random.int(1, 8) === 1 ? 'Manager' : 'Sales Rep'),
    team: account.team ?? random.pick(TEAMS),
    idleMinutes: Array.from({ length: 3 }, () => random.int(0, 8) * 24 * 60 + random.int(10, 500)),
  };
}

function addressOf(person: Person): string {
  const [okta] = person.okta ?? [];
  if (okta !== undefined) return okta.email ?? okta.login ?? `${localPart(person)}@${HALDEN}`;
  const [entra] = person.entra ?? [];
  return entra === undefined ? `${localPart(person)}@${HALDEN}` : (entra.mail ?? `${localPart(person)}@${BRIGHTWATER}`);
}

function nameOf({ given, family }: Person, plain: boolean, random: Random): string {
  return plain && random.int(1, 15) === 1 ? `${family}, ${given}` : `${given} ${family}`;
}

function capitalised(email: string): string {
  return email.replaceAll(/(^|[.@])([a-z])/g, (_, before, letter) => `${before}${String(letter).toUpperCase()}`);
}
