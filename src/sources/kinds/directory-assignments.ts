import { assignmentReader } from '../assignment-reader.ts';
import { datesOnly, hasAddresses } from './field-aliases.ts';
import { type KindSpec, type Marker, STRONG } from './kind-spec.ts';
import { hasOktaAppStatus, hasSharedOktaStatus } from './okta-values.ts';

const OF_LISTS = [
  'principalid',
  'principaltype',
  'approleid',
  'appusername',
  'appuserstatus',
  'syncstate',
  'credentialsusername',
] as const;

const WEIGHTS: Readonly<Record<string, number>> = {
  approle: 4,
  appuserid: 4,
  assignmenttype: 4,
  assignedvia: 4,
  assigneddate: 4,
  assignedat: 4,
  assignedon: 4,
  dateassigned: 4,
  assignmentstatus: 4,
  application: 4,
  applicationname: 4,
  appname: 4,
  resourcedisplayname: 4,
  assignedby: 3,
  resourceid: 3,
  assignment: 2,
  assigned: 2,
};

const markers: readonly Marker[] = [
  ...OF_LISTS.map((header) => ({ headers: [header], weight: STRONG })),
  ...Object.entries(WEIGHTS).map(([header, weight]) => ({ headers: [header], weight })),
  {
    headers: ['scope'],
    weight: STRONG,
    values: (values) => values.length > 0 && values.every((value) => /^(?:user|group)$/i.test(value)),
  },
  { headers: ['assigned'], weight: 2, values: datesOnly },
  { headers: ['status'], weight: STRONG, values: hasOktaAppStatus },
  { headers: ['status'], weight: STRONG, values: hasSharedOktaStatus },
];

export const DIRECTORY_ASSIGNMENTS: KindSpec = {
  kind: 'directory-assignments',
  title: 'a list of who is assigned to Clari in a directory',
  fields: [
    { name: 'id', aliases: ['principalid', 'id', 'userid', 'objectid', 'oktaid', 'appuserid'] },
    {
      name: 'login',
      aliases: [
        'login',
        'userprincipalname',
        'profilelogin',
        'userlogin',
        'upn',
        'appusername',
        'credentialsusername',
        'loginname',
      ],
      doubtful: [
        { alias: 'username', fits: (values) => !values.some((value) => value.includes(' ')) },
        { alias: 'user', fits: hasAddresses },
      ],
    },
    { name: 'via', aliases: ['scope', 'assignedvia', 'assignmenttype'] },
    { name: 'via_group', aliases: ['groupname', 'assignedgroup', 'assignedthroughgroup'] },
    { name: 'email', aliases: ['email', 'mail', 'emailaddress', 'primaryemail', 'profileemail', 'useremail'] },
    {
      name: 'status',
      aliases: ['appuserstatus', 'assignmentstatus', 'appstatus', 'status', 'assignment'],
      doubtful: [{ alias: 'assigned', fits: (values) => !datesOnly(values) }],
    },
    {
      name: 'assigned_at',
      aliases: [
        'assignedat',
        'assigneddate',
        'assignedon',
        'dateassigned',
        'assignmentdate',
        'createddatetime',
        'created',
      ],
      doubtful: [{ alias: 'assigned', fits: datesOnly }],
    },
    { name: 'principal_type', aliases: ['principaltype'] },
    { name: 'application', aliases: ['application', 'applicationname', 'appname', 'resourcedisplayname', 'app'] },
  ],
  markers,
  import: {
    identifiers: ['id', 'login', 'email'],
    ofDirectory: true,
    reader: assignmentReader,
    gaps: () => [],
  },
};
