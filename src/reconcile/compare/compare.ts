import type { FieldComparison } from '../../model/correlation.ts';
import { bitsOf } from '../decide/thresholds.ts';
import type { AccountTraits, IdentityTraits, Shown } from '../normalise/traits.ts';
import type { AddressLevel } from './compare-addresses.ts';
import type { NameOutcomes } from './compare-names.ts';
import { compareCities, equality, type Weights } from './weigh.ts';

/** Field by field: what speaks for one owner and what against, and how much. Fields that neither side states are left out. */
export function compareFields(
  account: AccountTraits,
  identity: IdentityTraits,
  weights: Weights,
  names: NameOutcomes,
): readonly FieldComparison[] {
  const a = account.shown;
  const b = identity.shown;
  const comparisons: FieldComparison[] = [];
  const add = (
    field: FieldComparison['field'],
    outcome: FieldComparison['outcome'],
    left: string | null,
    right: string | null,
    tenths = weights.tenths[field],
  ): void => {
    if (left === null && right === null) return;
    comparisons.push({ field, outcome, account: left, identity: right, weight: bitsOf(tenths) });
  };
  add('employee_id', weights.nearId !== null ? 'near' : weights.employeeId, a.employeeId, b.employeeId);
  add('crm_id', weights.crmId, a.crmId, b.crmId);
  add('email', ADDRESS_OUTCOME[weights.address.level], a.email, weights.address.identity ?? b.email);
  // A name that neither side divides counts as a whole, else by its parts.
  const isDivided = [a.givenName, a.familyName, b.givenName, b.familyName].some((part) => part !== null);
  const whole = isDivided ? 0 : weights.tenths.given_name + weights.tenths.family_name;
  add('name', names.whole, shownName(a), shownName(b), whole);
  add('given_name', names.given, a.givenName, b.givenName);
  add('family_name', names.family, a.familyName, b.familyName);
  add('birth_date', weights.birthDate, a.birthDate, b.birthDate);
  add('city', compareCities(account.city, identity.city), a.city, b.city);
  add('department', equality(account.department, identity.department), a.department, b.department);
  add('manager_email', equality(account.manager, identity.manager), a.managerEmail, b.managerEmail);
  return comparisons;
}

const ADDRESS_OUTCOME: Readonly<Record<AddressLevel, FieldComparison['outcome']>> = {
  same: 'agree',
  further: 'near',
  tagged: 'near',
  slip: 'near',
  local: 'near',
  numbered: 'disagree',
  other: 'disagree',
  missing: 'missing',
};

function shownName(shown: Shown): string | null {
  const parts = [shown.givenName, shown.familyName].filter((part) => part !== null);
  return shown.name ?? (parts.length === 0 ? null : parts.join(' '));
}
