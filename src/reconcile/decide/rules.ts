import type { CorrelationRule } from '../../model/correlation.ts';
import { isFullName, nameFit } from '../compare/name-fit.ts';
import { compareEmployeeIds } from '../normalise/employee-ids.ts';
import type { AccountTraits, IdentityTraits } from '../normalise/traits.ts';

export type MatchRule = Exclude<CorrelationRule, 'confirmed_by_person' | 'confirmed_none'>;

/** Strongest first. */
export const MATCH_RULES = [
  'employee_id',
  'crm_id',
  'sso_name',
  'email',
  'secondary_email',
  'domain_alias',
  'near_employee_id',
  'birth_date',
  'plus_tag',
  'name',
  'similar',
] as const satisfies readonly MatchRule[];

/** Rules of equal values, but for the name. The others weigh likeness. */
const IDENTIFYING_RULES = [
  'employee_id',
  'crm_id',
  'sso_name',
  'email',
  'secondary_email',
  'domain_alias',
  'plus_tag',
] as const satisfies readonly MatchRule[];

/** Every rule by which this identity might own the account. */
export function rulesMatching(account: AccountTraits, identity: IdentityTraits): Set<MatchRule> {
  const rules = new Set<MatchRule>();
  for (const rule of IDENTIFYING_RULES) if (matches(rule, account, identity)) rules.add(rule);
  if (!rules.has('email') && !rules.has('employee_id') && hasOtherSpelling(account, identity)) rules.add('employee_id');
  // Where anything stronger agrees a name changes nothing, and it costs the most.
  if (rules.size === 0 && matches('name', account, identity)) rules.add('name');
  return rules;
}

function matches(
  rule: (typeof IDENTIFYING_RULES)[number] | 'name',
  account: AccountTraits,
  identity: IdentityTraits,
): boolean {
  switch (rule) {
    case 'employee_id':
      return account.employeeId !== null && compareEmployeeIds(account.employeeId, identity.employeeId) === 'agree';
    case 'crm_id':
      return account.crmId !== null && account.crmId === identity.crmId;
    case 'sso_name':
      return meet(account.primary, identity.sso);
    case 'email':
      return meet(account.primary, identity.primary);
    case 'secondary_email':
      return meet(account.primary, identity.secondary) || meet(account.secondary, addressesOf(identity));
    case 'domain_alias':
      return meet(account.aliases, addressesOf(identity));
    case 'plus_tag':
      return (
        meet(account.bases, addressesOf(identity)) ||
        meet(account.bases, identity.bases) ||
        meet(addressesOf(account), identity.bases) ||
        meet(account.aliases, identity.bases)
      );
    case 'name':
      return !account.isRole && meet(account.nameKeys, identity.nameKeys);
    default:
      return rule satisfies never;
  }
}

/** `00123` and `123` under one name are one id; a name that only fits in part is none to rely on. */
function hasOtherSpelling(account: AccountTraits, identity: IdentityTraits): boolean {
  if (account.employeeId === null || compareEmployeeIds(account.employeeId, identity.employeeId) !== 'near')
    return false;
  return isFullName(account.name) && isFullName(identity.name) && nameFit(account.name, identity.name) === 'fits';
}

function addressesOf(identity: IdentityTraits): readonly string[] {
  return identity.secondary.length === 0 ? identity.primary : [...identity.primary, ...identity.secondary];
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  for (const value of a) if (b.includes(value)) return true;
  return false;
}
