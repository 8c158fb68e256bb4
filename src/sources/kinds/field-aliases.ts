import { words } from '../../model/words.ts';
import type { Columns } from '../csv/columns.ts';
import type { FieldSpec } from './field-spec.ts';

/** Fields that several kinds share. */
export const NAME: FieldSpec = {
  name: 'name',
  aliases: words(`
    name fullname displayname employeename profiledisplayname nameformatted realname anzeigename vollständigername
    nomcomplet nomdaffichage
  `),
  // A column called "user" may hold names, addresses or short names.
  doubtful: [
    { alias: 'user', fits: noAddresses },
    { alias: 'cn', fits: (_, keys) => keys.includes('dn') },
    ...['username', 'worker', 'employee', 'mitarbeiter'].map((alias) => ({
      alias,
      fits: (values: readonly string[]) => noAddresses(values) && values.some((value) => value.includes(' ')),
    })),
  ],
};

export const GIVEN_NAME: FieldSpec = {
  name: 'given_name',
  aliases: words(`
    givenname firstname forename profilefirstname userfirstname namegivenname namegiven legalfirstname vorname prénom
    prenom
  `),
};

export const FAMILY_NAME: FieldSpec = {
  name: 'family_name',
  aliases: words(`
    familyname lastname surname profilelastname userlastname namefamilyname namefamily legallastname sn nachname
    familienname nomdefamille nom
  `),
};

export const EMPLOYEE_ID: FieldSpec = {
  name: 'employee_id',
  form: 'id',
  aliases: words(`
    employeeid employeenumber employeeno employeeidentifier workerid workernumber personnelnumber personnelno
    personalnummer personalnr mitarbeiternummer mitarbeiterid matricule numéroemployé
    profileemployeenumber useremployeenumber
  `),
  // `Employee #` is no more than `Employee` as a key.
  doubtful: [{ alias: 'employee', fits: (values) => values.length > 0 && values.every((value) => /\d/.test(value)) }],
};

/** Headers of an address in other languages, and as a path of SCIM. */
export const EMAIL_WORDS = words(`
  emailsvalue emails0value emailwork workemailaddress emailadresse mailadresse geschäftlicheemail adresseemail
  adressemail adresseélectronique courriel
`);

/** What a person can say of a column of yes and no, or of single values: `--map inactive=Leaver`, `--map inactive=Status:Frozen`. */
export const STATED_STATES: readonly FieldSpec[] = ['active', 'inactive', 'suspended', 'deleted'].map((name) => ({
  name,
  many: true,
  aliases: [],
}));

/** A warning of the header line where nothing says who is active. `whose`: for the sentence. */
export function noStatusColumn(columns: Columns, whose: string): readonly string[] {
  const says = columns.status.main !== null || columns.status.flags.length > 0;
  if (says || columns.has('deleted_at') || columns.has('leaves_on')) return [];
  return [
    `No column says whether ${whose} is active, so every status is unknown. Name the column with --map status=HEADER if there is one; of yes and no, with --map active=HEADER or --map inactive=HEADER.`,
  ];
}

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
