import type { FieldSpec } from './kind-spec.ts';

/** Fields that several kinds share. */
export const NAME: FieldSpec = {
  name: 'name',
  aliases: ['name', 'fullname', 'displayname', 'employeename', 'profiledisplayname'],
  // A column called user may hold names, addresses or short names.
  doubtful: [
    { alias: 'user', fits: noAddresses },
    { alias: 'username', fits: (values) => noAddresses(values) && values.some((value) => value.includes(' ')) },
  ],
};

export const GIVEN_NAME: FieldSpec = {
  name: 'given_name',
  aliases: ['givenname', 'firstname', 'forename', 'profilefirstname', 'userfirstname'],
};

export const FAMILY_NAME: FieldSpec = {
  name: 'family_name',
  aliases: ['familyname', 'lastname', 'surname', 'profilelastname', 'userlastname'],
};

export const EMPLOYEE_ID: FieldSpec = {
  name: 'employee_id',
  form: 'id',
  aliases: [
    'employeeid',
    'employeenumber',
    'employeeno',
    'workerid',
    'personnelnumber',
    'profileemployeenumber',
    'useremployeenumber',
  ],
};

export const CRM_ID: FieldSpec = {
  name: 'crm_id',
  form: 'id',
  aliases: ['crmid', 'crmuserid', 'salesforceid', 'salesforceuserid', 'sfdcid', 'sfdcuserid'],
};

export function hasAddresses(values: readonly string[]): boolean {
  return values.some((value) => value.includes('@'));
}

function noAddresses(values: readonly string[]): boolean {
  return values.length > 0 && !hasAddresses(values);
}

/** Every value has a year in it, as dates do and words don't. */
export function datesOnly(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => /\d{4}/.test(value));
}
