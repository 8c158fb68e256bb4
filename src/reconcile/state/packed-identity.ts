import type { Identity } from '../../model/identity.ts';
import type { IdentityObservation } from '../../model/observation.ts';

/** What no two identities have in common. */
export type Own = Pick<
  Identity,
  'identityId' | 'latest' | 'revokedAt' | 'revokedAtDateOnly' | 'revokedBy' | 'ssoName' | 'lastSsoAt'
>;

type Packed = readonly [
  line: number,
  login: string | null,
  email: string | null | 0,
  otherEmails: readonly string[],
  name: string | null,
  givenName: string | null,
  familyName: string | null,
  employeeId: string | null,
  crmId: string | null,
  managerEmail: string | null,
  department: string | null,
  status: IdentityObservation['status'],
  statusRaw: string | null,
  statusChangedAt: IdentityObservation['statusChangedAt'],
  assignment: IdentityObservation['assignment'],
  assignmentRaw: string | null,
  personKind: IdentityObservation['personKind'],
  ssoName: string | null,
  lastSsoAt: string | null,
  revoked: IdentityObservation['revoked'],
  identityId: string,
  revokedAt: string | null,
  revokedAtDateOnly: boolean,
  /** Of most there is neither. */
  odd: Pick<IdentityObservation, 'contradiction' | 'leavesOn'> | 0,
  /** Of most no live read told anything. */
  live?: Pick<Identity, 'revokedBy' | 'ssoName' | 'lastSsoAt'>,
];

/** By place, not by name: the names would be half of it. An address that is the login too is written once. */
export function packed({
  latest: row,
  identityId,
  revokedAt,
  revokedAtDateOnly,
  revokedBy,
  ssoName,
  lastSsoAt,
}: Identity): string {
  const values: Packed = [
    row.line,
    row.login,
    row.email !== null && row.email === row.login ? 0 : row.email,
    row.otherEmails,
    row.name,
    row.givenName,
    row.familyName,
    row.employeeId,
    row.crmId,
    row.managerEmail,
    row.department,
    row.status,
    row.statusRaw,
    row.statusChangedAt,
    row.assignment,
    row.assignmentRaw,
    row.personKind,
    row.ssoName,
    row.lastSsoAt,
    row.revoked,
    identityId,
    revokedAt,
    revokedAtDateOnly,
    row.contradiction === null && row.leavesOn === null
      ? 0
      : { contradiction: row.contradiction, leavesOn: row.leavesOn },
  ];
  const known = revokedBy !== null || ssoName !== null || lastSsoAt !== null;
  return JSON.stringify(known ? [...values, { revokedBy, ssoName, lastSsoAt }] : values);
}

export function unpacked(text: string, directory: string): Own {
  const v: Packed = JSON.parse(text);
  const identityId = v[20];
  const latest: IdentityObservation = {
    line: v[0],
    directory,
    identityId,
    login: v[1],
    email: v[2] === 0 ? v[1] : v[2],
    otherEmails: v[3],
    name: v[4],
    givenName: v[5],
    familyName: v[6],
    employeeId: v[7],
    crmId: v[8],
    managerEmail: v[9],
    department: v[10],
    status: v[11],
    statusRaw: v[12],
    statusChangedAt: v[13],
    contradiction: v[23] === 0 ? null : v[23].contradiction,
    leavesOn: v[23] === 0 ? null : v[23].leavesOn,
    assignment: v[14],
    assignmentRaw: v[15],
    personKind: v[16],
    ssoName: v[17],
    lastSsoAt: v[18],
    revoked: v[19],
  };
  const { revokedBy, ssoName, lastSsoAt } = v[24] ?? NOTHING_LIVE;
  return { identityId, latest, revokedAt: v[21], revokedAtDateOnly: v[22], revokedBy, ssoName, lastSsoAt };
}

const NOTHING_LIVE = { revokedBy: null, ssoName: null, lastSsoAt: null };
