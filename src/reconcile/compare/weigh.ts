import type { ComparedField, FieldComparison } from '../../model/correlation.ts';
import { areNearDates } from '../normalise/birth-date.ts';
import { compareEmployeeIds } from '../normalise/employee-ids.ts';
import { compareCrmIds, type NearIds, nearIds } from '../normalise/identifiers.ts';
import { isSimilar, type NamePart, type PartLevel } from '../normalise/name-part.ts';
import type { IdentityTraits } from '../normalise/traits.ts';
import { type AddressComparison, type AddressLevel, compareAddresses } from './compare-addresses.ts';
import { type NameLevels, nameLevels } from './compare-names.ts';

/**
 * Evidence in the manner of Fellegi and Sunter: how much likelier an outcome is for one person than for two, as a binary
 * logarithm, in tenths of bits. The weights of independent fields add up.
 */
export interface Weights {
  readonly total: number;
  readonly tenths: Readonly<Record<ComparedField, number>>;
  readonly names: NameLevels;
  readonly address: AddressComparison;
  readonly employeeId: Outcome;
  readonly crmId: Outcome;
  /** How near the employee ids are, which disagree. */
  readonly nearId: NearIds | null;
  readonly birthDate: Outcome;
}

type Outcome = FieldComparison['outcome'];

/** Of the fields whose values are all about equally rare. */
const TENTHS = {
  id: 200,
  idWritten: 120,
  idOther: -50,
  birthDate: { agree: 140, near: 60, disagree: -50, missing: 0 },
  department: { agree: 20, near: 0, disagree: -5, missing: 0 },
  manager: { agree: 50, near: 0, disagree: -10, missing: 0 },
  cityNear: -10,
  cityOther: -15,
  swapped: -10,
} as const;
const ADDRESS_TENTHS: Readonly<Record<AddressLevel, number>> = {
  same: 180,
  further: 120,
  tagged: 120,
  slip: 80,
  local: 50,
  numbered: -80,
  other: -50,
  missing: 0,
};

export function weigh(account: IdentityTraits, identity: IdentityTraits): Weights {
  const names = nameLevels(account.name, identity.name);
  // What the account does not say is not asked of the identity either: it may have to be worked out.
  const employee =
    account.employeeId === null ? 'missing' : compareEmployeeIds(account.employeeId, identity.employeeId);
  const address = compareAddresses(account, identity);
  const near =
    employee === 'disagree' && account.employeeId !== null && identity.employeeId !== null
      ? nearIds(account.employeeId, identity.employeeId, mostSlips(names, address))
      : null;
  const employeeWeight = near?.tenths ?? idTenths(employee);
  const crm = account.crmId === null ? 'missing' : compareCrmIds(account.crmId, identity.crmId);
  const crmWeight = idTenths(crm);
  const crossed = names.swapped ? TENTHS.swapped : 0;
  const a = account.name.parts;
  const b = identity.name.parts;
  const given = partTenths(names.given, a.given, names.swapped ? b.family : b.given, -40) + crossed;
  const family = partTenths(names.family, a.family, names.swapped ? b.given : b.family, -30) + crossed;
  const email = ADDRESS_TENTHS[address.level];
  const born = account.birthDate === null ? 'missing' : compareBirthDates(account.birthDate, identity.birthDate);
  const birthDate = TENTHS.birthDate[born];
  const city = account.city === null ? 0 : cityTenths(account.city, identity.city);
  const department =
    account.department === null ? 0 : TENTHS.department[equality(account.department, identity.department)];
  const manager = account.manager === null ? 0 : TENTHS.manager[equality(account.manager, identity.manager)];
  return {
    total: employeeWeight + crmWeight + email + given + family + birthDate + city + department + manager,
    tenths: {
      employee_id: employeeWeight,
      crm_id: crmWeight,
      email,
      // What a whole name says is counted once, with its parts.
      name: 0,
      given_name: given,
      family_name: family,
      birth_date: birthDate,
      city,
      department,
      manager_email: manager,
    },
    names,
    address,
    employeeId: employee,
    crmId: crm,
    nearId: near,
    birthDate: born,
  };
}

/** Two in an id only where all else agrees; where lists have no addresses, a slip in the name as well is the same typist. */
function mostSlips({ given, family }: NameLevels, address: AddressComparison): 1 | 2 {
  if (given === 'same' && family === 'same') return 2;
  return address.level === 'missing' && FITS.has(given) && FITS.has(family) ? 2 : 1;
}

const FITS: ReadonlySet<PartLevel> = new Set(['same', 'within', 'form', 'near']);

function idTenths(outcome: Outcome): number {
  if (outcome === 'agree') return TENTHS.id;
  if (outcome === 'near') return TENTHS.idWritten;
  return outcome === 'disagree' ? TENTHS.idOther : 0;
}

function partTenths(level: PartLevel, a: NamePart | null, b: NamePart | null, other: number): number {
  const rarity = Math.min(a?.rarity ?? 0, b?.rarity ?? 0);
  switch (level) {
    case 'same':
      return rarity;
    case 'within':
      return rarity - 15;
    case 'form':
      return rarity - 20;
    case 'near':
      return Math.min(rarity, 100) - 25;
    case 'initial':
      return 20;
    case 'open':
    case 'missing':
      return 0;
    case 'other':
      return other;
    default:
      return level satisfies never;
  }
}

function compareBirthDates(a: string | null, b: string | null): Outcome {
  if (a === null || b === null) return 'missing';
  if (a === b) return 'agree';
  return areNearDates(a, b) ? 'near' : 'disagree';
}

function cityTenths(a: IdentityTraits['city'], b: IdentityTraits['city']): number {
  const rarity = Math.min(a?.rarity ?? 0, b?.rarity ?? 0);
  switch (compareCities(a, b)) {
    case 'missing':
      return 0;
    case 'agree':
      return rarity;
    case 'near':
      return rarity + TENTHS.cityNear;
    case 'disagree':
      return TENTHS.cityOther;
  }
}

export function compareCities(a: IdentityTraits['city'], b: IdentityTraits['city']): Outcome {
  if (a === null || b === null) return 'missing';
  if (a.text === b.text) return 'agree';
  return isSimilar(a, b) ? 'near' : 'disagree';
}

export function equality(a: string | null, b: string | null): Outcome {
  if (a === null || b === null) return 'missing';
  return a === b ? 'agree' : 'disagree';
}
