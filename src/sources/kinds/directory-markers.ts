import { isRecordType } from '../csv/record-file.ts';
import { CERTAIN, each, type Marker, STRONG } from './kind-spec.ts';
import { hasOktaUserStatus, hasSharedOktaStatus } from './okta-values.ts';

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

/** What speaks for a directory of people. */
export const DIRECTORY_MARKERS: readonly Marker[] = [
  { headers: ['recordtype'], weight: 2 * CERTAIN, values: isRecordType },
  {
    headers: ['schemas'],
    weight: STRONG,
    values: (values) => values.some((value) => /^urn:ietf:params:scim:/i.test(value)),
  },
  { headers: ['username', 'emailsvalue'], weight: STRONG },
  // Entries of LDAP, whatever attributes of them were asked for.
  { headers: ['dn'], weight: STRONG, values: (values) => values.some((value) => /^\w+=[^,]+,\s*\w+=/.test(value)) },
  ...OF_OTHER_DIRECTORIES.map((headers) => ({ headers, weight: STRONG })),
  // Headers that only a directory has.
  ...each(
    STRONG,
    `
    userprincipalname accountenabled proxyaddresses onpremisessyncenabled onpremisessamaccountname
    recipienttypedetails mailnickname blockcredential directorysynced dirsyncenabled employeeleavedatetime
    samaccountname distinguishedname objectguid profilelogin userlogin oktaid oktastatus
  `,
  ),
  ...each(4, 'login'),
  ...each(
    3,
    `
    othermails otheremails secondemail secondaryemail alternateemailaddress statuschanged statuschangedat
    passwordchanged objectid
  `,
  ),
  ...each(2, 'usertype manageremail department assigned'),
  ...each(1, 'employeeid employeenumber jobtitle costcenter username email emailaddress mail status active'),
  ...STATUS_HEADERS.flatMap((header) => [
    { headers: [header], weight: STRONG, values: hasOktaUserStatus },
    { headers: [header], weight: STRONG, values: hasSharedOktaStatus },
  ]),
];
