import { directoryReader } from '../directory-reader.ts';
import { peopleOnly } from '../people-only.ts';
import { isRecordType } from '../record-file.ts';
import { CRM_ID, EMPLOYEE_ID, FAMILY_NAME, GIVEN_NAME, hasAddresses, NAME } from './field-aliases.ts';
import { CERTAIN, type KindSpec, type Marker, STRONG } from './kind-spec.ts';
import { hasOktaUserStatus, hasSharedOktaStatus } from './okta-values.ts';

/** Headers that only a directory has. */
const OF_DIRECTORIES = [
  'userprincipalname',
  'accountenabled',
  'proxyaddresses',
  'onpremisessyncenabled',
  'onpremisessamaccountname',
  'recipienttypedetails',
  'mailnickname',
  'blockcredential',
  'directorysynced',
  'dirsyncenabled',
  'employeeleavedatetime',
  'samaccountname',
  'distinguishedname',
  'objectguid',
  'profilelogin',
  'userlogin',
  'oktaid',
  'oktastatus',
] as const;

const WEIGHTS: Readonly<Record<string, number>> = {
  login: 4,
  othermails: 3,
  otheremails: 3,
  secondemail: 3,
  secondaryemail: 3,
  alternateemailaddress: 3,
  statuschanged: 3,
  statuschangedat: 3,
  passwordchanged: 3,
  objectid: 3,
  usertype: 2,
  manageremail: 2,
  department: 2,
  assigned: 2,
  employeeid: 1,
  employeenumber: 1,
  jobtitle: 1,
  costcenter: 1,
  username: 1,
  email: 1,
  emailaddress: 1,
  mail: 1,
  status: 1,
  active: 1,
};

/** Headers of directories that are neither Okta nor Entra ID. */
const OF_OTHER_DIRECTORIES = [
  ['username', 'realname'],
  ['useraccountcontrol'],
  ['orgunitpath'],
  ['employeeidentifier'],
  ['accountcanauthenticate'],
  ['invalidloginattempts'],
] as const;

const STATUS_HEADERS = ['status', 'userstatus', 'oktastatus', 'profilestatus'] as const;

const markers: readonly Marker[] = [
  { headers: ['recordtype'], weight: 2 * CERTAIN, values: isRecordType },
  ...OF_OTHER_DIRECTORIES.map((headers) => ({ headers, weight: STRONG })),
  ...OF_DIRECTORIES.map((header) => ({ headers: [header], weight: STRONG })),
  ...Object.entries(WEIGHTS).map(([header, weight]) => ({ headers: [header], weight })),
  ...STATUS_HEADERS.flatMap((header) => [
    { headers: [header], weight: STRONG, values: hasOktaUserStatus },
    { headers: [header], weight: STRONG, values: hasSharedOktaStatus },
  ]),
];

export const DIRECTORY: KindSpec = {
  kind: 'directory',
  title: 'a directory of people',
  fields: [
    { name: 'id', form: 'id', aliases: ['id', 'objectid', 'oktaid', 'userid', 'azureobjectid', 'objectguid', 'uuid'] },
    {
      name: 'login',
      form: 'address',
      aliases: [
        'login',
        'userprincipalname',
        'profilelogin',
        'userlogin',
        'upn',
        'loginname',
        'signinname',
        'samaccountname',
      ],
      doubtful: [{ alias: 'username', fits: (values) => !values.some((value) => value.includes(' ')) }],
    },
    {
      name: 'email',
      form: 'address',
      aliases: [
        'email',
        'mail',
        'emailaddress',
        'primaryemail',
        'workemail',
        'profileemail',
        'useremail',
        'primarysmtpaddress',
        'windowsemailaddress',
      ],
    },
    {
      name: 'other_emails',
      many: true,
      aliases: [
        'otheremails',
        'proxyaddresses',
        'othermails',
        'secondemail',
        'secondaryemail',
        'secondaryemails',
        'profilesecondemail',
        'alternateemailaddress',
        'alternateemail',
        'emailaliases',
        'emailaddresses',
        'aliases',
        'loginaliases',
        'additionalemails',
      ],
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
      doubtful: [{ alias: 'manager', fits: hasAddresses }],
    },
    { name: 'department', aliases: ['department', 'dept', 'profiledepartment', 'departmentname'] },
    {
      name: 'status',
      // accountEnabled decides who can sign in; a column called status beside it may be an invitation's or HR's.
      aliases: [
        'accountenabled',
        'status',
        'oktastatus',
        'userstatus',
        'profilestatus',
        'accountstatus',
        'lifecyclestatus',
        'enabled',
        'active',
        'isactive',
        'signinstatus',
        'blockcredential',
        'signinblocked',
        'disabled',
        'accountdisabled',
        'deactivated',
        'suspended',
      ],
    },
    {
      name: 'status_changed_at',
      aliases: [
        'statuschangedat',
        'statuschanged',
        'statuschangeddate',
        'deactivatedat',
        'deactivateddate',
        'deactivationdate',
        'disabledat',
        'disableddate',
        'suspendedat',
      ],
    },
    {
      name: 'deleted_at',
      aliases: ['deletedat', 'deleteddatetime', 'deleteddate', 'softdeletiontimestamp', 'deletiontimestamp'],
    },
    {
      name: 'assigned',
      aliases: [
        'assigned',
        'clariassigned',
        'assignedtoclari',
        'clariassignment',
        'assignment',
        'assignmentstatus',
        'clari',
      ],
    },
    {
      name: 'account_type',
      many: true,
      aliases: [
        'usertype',
        'recipienttypedetails',
        'accounttype',
        'mailboxtype',
        'identitytype',
        'persontype',
        'profileusertype',
      ],
      doubtful: [{ alias: 'type', fits: (_, keys) => keys.includes('recordtype') }],
    },
    {
      name: 'record_type',
      aliases: ['recordtype', 'objectclass', 'objecttype', 'odatatype', 'principaltype', 'membertype'],
    },
  ],
  markers,
  import: {
    identifiers: ['id', 'login', 'email'],
    ofDirectory: true,
    reader: peopleOnly(directoryReader),
    gaps: (columns) =>
      columns.has('status') || columns.has('deleted_at')
        ? []
        : [
            'No column says whether an identity is active, so every status is unknown. Name the column with --map status=HEADER if there is one.',
          ],
  },
};
