import type { Problem } from './decision.ts';
import type { MatchRule } from './rules.ts';
import { bitsOf, THRESHOLD } from './thresholds.ts';

const FIELD_OF_RULE: Readonly<Record<MatchRule, string>> = {
  employee_id: 'employee id',
  crm_id: 'CRM id',
  sso_name: 'name that single sign-on sends to Clari',
  email: 'e-mail address',
  secondary_email: 'secondary e-mail address',
  domain_alias: 'e-mail address at an aliased domain',
  near_employee_id: 'nearly equal employee id with the name',
  birth_date: 'date of birth with the name',
  plus_tag: 'e-mail address without its plus tag',
  name: 'name',
  similar: 'likeness of several fields',
};

const FIELD_OF_ID = { employee_id: 'employee id', crm_id: 'CRM id' } as const;

/** One sentence of our own words: why this identity was not linked. It names fields, never their values. */
export function whyNotLinked(
  rule: MatchRule,
  conflicting: 'employee_id' | 'crm_id' | null,
  problem: Problem,
  isConcerned: boolean,
): string {
  if (conflicting !== null)
    return `The ${FIELD_OF_RULE[rule]} agrees, but the ${FIELD_OF_ID[conflicting]} of the identity differs from the account's.`;
  return isConcerned ? whyProblem(rule, problem) : whyRule(rule);
}

function whyProblem(rule: MatchRule, problem: Problem): string {
  const field = FIELD_OF_RULE[rule];
  switch (problem) {
    case 'several_people':
      return `The ${field} agrees, but more than one person fits; none of them is picked.`;
    case 'identifiers_point_apart':
      return `The ${field} points to this person, another identifier of the account to somebody else.`;
    case 'ids_conflict':
      return `The ${field} agrees, but an employee id or CRM id of the same person differs from the account's.`;
    case 'employee_id_of_two_people':
      return `The ${field} agrees, but the identity's employee id also belongs to somebody else, and nothing says which of the two is meant.`;
    case 'nothing_else_agrees':
      return `Only the ${field} agrees; the name is another and no e-mail address is shared.`;
    case 'name_does_not_agree':
      return `Only the ${field} agrees; without an agreeing given or family name it may be an address that was passed on.`;
    case 'address_moved_on':
      return rule === 'name' || rule === 'similar'
        ? 'The name agrees, but somebody with another name has the e-mail address: it may have been passed on.'
        : `The ${field} agrees, but the account bears the name of somebody else: the address may have been passed on.`;
    case 'role_mailbox':
      return `Only the ${field} agrees, and the address is a function's rather than a person's.`;
    case 'too_many':
      return `The ${field} agrees, but so many identities share an identifier of the account that they were not all compared.`;
    case 'outscored_narrowly':
      return `The evidence is nearly as good for somebody else; none of them is picked.`;
    case 'weak_rule':
      return whyRule(rule);
    default:
      return problem satisfies never;
  }
}

function whyRule(rule: MatchRule): string {
  switch (rule) {
    case 'employee_id':
    case 'crm_id':
    case 'sso_name':
    case 'email':
      return `The ${FIELD_OF_RULE[rule]} agrees, but another identifier of the account decides first.`;
    case 'secondary_email':
    case 'domain_alias':
      return `Only the ${FIELD_OF_RULE[rule]} agrees, and another identity fits better.`;
    case 'plus_tag':
      return 'The e-mail address agrees only without its plus tag; that is a hint, not a proof.';
    case 'name':
      return 'Only the name agrees; a name alone never decides.';
    case 'near_employee_id':
    case 'birth_date':
      return `The ${FIELD_OF_RULE[rule]} agrees, but all together that is not as rare as an identifier.`;
    case 'similar':
      return 'Several fields are alike, but none is an identifier that agrees.';
    default:
      return rule satisfies never;
  }
}

/** Why somebody who came near is not even a candidate. How near is said by the weights. */
export function whyMissed(conflicting: 'employee_id' | 'crm_id' | null): string {
  const against = conflicting === null ? '' : `, and the ${FIELD_OF_ID[conflicting]} differs`;
  return `Too little is alike${against}: a candidate needs ${bitsOf(THRESHOLD.candidate)} bits of evidence.`;
}
