import { FAMILY_NAMES, GIVEN_NAMES } from './names.ts';
import type { Random } from './random.ts';
import { CLOSED, type Department, fine, is, type Person } from './roster.ts';

interface Headcount {
  readonly department: Department;
  readonly okta: number;
  readonly entra: number;
  /** How many of each of the two have Clari. */
  readonly clari: readonly [okta: number, entra: number];
}

const HEADCOUNT: readonly Headcount[] = [
  { department: 'Executive', okta: 4, entra: 1, clari: [3, 1] },
  { department: 'Sales', okta: 26, entra: 13, clari: [26, 13] },
  { department: 'Sales Engineering', okta: 8, entra: 4, clari: [7, 3] },
  { department: 'Customer Success', okta: 11, entra: 5, clari: [8, 4] },
  { department: 'Revenue Operations', okta: 4, entra: 2, clari: [4, 2] },
  { department: 'Marketing', okta: 7, entra: 3, clari: [2, 1] },
  { department: 'Product', okta: 6, entra: 3, clari: [0, 0] },
  { department: 'Engineering', okta: 14, entra: 8, clari: [0, 0] },
  { department: 'Finance', okta: 5, entra: 2, clari: [1, 0] },
  { department: 'People', okta: 4, entra: 1, clari: [0, 0] },
  { department: 'Operations', okta: 6, entra: 3, clari: [0, 0] },
];

/** Colleagues who left in good order: the accounts of each, in the three exports. */
const LEFT_IN_ORDER = ['III', 'III', 'III', 'III', 'III', 'AII', 'AAI'] as const;
/** The last two of Sales in Okta joined between the reads, those before them are assigned and have not signed in. */
const JOINED = ['-AA', '--A'] as const;
const NEVER_SIGNED_IN = 2;

/** The ordinary rest of the company; the first of each department and directory leads it. */
export function colleagues(random: Random): readonly Person[] {
  const name = namesFrom(random);
  const okta = HEADCOUNT.flatMap(({ department, okta: count, clari: [withClari] }) =>
    Array.from({ length: count }, (_, index) => {
      if (department !== 'Sales') return inOkta(name(), department, random, index < withClari);
      const fromEnd = count - 1 - index;
      if (fromEnd < JOINED.length) return joined(name(), JOINED[fromEnd] ?? '--A');
      return inOkta(name(), department, random, true, fromEnd < JOINED.length + NEVER_SIGNED_IN);
    }),
  );
  const entra = HEADCOUNT.flatMap(({ department, entra: count, clari: [, withClari] }) =>
    Array.from({ length: count }, (_, index) => inEntra(name(), department, index < withClari)),
  );
  return [...okta, ...entra, ...LEFT_IN_ORDER.map((seen) => leftInOrder(name(), seen, random))];
}

type Name = Pick<Person, 'given' | 'family'>;

function inOkta(name: Name, department: Department, random: Random, clari: boolean, neverSignedIn = false): Person {
  const record = { status: 'ACTIVE', since: random.int(60, 2200) };
  if (!clari) return { ...name, department, okta: [record] };
  const okta = [{ ...record, clari: 'ACTIVE' }];
  if (neverSignedIn) return { ...name, department, okta };
  return {
    ...name,
    department,
    okta,
    accounts: [{ seen: 'AAA', answer: fine('Works here and is assigned in Okta.') }],
  };
}

function inEntra(name: Name, department: Department, clari: boolean): Person {
  if (!clari) return { ...name, department, entra: [{ enabled: true }] };
  const answer = fine('Works at Brightwater and is assigned in Entra ID.');
  return { ...name, department, entra: [{ enabled: true, clari: true }], accounts: [{ seen: 'AAA', answer }] };
}

function joined(name: Name, seen: (typeof JOINED)[number]): Person {
  const since = seen === '--A' ? 6 : 20;
  return {
    ...name,
    department: 'Sales',
    okta: [{ status: 'ACTIVE', since, only: 'okta2', clari: 'ACTIVE' }],
    accounts: [{ seen, answer: fine(`Joined on {${since}} and is assigned in Okta.`) }],
  };
}

function leftInOrder(name: Name, seen: (typeof LEFT_IN_ORDER)[number], random: Random): Person {
  const days = seen === 'III' ? random.int(60, 300) : seen === 'AII' ? 25 : 8;
  return {
    ...name,
    department: 'Sales',
    okta: [{ status: 'DEPROVISIONED', since: days }],
    accounts: [
      {
        seen,
        used: days + random.int(1, 3),
        answer: is(CLOSED, `Left on {${days}}; the account was closed in good time.`),
      },
    ],
  };
}

/** A new name each time: every given and every family name is used once before any is used again. */
function namesFrom(random: Random): () => Name {
  const given = random.shuffled(GIVEN_NAMES);
  const family = random.shuffled(FAMILY_NAMES);
  let turn = 0;
  return () => {
    const round = Math.floor(turn / family.length);
    const name = { given: given[turn % given.length] ?? '', family: family[(turn + round) % family.length] ?? '' };
    turn += 1;
    return name;
  };
}
