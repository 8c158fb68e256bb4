import type { FakeUser } from '../helpers/okta-server.ts';

const PEOPLE = 420;
/** The last of them are in Entra, all others in Okta. */
const IN_ENTRA = 80;
const LEFT_BEFORE = 60;

export const BOSS = 'boss@acme.com';

export function addressOf(person: number): string {
  return `p${person}@acme.com`;
}

/** A company in which people leave, and whose Clari accounts are closed by hand. */
export interface Company {
  readonly people: number;
  /** Somebody who has left, and whose account nobody has closed. */
  leavers(): readonly number[];
  /** One more has left, at this moment. */
  leaves(person: number, at: string): void;
  /** Somebody has closed the account: the next export shows it. */
  closed(person: number): void;
  users(variant: number): string;
  /** The directory as a file. */
  directory(): string;
  oktaUsers(): readonly FakeUser[];
  /** Numbers of those in Entra ID, and whether they may still sign in. */
  entra(): readonly { readonly person: number; readonly active: boolean }[];
}

export function company(): Company {
  const left = new Map<number, string>();
  for (let person = 0; person < LEFT_BEFORE; person += 1) left.set(person, '2026-01-10T08:00:00.000Z');
  const inactive = new Set<number>();
  const all = Array.from({ length: PEOPLE }, (_, person) => person);
  const inOkta = all.slice(0, PEOPLE - IN_ENTRA);
  return {
    people: PEOPLE,
    leavers: () => [...left.keys()].filter((person) => !inactive.has(person)),
    leaves: (person, at) => {
      left.set(person, at);
    },
    closed: (person) => {
      inactive.add(person);
    },
    users: (variant) =>
      [
        'Clari User ID,Name,Email,Role,Team,Status',
        ...all.map(
          (n) =>
            `c${n},Person ${n},${addressOf(n)},Rep ${(n + variant) % 5},${n % 2 === 0 ? 'East' : 'West'},${inactive.has(n) ? 'Inactive' : 'Active'}`,
        ),
        `c-boss,The Boss,${BOSS},Admin,HQ,Active\n`,
      ].join('\n'),
    directory: () =>
      [
        'id,login,email,firstName,lastName,status,statusChanged,manager_email',
        ...all.map((n) => {
          const gone = left.get(n);
          return `h${n},${addressOf(n)},${addressOf(n)},Person,Of ${n},${gone === undefined ? 'ACTIVE' : 'DEPROVISIONED'},${gone ?? '2024-01-01T00:00:00Z'},${BOSS}`;
        }),
        `hboss,${BOSS},${BOSS},The,Boss,ACTIVE,2024-01-01T00:00:00Z,\n`,
      ].join('\n'),
    oktaUsers: () => [
      ...inOkta.map((n) => {
        const gone = left.get(n);
        return {
          id: `00u${n}`,
          status: gone === undefined ? 'ACTIVE' : 'DEPROVISIONED',
          login: addressOf(n),
          ...(gone === undefined ? {} : { statusChanged: gone, lastUpdated: gone }),
        };
      }),
      { id: '00uboss', status: 'ACTIVE', login: BOSS },
    ],
    entra: () => all.slice(inOkta.length).map((person) => ({ person, active: !left.has(person) })),
  };
}
