import { isRecordType } from '../csv/record-file.ts';
import { words } from '../words.ts';
import { CERTAIN, type Marker, STRONG } from './kind-spec.ts';
import { hasOktaUserStatus, hasSharedOktaStatus } from './okta-values.ts';

/** Headers that only a directory has. */
const OF_DIRECTORIES = words(`
  userprincipalname accountenabled proxyaddresses onpremisessyncenabled onpremisessamaccountname recipienttypedetails
  mailnickname blockcredential directorysynced dirsyncenabled employeeleavedatetime samaccountname distinguishedname
  objectguid profilelogin userlogin oktaid oktastatus
`);

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

/** What speaks for a directory of people. */
export const DIRECTORY_MARKERS: readonly Marker[] = [
  { headers: ['recordtype'], weight: 2 * CERTAIN, values: isRecordType },
  ...OF_OTHER_DIRECTORIES.map((headers) => ({ headers, weight: STRONG })),
  ...OF_DIRECTORIES.map((header) => ({ headers: [header], weight: STRONG })),
  ...Object.entries(WEIGHTS).map(([header, weight]) => ({ headers: [header], weight })),
  ...STATUS_HEADERS.flatMap((header) => [
    { headers: [header], weight: STRONG, values: hasOktaUserStatus },
    { headers: [header], weight: STRONG, values: hasSharedOktaStatus },
  ]),
];
