import { aboutClari } from '../detection/other-applications.ts';
import { accountWord } from '../senses/vocabulary.ts';
import { words } from '../words.ts';
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
import { type KindSpec, STRONG } from './kind-spec.ts';
import { clariUserReader } from './readers/clari-user-reader.ts';

/** No header of this export is documented: the aliases are ours, and a mapping overrides each. */
export const CLARI_USERS: KindSpec = {
  kind: 'clari-users',
  title: 'a Clari users export',
  fields: [
    { name: 'id', form: 'id', aliases: ['id', 'clariuserid', 'clariid', 'userid', 'accountid', 'uuid'] },
    CRM_ID,
    {
      name: 'email',
      form: 'address',
      aliases: ['email', 'emailaddress', 'useremail', 'workemail', 'primaryemail', 'mail', ...EMAIL_WORDS],
      doubtful: [
        { alias: 'username', fits: hasAddresses },
        { alias: 'login', fits: hasAddresses },
        { alias: 'user', fits: hasAddresses },
      ],
    },
    NAME,
    GIVEN_NAME,
    FAMILY_NAME,
    EMPLOYEE_ID,
    { name: 'role', aliases: ['role', 'clarirole', 'userrole', 'usertype', 'permissionrole', 'profile'] },
    {
      name: 'team',
      aliases: words(`
        team clariteam teamname hierarchy hierarchyname hierarchynode manager managername
      `),
    },
    {
      name: 'status',
      aliases: words(`
        status claristatus userstatus accountstatus active isactive enabled userstate statut inactive deactivated
        isdeactivated disabled
      `),
    },
    ...STATED_STATES,
    {
      name: 'deleted_at',
      many: true,
      aliases: ['deletedat', 'deletedon', 'deleteddate', 'datedeleted', 'deletiondate', 'deleteddatetime'],
    },
    {
      // Ends of the account: that somebody left the company closes no account of this list.
      name: 'leaves_on',
      many: true,
      aliases: words(`
        deactivatedat deactivatedon deactivateddate datedeactivated deactivationdate disabledat disabledon disableddate
      `),
    },
    {
      name: 'last_login',
      aliases: words(`
        lastlogin lastlogindate lastlogintime lastloginat lastloggedin lastsignin lastactive lastactivedate
        lastactivity lastseen clarilastlogin
      `),
    },
    { name: 'application', aliases: ['application', 'applicationname', 'appname', 'app'] },
    { name: 'instance', aliases: ['applicationinstance', 'appinstance'] },
  ],
  markers: [
    { headers: ['clariuserid'], weight: STRONG },
    { headers: ['clariid'], weight: STRONG },
    { headers: ['clarirole'], weight: STRONG },
    { headers: ['clariteam'], weight: STRONG },
    { headers: ['clarilastlogin'], weight: STRONG },
    { headers: ['clarilicense'], weight: STRONG },
    { headers: ['claristatus'], weight: STRONG },
    { headers: ['clariusertype'], weight: STRONG },
    { headers: ['role'], weight: 2 },
    { headers: ['userrole'], weight: 2 },
    { headers: ['permissionrole'], weight: 2 },
    { headers: ['team'], weight: 2 },
    { headers: ['hierarchy'], weight: 2 },
    { headers: ['hierarchyname'], weight: 2 },
    { headers: ['crmuserid'], weight: 2 },
    { headers: ['crmid'], weight: 2 },
    { headers: ['salesforceid'], weight: 2 },
    { headers: ['salesforceuserid'], weight: 2 },
    { headers: ['lastlogin'], weight: 2 },
    { headers: ['lastlogindate'], weight: 2 },
    { headers: ['lastactive'], weight: 2 },
    { headers: ['lastactivity'], weight: 2 },
    { headers: ['license'], weight: 2 },
    { headers: ['licence'], weight: 2 },
    { headers: ['licensetype'], weight: 2 },
    { headers: ['seat'], weight: 2 },
    { headers: ['seattype'], weight: 2 },
    { headers: ['email'], weight: 1 },
    { headers: ['emailaddress'], weight: 1 },
    { headers: ['status'], weight: 1 },
    { headers: ['active'], weight: 1 },
  ],
  senses: { besideAliases: [], doubtful: ['state'], wordOf: accountWord },
  import: {
    identifiers: ['id', 'crm_id', 'email'],
    ofDirectory: false,
    oneRowEach: true,
    reader: aboutClari(clariUserReader),
    gaps: (columns) => noStatusColumn(columns, 'an account'),
  },
};
