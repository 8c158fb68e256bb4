import { FAMILY_NAMES, GIVEN_NAMES } from '../../../src/demo/names.ts';
import { type Random, randomFrom } from '../../../src/demo/random.ts';
import { type DirectoryEntry, type Human, type LabelledAccount, plain } from './humans.ts';
import { MUTATIONS } from './mutations.ts';

export interface Population {
  readonly accounts: readonly LabelledAccount[];
  readonly identities: readonly DirectoryEntry[];
}

export const ALIASES: readonly (readonly string[])[] = [['acme.example', 'oldacme.example']];

const COMMON_GIVEN = [
  'James',
  'Mary',
  'John',
  'Linda',
  'Robert',
  'Susan',
  'Michael',
  'Karen',
  'David',
  'Sarah',
] as const;
const COMMON_FAMILY = [
  'Smith',
  'Johnson',
  'Williams',
  'Brown',
  'Garcia',
  'Miller',
  'Lee',
  'Patel',
  'Kim',
  'Nguyen',
] as const;
const BEGINNINGS = [
  'Al',
  'Ber',
  'Cor',
  'Dan',
  'El',
  'Fer',
  'Gar',
  'Hol',
  'Jan',
  'Kal',
  'Lor',
  'Mar',
  'Nor',
  'Os',
] as const;
const MIDDLES = ['an', 'en', 'in', 'ov', 'ar', 'el', 'is', 'or', 'um', 'ek'] as const;
const ENDINGS = ['son', 'man', 'sen', 'ic', 'ez', 'berg', 'ski', 'ley', 'ton', 'ard', 'ini', 'ova', 'wood'] as const;

/** Okta, Entra ID and Clari of so many people: the same seed, the same company. */
export function population(size: number, seed: number): Population {
  const random = randomFrom(seed);
  const taken = new Map<string, number>();
  const accounts: LabelledAccount[] = [];
  const identities: DirectoryEntry[] = [];
  const wheel = MUTATIONS.flatMap((mutation) => Array.from({ length: mutation.perThousand }, () => mutation));
  for (let at = 0; at < size; at += 1) {
    const human = humanOf(at, random, taken);
    const mutation = wheel[random.int(0, 999)];
    const made = mutation === undefined ? plain(human, random) : mutation.make(human, random);
    const label = mutation?.name ?? 'plain';
    identities.push(...made.identities);
    for (const account of made.accounts) accounts.push({ ...account, mutation: label });
  }
  return { accounts: random.shuffled(accounts), identities: random.shuffled(identities) };
}

function humanOf(at: number, random: Random, taken: Map<string, number>): Human {
  const given = random.int(1, 3) === 1 ? random.pick(COMMON_GIVEN) : random.pick(GIVEN_NAMES);
  const family = familyOf(random);
  const base = `${given}.${family}`.toLowerCase();
  const count = (taken.get(base) ?? 0) + 1;
  taken.set(base, count);
  return {
    key: `human-${at}`,
    given,
    family,
    local: count === 1 ? base : `${base}${count}`,
    domain: random.int(1, 10) === 1 ? 'bought.example' : 'acme.example',
    // Given out one after the other, as companies do: every neighbour is somebody's.
    employeeId: String(1_000_000 + at),
    crmId: `005${String(at).padStart(12, '0')}`,
  };
}

function familyOf(random: Random): string {
  const kind = random.int(1, 10);
  if (kind <= 2) return random.pick(COMMON_FAMILY);
  if (kind <= 4) return random.pick(FAMILY_NAMES);
  return `${random.pick(BEGINNINGS)}${random.pick(MIDDLES)}${random.pick(ENDINGS)}`;
}
