import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PEOPLE = 10_000;
const TEAMS = 40;
const ROLES = ['Account Executive', 'Sales Rep', 'Manager', 'Customer Success', 'Director'];
const DAY_MS = 86_400_000;

export interface LargePerson {
  readonly accountId: string;
  readonly email: string;
  readonly team: string;
  readonly role: string;
  /** What is true of the account, by how it was made. */
  readonly truth: 'leaver' | 'suspended' | 'unassigned' | 'orphaned' | 'duplicate' | 'inactive' | 'ok';
  readonly usedAfter: boolean;
  /** Whole days since the access ended; null: it did not, or no time is known. */
  readonly days: number | null;
}

export interface LargeCompany {
  readonly people: readonly LargePerson[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A company of ten thousand people whose true answers follow from their numbers, imported by the program itself. */
export async function loadLarge(home: string, main: string, now: Date): Promise<LargeCompany> {
  const at = (daysAgo: number, hours = 12) => new Date(now.getTime() - daysAgo * DAY_MS - hours * 60_000).toISOString();
  const users = ['Clari User ID,Full Name,Email,Employee ID,Role,Team,Status,Last Login'];
  const directory = [
    'id,login,email,secondaryEmail,firstName,lastName,employeeNumber,managerEmail,status,statusChanged,assigned',
  ];
  const people: LargePerson[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const truth = truthOf(n);
    const team = `Region ${n % TEAMS}`;
    const role = ROLES[n % 7 === 0 ? 2 : n % ROLES.length] ?? 'Sales Rep';
    const email = `given${n}.family${n}@acme.com`;
    const accountId = `u${100_000 + n}`;
    const usedAfter = truth === 'leaver' && n % 200 === 107;
    const days = truth === 'leaver' || truth === 'suspended' ? 20 + (n % 28) : null;
    const login = usedAfter ? at(5) : at(90);
    const row = (id: string, address: string) =>
      `${id},Given${n} Family${n},${address},,${role},${team},${truth === 'inactive' ? 'Inactive' : 'Active'},${login}`;
    users.push(row(accountId, email));
    people.push({ accountId, email, team, role, truth, usedAfter, days });
    if (truth === 'duplicate') {
      const second = { accountId: `d${n}`, email: `g.family${n}@acme.com` };
      users.push(row(second.accountId, second.email));
      people.push({ ...second, team, role, truth, usedAfter, days });
    }
    if (truth === 'orphaned') continue;
    const status = truth === 'leaver' ? 'DEPROVISIONED' : truth === 'suspended' ? 'SUSPENDED' : 'ACTIVE';
    const assigned = truth === 'leaver' || truth === 'suspended' || truth === 'unassigned' ? 'false' : 'true';
    const other = truth === 'duplicate' ? `g.family${n}@acme.com` : '';
    directory.push(
      `00u${n},${email},${email},${other},Given${n},Family${n},E${100_000 + n},lead${n % TEAMS}@acme.com,${status},${days === null ? at(400) : at(days)},${assigned}`,
    );
  }
  // Assigned and never signed in.
  for (let n = 0; n < 12; n += 1)
    directory.push(
      `00n${n},new${n}@acme.com,new${n}@acme.com,,New${n},Comer${n},N${n},lead1@acme.com,ACTIVE,${at(400)},true`,
    );
  const environment = {
    CLARI_IDENTITY_HOME: home,
    CLARI_IDENTITY_DIRECTORIES: 'okta',
    CLARI_IDENTITY_SEAT_PRICE: '1200',
    CLARI_IDENTITY_SEAT_CURRENCY: 'USD',
    CLARI_IDENTITY_ACTOR: 'eval',
  };
  await writeFile(join(home, 'users.csv'), users.join('\n'));
  await writeFile(join(home, 'people.csv'), directory.join('\n'));
  const load = (...args: readonly string[]) => {
    const run = spawnSync(
      process.execPath,
      [main, 'import', ...args, '--as-of', at(0, 60), '--complete', '--filter', 'all'],
      {
        env: { ...process.env, ...environment },
        encoding: 'utf8',
      },
    );
    if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stderr}${run.stdout}`);
  };
  load(join(home, 'users.csv'), '--kind', 'clari-users');
  load(join(home, 'people.csv'), '--kind', 'directory', '--directory', 'okta');
  return { people, environment };
}

function truthOf(n: number): LargePerson['truth'] {
  if (n % 20 === 0) return 'inactive';
  if (n % 50 === 7) return 'leaver';
  if (n % 500 === 13) return 'suspended';
  if (n % 400 === 21) return 'orphaned';
  if (n % 300 === 33) return 'unassigned';
  return n % 1000 === 44 ? 'duplicate' : 'ok';
}
