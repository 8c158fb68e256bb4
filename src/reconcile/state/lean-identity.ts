import type { Identity } from '../../model/identity.ts';
import type { IdentityObservation } from '../../model/observation.ts';

type Own = 'identityId' | 'latest' | 'revokedAt' | 'revokedAtDateOnly' | 'revokedBy' | 'ssoName' | 'lastSsoAt';
type Common = Omit<Identity, Own>;
type FromLive = Pick<Identity, 'revokedBy' | 'ssoName' | 'lastSsoAt'>;

/** Of those whom no live read told of: most. */
const NOTHING_LIVE: FromLive = { revokedBy: null, ssoName: null, lastSsoAt: null };

/** Everything that thousands of identities have in common, once. */
export class CommonStates {
  readonly #known = new Map<string, Common>();

  of(identity: Identity): Common {
    const key = nameOf(identity);
    const known = this.#known.get(key) ?? commonOf(identity);
    this.#known.set(key, known);
    return known;
  }
}

/** Without what is each one's own. */
export function commonOf(one: Identity): Common {
  return {
    directory: one.directory,
    latestSnapshotId: one.latestSnapshotId,
    assignment: one.assignment,
    assignmentAsOf: one.assignmentAsOf,
    assignmentSource: one.assignmentSource,
    asOf: one.asOf,
    present: one.present,
    entitlement: one.entitlement,
    entitlementReason: one.entitlementReason,
    revokedAtBasis: one.revokedAtBasis,
  };
}

function nameOf(one: Common): string {
  // Names of files are from outside: what they are part of comes last.
  return `${one.latestSnapshotId} ${one.assignment} ${one.assignmentAsOf} ${one.asOf} ${one.present} ${one.entitlement} ${one.entitlementReason} ${one.revokedAtBasis} ${one.directory} ${one.assignmentSource}`;
}

/** An identity in a third of the memory, for a million of them: its row is one text until somebody reads it. */
export class LeanIdentity implements Identity {
  readonly identityId: string;
  readonly revokedAt: string | null;
  readonly revokedAtDateOnly: boolean;
  readonly #live: FromLive;
  readonly #common: Common;
  readonly #row: string;

  constructor(identity: Identity, states: CommonStates) {
    this.identityId = identity.identityId;
    this.revokedAt = identity.revokedAt;
    this.revokedAtDateOnly = identity.revokedAtDateOnly;
    const { revokedBy, ssoName, lastSsoAt } = identity;
    const known = revokedBy !== null || ssoName !== null || lastSsoAt !== null;
    this.#live = known ? { revokedBy, ssoName, lastSsoAt } : NOTHING_LIVE;
    this.#common = states.of(identity);
    this.#row = packed(identity.latest);
  }

  get latest(): IdentityObservation {
    // Whoever looks at one looks several times.
    if (lastRead !== this || lastRow === null) {
      lastRow = unpacked(this.#row, this.directory, this.identityId);
      lastRead = this;
    }
    return lastRow;
  }

  get directory() {
    return this.#common.directory;
  }
  get latestSnapshotId() {
    return this.#common.latestSnapshotId;
  }
  get asOf() {
    return this.#common.asOf;
  }
  get present() {
    return this.#common.present;
  }
  get assignment() {
    return this.#common.assignment;
  }
  get assignmentAsOf() {
    return this.#common.assignmentAsOf;
  }
  get assignmentSource() {
    return this.#common.assignmentSource;
  }
  get entitlement() {
    return this.#common.entitlement;
  }
  get entitlementReason() {
    return this.#common.entitlementReason;
  }
  get revokedAtBasis() {
    return this.#common.revokedAtBasis;
  }

  get revokedBy() {
    return this.#live.revokedBy;
  }
  get ssoName() {
    return this.#live.ssoName;
  }
  get lastSsoAt() {
    return this.#live.lastSsoAt;
  }

  /** What it has in common with thousands, as one object. */
  get common(): Common {
    return this.#common;
  }
}

let lastRead: LeanIdentity | null = null;
let lastRow: IdentityObservation | null = null;

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
];

/** By place, not by name: the names would be half of it. An address that is the login too is written once. */
function packed(row: IdentityObservation): string {
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
  ];
  return JSON.stringify(values);
}

function unpacked(text: string, directory: string, identityId: string): IdentityObservation {
  const v: Packed = JSON.parse(text);
  return {
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
    assignment: v[14],
    assignmentRaw: v[15],
    personKind: v[16],
    ssoName: v[17],
    lastSsoAt: v[18],
    revoked: v[19],
  };
}
