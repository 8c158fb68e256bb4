import { words } from '../../model/words.ts';
import { assignedToClari } from '../detection/other-applications.ts';
import { personWord } from '../senses/vocabulary.ts';
import { DIRECTORY_MARKERS } from './directory-markers.ts';
import { END_DATES } from './end-date-aliases.ts';
import {
  CRM_ID,
  EMAIL_WORDS,
  EMPLOYEE_ID,
  FAMILY_NAME,
  GIVEN_NAME,
  hasAddresses,
  NAME,
  noStatusColumn,
  STATED_STATES,
} from './field-aliases.ts';
import type { KindSpec } from './kind-spec.ts';
import { directoryReader } from './readers/directory-reader.ts';
import { grantedClari } from './readers/granted-clari.ts';
import { peopleOnly, RECORD_TYPE } from './readers/people-only.ts';
import { withSalesforceIds } from './readers/salesforce-people.ts';

export const DIRECTORY: KindSpec = {
  kind: 'directory',
  title: 'a directory of people',
  fields: [
    { name: 'id', form: 'id', aliases: words('id objectid oktaid userid azureobjectid objectguid entryuuid uuid') },
    {
      name: 'login',
      form: 'address',
      aliases: words(`
        login userprincipalname profilelogin userlogin upn loginname signinname samaccountname anmeldename
        benutzerprinzipalname nomdutilisateurprincipal
      `),
      doubtful: [
        ...['username', 'benutzername', 'nomdutilisateur', 'identifiant'].map((alias) => ({
          alias,
          fits: (values: readonly string[]) => !values.some((value) => value.includes(' ')),
        })),
        { alias: 'uid', fits: (_, keys) => keys.includes('dn') },
      ],
    },
    {
      name: 'email',
      form: 'address',
      aliases: [
        ...words(`
        email mail emailaddress primaryemail workemail profileemail useremail primarysmtpaddress windowsemailaddress
      `),
        ...EMAIL_WORDS,
      ],
    },
    {
      name: 'other_emails',
      many: true,
      aliases: words(`
        otheremails proxyaddresses othermails secondemail secondaryemail secondaryemails profilesecondemail
        alternateemailaddress alternateemail emailaliases emailaddresses aliases worksecondaryemail homesecondaryemail
        emailsvalue emails1value emails2value weitereemailadressen adressesalternatives loginaliases additionalemails
      `),
    },
    NAME,
    GIVEN_NAME,
    FAMILY_NAME,
    EMPLOYEE_ID,
    CRM_ID,
    {
      name: 'manager_email',
      form: 'address',
      aliases: ['manageremail', 'profilemanageremail', 'managerupn', 'manageruserprincipalname', 'managermail'],
      doubtful: [
        'manager',
        'profilemanager',
        'vorgesetzter',
        'vorgesetzte',
        'führungskraft',
        'responsable',
        'supervisor',
      ].map((alias) => ({
        alias,
        fits: hasAddresses,
      })),
    },
    {
      name: 'department',
      aliases: ['department', 'dept', 'profiledepartment', 'departmentname', 'abteilung', 'département', 'departement'],
    },
    {
      name: 'status',
      // accountEnabled decides who can sign in; a column called status beside it may be an invitation's or HR's.
      aliases: words(`
        accountenabled enabled isenabled useraccountcontrol status oktastatus userstatus profilestatus accountstatus
        internalstatus lifecyclestatus active isactive signinstatus signinallowed kontostatus statut blockcredential
        signinblocked disabled accountdisabled deactivated suspended
      `),
    },
    ...STATED_STATES,
    {
      name: 'status_changed_at',
      aliases: words(`
        statuschangedat statuschanged statuschangeddate deactivatedat deactivatedon deactivateddate deactivationdate
        disabledat disabledon disableddate suspendedat suspendedon
      `),
    },
    ...END_DATES,
    {
      name: 'assigned',
      aliases: words('assigned clariassigned assignedtoclari clariassignment assignment assignmentstatus clari'),
    },
    {
      name: 'account_type',
      many: true,
      aliases: words('usertype recipienttypedetails accounttype mailboxtype identitytype persontype profileusertype'),
      doubtful: [{ alias: 'type', fits: (_, keys) => keys.includes('recordtype') }],
    },
    { name: 'application', aliases: ['application', 'applicationname', 'appname'] },
    { name: 'instance', aliases: ['applicationinstance', 'appinstance'] },
    {
      name: 'record_type',
      aliases: RECORD_TYPE,
    },
  ],
  markers: DIRECTORY_MARKERS,
  senses: {
    besideAliases: words(`
      employmentstatus employeestatus workerstatus hrstatus internallifecyclestatus activestatus positionstatus
      jobstatus personstatus personnelstatus staffstatus associatestatus beschäftigungsstatus
    `),
    // Also a part of a country, whose names are no words of a status.
    doubtful: ['state', 'userstate', 'zustand'],
    wordOf: personWord,
  },
  import: {
    identifiers: ['id', 'login', 'email'],
    ofDirectory: true,
    oneRowEach: true,
    reader: peopleOnly(grantedClari(assignedToClari(withSalesforceIds(directoryReader)))),
    gaps: (columns) => noStatusColumn(columns, 'an identity'),
  },
};
