import { type ClariRow, clariRow } from './cast-clari.ts';
import { type EntraRow, entraRow, type OktaRow, oktaRow } from './cast-directories.ts';
import { type Casting, localPart } from './casting.ts';
import { colleagues } from './colleagues.ts';
import { idsFrom } from './ids.ts';
import { randomFrom } from './random.ts';
import { BRIGHTWATER, type Department, HALDEN, type Person } from './roster.ts';
import { FINE } from './specials-fine.ts';
import { LEAVERS } from './specials-leavers.ts';
import { MERGED } from './specials-merger.ts';
import { UNCLEAR } from './specials-unclear.ts';
import { UNKNOWN } from './specials-unknown.ts';
import { UNOWNED } from './specials-unowned.ts';
import { RECORDED_WORK } from './specials-work.ts';

const SPECIALS = [...LEAVERS, ...RECORDED_WORK, ...MERGED, ...UNCLEAR, ...UNOWNED, ...UNKNOWN, ...FINE];

/** The company with every identifier filled in. */
export interface Cast {
  readonly people: number;
  readonly okta: readonly OktaRow[];
  readonly entra: readonly EntraRow[];
  readonly clari: readonly ClariRow[];
}

export function castOf(seed: number): Cast {
  const random = randomFrom(seed);
  const ids = idsFrom(random);
  const ordinary = colleagues(random);
  const heads = headsOf(ordinary);
  const users = new Map<string, string>();
  const salesforceUser = (mark: string) => {
    const known = users.get(mark) ?? ids.salesforceUser();
    users.set(mark, known);
    return known;
  };
  const everyone = random.shuffled([...ordinary, ...SPECIALS]).map((person, index) => ({
    person,
    casting: {
      random,
      ids,
      employeeNumber: employeeNumber(person, index),
      managers: heads(person.department),
      salesforceUser,
    },
  }));
  return {
    people: everyone.filter(({ person }) => isPerson(person)).length,
    okta: everyone.flatMap(({ person, casting }) =>
      (person.okta ?? []).map((record) => oktaRow(person, record, casting)),
    ),
    entra: everyone.flatMap(({ person, casting }) =>
      (person.entra ?? []).map((record) => entraRow(person, record, casting)),
    ),
    clari: everyone.flatMap(({ person, casting }) =>
      (person.accounts ?? []).map((account) => clariRow(person, account, casting)),
    ),
  };
}

function isPerson(person: Person): boolean {
  return person.okta !== undefined || (person.entra ?? []).some((record) => record.mailbox === undefined);
}

/** Brightwater kept its own numbers; who is in both directories has Halden's in both. */
function employeeNumber(person: Person, index: number): string {
  return person.okta === undefined ? `BW-${1000 + index}` : `${20_000 + index}`;
}

function headsOf(ordinary: readonly Person[]): (department: Department) => Casting['managers'] {
  const head = (department: Department, directory: 'okta' | 'entra', domain: string): string => {
    const person = ordinary.find((one) => one.department === department && one[directory] !== undefined);
    return person === undefined ? '' : `${localPart(person)}@${domain}`;
  };
  return (department) => ({ okta: head(department, 'okta', HALDEN), entra: head(department, 'entra', BRIGHTWATER) });
}
