import { words } from '../../model/words.ts';
import { aboutOneApp } from '../detection/other-applications.ts';
import { accountWord } from '../senses/vocabulary.ts';
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
import { each, type KindSpec, STRONG } from './kind-spec.ts';
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
      aliases: words('team clariteam teamname hierarchy hierarchyname hierarchynode manager managername'),
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
    ...each(STRONG, 'clariuserid clariid clarirole clariteam clarilastlogin clarilicense claristatus clariusertype'),
    ...each(
      2,
      `
      role userrole permissionrole team hierarchy hierarchyname crmuserid crmid salesforceid salesforceuserid
      lastlogin lastlogindate lastactive lastactivity license licence licensetype seat seattype
    `,
    ),
    ...each(1, 'email emailaddress status active'),
  ],
  senses: { besideAliases: [], doubtful: ['state'], wordOf: accountWord },
  import: {
    identifiers: ['id', 'crm_id', 'email'],
    ofDirectory: false,
    oneRowEach: true,
    reader: aboutOneApp(clariUserReader),
    gaps: (columns) => noStatusColumn(columns, 'an account'),
  },
};
