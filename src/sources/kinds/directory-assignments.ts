import { words } from '../../model/words.ts';
import { namesHow, namesPrincipals } from '../cells/assignment-words.ts';
import { datesOnly, hasAddresses } from './field-aliases.ts';
import { CERTAIN, each, type KindSpec, type Marker, STRONG } from './kind-spec.ts';
import { hasOktaAppStatus, hasSharedOktaStatus } from './okta-values.ts';
import { assignmentReader } from './readers/assignment-reader.ts';

const markers: readonly Marker[] = [
  { headers: ['assigneeoktaid'], weight: CERTAIN },
  { headers: ['applicationinstance', 'applicationlogin'], weight: STRONG },
  ...each(STRONG, 'principalid principaltype approleid appusername appuserstatus syncstate credentialsusername'),
  ...each(
    4,
    `
    approle appuserid assignmenttype assignedvia assigneddate assignedat assignedon dateassigned assignmentstatus
    application applicationname appname resourcedisplayname unassignedon unassignedat unassigneddate membertype
  `,
  ),
  ...each(3, 'assignedby resourceid'),
  ...each(2, 'assignment assigned'),
  {
    headers: ['scope'],
    weight: STRONG,
    values: (values) => values.length > 0 && values.every((value) => /^(?:user|group)$/i.test(value)),
  },
  { headers: ['assigned'], weight: 2, values: datesOnly },
  { headers: ['status'], weight: STRONG, values: hasOktaAppStatus },
  { headers: ['status'], weight: STRONG, values: hasSharedOktaStatus },
];

/** Names that people have in the application, not in the directory. */
const APPLICATION_NAMES = words(`
  applicationlogin appusername assigneeappusername applicationusername credentialsusername applogin appuserlogin
`);

/** Beside these a `userName` is the application's: they are properties of Okta's application users. */
const OF_APP_USERS = ['scope', 'externalid', 'syncstate', 'credentialsusername'];

export const DIRECTORY_ASSIGNMENTS: KindSpec = {
  kind: 'directory-assignments',
  title: 'a list of who is assigned to Clari in a directory',
  fields: [
    {
      name: 'id',
      aliases: ['assigneeoktaid', 'principalid', 'id', 'userid', 'objectid', 'oktaid', 'appuserid'],
    },
    {
      name: 'sso_name',
      aliases: APPLICATION_NAMES,
      doubtful: [{ alias: 'username', fits: (_, keys) => OF_APP_USERS.filter((key) => keys.includes(key)).length > 0 }],
    },
    {
      name: 'login',
      aliases: words('login userprincipalname profilelogin userlogin assigneeoktausername oktausername upn loginname'),
      doubtful: [
        { alias: 'username', fits: (values) => !values.some((value) => value.includes(' ')) },
        { alias: 'user', fits: hasAddresses },
      ],
    },
    {
      name: 'via',
      aliases: ['scope', 'assignedvia', 'assignmenttype', 'assignmentmethod'],
      doubtful: [{ alias: 'type', fits: namesHow }],
    },
    { name: 'via_group', aliases: ['groupname', 'assignedgroup', 'assignedthroughgroup', 'groupid'] },
    { name: 'email', aliases: ['email', 'mail', 'emailaddress', 'primaryemail', 'profileemail', 'useremail'] },
    {
      name: 'status',
      aliases: ['appuserstatus', 'assignmentstatus', 'appstatus', 'status', 'assignment'],
      doubtful: [{ alias: 'assigned', fits: (values) => !datesOnly(values) }],
    },
    {
      name: 'assigned_at',
      aliases: words('assignedat assigneddate assignedon dateassigned assignmentdate createddatetime created'),
      doubtful: [{ alias: 'assigned', fits: datesOnly }],
    },
    {
      name: 'unassigned_at',
      aliases: words(`
        unassignedat unassignedon unassigneddate dateunassigned unassignmentdate revokedat revokedon removedat
        removedon removeddate assignmentend assignmentenddate assignmentexpires deprovisionedat
      `),
      doubtful: [{ alias: 'unassigned', fits: datesOnly }],
    },
    {
      name: 'principal_type',
      aliases: ['principaltype', 'membertype', 'objecttype', 'odatatype', 'principalobjecttype', 'objectclass'],
      doubtful: [
        { alias: 'type', fits: namesPrincipals },
        { alias: 'assigneetype', fits: namesPrincipals },
        { alias: 'kind', fits: namesPrincipals },
      ],
    },
    {
      name: 'application',
      aliases: words(`
        application applicationname appname resourcedisplayname app appdisplayname applicationdisplayname
        enterpriseapplication
      `),
    },
    {
      name: 'instance',
      aliases: ['applicationinstance', 'applicationinstancename', 'appinstance', 'applicationlabel', 'applabel'],
    },
  ],
  markers,
  import: {
    identifiers: ['id', 'login', 'email', 'sso_name'],
    ofDirectory: true,
    reader: assignmentReader,
    gaps: () => [],
  },
};
