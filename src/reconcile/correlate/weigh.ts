import type { ComparedField, FieldComparison } from '../../model/correlation.ts';
import { areNearDates } from './birth-date.ts';
import { type AddressComparison, type AddressLevel, compareAddresses } from './compare-addresses.ts';
import { type NameLevels, nameLevels } from './compare-names.ts';
import { compareCrmIds, compareEmployeeIds, digitsIn, type NearIds, nearIds } from './identifiers.ts';
import { isSimilar, type NamePart, type PartLevel } from './name-part.ts';
import type { AccountTraits, IdentityTraits } from './traits.ts';

/**
 * Evidence in bits, in the manner of Fellegi and Sunter: how much likelier an outcome is for one person than for two,
 * as a binary logarithm. The bits of independent fields add up.
 */
export interface Weights {
  readonly total: number;
  readonly bits: Readonly<Record<ComparedField, number>>;
  readonly names: NameLevels;
  readonly address: AddressComparison;
  readonly employeeId: Outcome;
  readonly crmId: Outcome;
  /** Digits of the identity's employee id. */
  readonly digits: number;
  /** How near the employee ids are, which disagree. */
  readonly nearId: NearIds | null;
  readonly birthDate: Outcome;
}

type Outcome = FieldComparison['outcome'];

/** Of the fields whose values are all about equally rare. */
const BITS = {
  id: 20,
  idWritten: 12,
  idOther: -5,
  birthDate: { agree: 14, near: 6, disagree: -5, missing: 0 },
  department: { agree: 2, near: 0, disagree: -0.5, missing: 0 },
  manager: { agree: 5, near: 0, disagree: -1, missing: 0 },
  cityOther: -1.5,
  swapped: -1,
} as const;
const ADDRESS_BITS: Readonly<Record<AddressLevel, number>> = {
  same: 18,
  further: 12,
  tagged: 12,
  slip: 8,
  local: 5,
  numbered: -8,
  other: -5,
  missing: 0,
};

export function weigh(account: AccountTraits, identity: IdentityTraits): Weights {
  const employee = compareEmployeeIds(account.employeeId, identity.employeeId);
  const near =
    employee === 'disagree' && account.employeeId !== null && identity.employeeId !== null
      ? nearIds(account.employeeId, identity.employeeId)
      : null;
  const employeeBits = near?.bits ?? idBits(employee);
  const crm = compareCrmIds(account.crmId, identity.crmId);
  const crmBits = idBits(crm);
  const names = nameLevels(account.name, identity.name);
  const { given, family } = nameBits(names, account, identity);
  const address = compareAddresses(account, identity);
  const email = ADDRESS_BITS[address.level];
  const born = compareBirthDates(account.birthDate, identity.birthDate);
  const birthDate = BITS.birthDate[born];
  const city = cityBits(account.city, identity.city);
  const department = BITS.department[equality(account.department, identity.department)];
  const manager = BITS.manager[equality(account.manager, identity.manager)];
  return {
    total: employeeBits + crmBits + email + given + family + birthDate + city + department + manager,
    bits: {
      employee_id: employeeBits,
      crm_id: crmBits,
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
    digits: identity.employeeId === null ? 0 : digitsIn(identity.employeeId),
    nearId: near,
    birthDate: born,
  };
}

function idBits(outcome: Outcome): number {
  if (outcome === 'agree') return BITS.id;
  if (outcome === 'near') return BITS.idWritten;
  return outcome === 'disagree' ? BITS.idOther : 0;
}

function nameBits(levels: NameLevels, account: AccountTraits, identity: IdentityTraits) {
  const a = account.name.parts;
  const b = identity.name.parts;
  const [otherGiven, otherFamily] = levels.swapped ? [b.family, b.given] : [b.given, b.family];
  const crossed = levels.swapped ? BITS.swapped : 0;
  return {
    given: partBits(levels.given, a.given, otherGiven, -4) + crossed,
    family: partBits(levels.family, a.family, otherFamily, -3) + crossed,
  };
}

function partBits(level: PartLevel, a: NamePart | null, b: NamePart | null, other: number): number {
  const rarity = Math.min(a?.rarity ?? 0, b?.rarity ?? 0);
  switch (level) {
    case 'same':
      return rarity;
    case 'within':
      return rarity - 1.5;
    case 'form':
      return rarity - 2;
    case 'near':
      return Math.min(rarity, 10) - 2.5;
    case 'initial':
      return 2;
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

function cityBits(a: AccountTraits['city'], b: IdentityTraits['city']): number {
  const rarity = Math.min(a?.rarity ?? 0, b?.rarity ?? 0);
  switch (compareCities(a, b)) {
    case 'missing':
      return 0;
    case 'agree':
      return rarity;
    case 'near':
      return rarity - 1;
    case 'disagree':
      return BITS.cityOther;
  }
}

export function compareCities(a: AccountTraits['city'], b: IdentityTraits['city']): Outcome {
  if (a === null || b === null) return 'missing';
  if (a.text === b.text) return 'agree';
  return isSimilar(a, b) ? 'near' : 'disagree';
}

export function equality(a: string | null, b: string | null): Outcome {
  if (a === null || b === null) return 'missing';
  return a === b ? 'agree' : 'disagree';
}
