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
    const {
      identityId: _id,
      latest: _latest,
      revokedAt: _at,
      revokedAtDateOnly: _dateOnly,
      revokedBy: _by,
      ssoName: _name,
      lastSsoAt: _last,
      ...common
    } = identity;
    const key = JSON.stringify(common);
    const known = this.#known.get(key) ?? common;
    this.#known.set(key, known);
    return known;
  }
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
    return unpacked(this.#row, this.directory, this.identityId);
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

  /** With fields of its own, as those who take objects apart need it. */
  plain(): Identity {
    const { identityId, latest, revokedAt, revokedAtDateOnly } = this;
    return { ...this.#common, ...this.#live, identityId, latest, revokedAt, revokedAtDateOnly };
  }
}

type Rest = Omit<IdentityObservation, 'directory' | 'identityId' | 'login' | 'email' | 'name' | 'line'>;

/** What nearly every row has, in order; what only some have, by name. */
function packed({
  directory: _directory,
  identityId: _id,
  line,
  login,
  email,
  name,
  ...rest
}: IdentityObservation): string {
  const given = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => value !== ABSENT[key] && !isEmpty(value)),
  );
  return JSON.stringify([line, login, email === login ? 0 : email, name, given]);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

const NOTHING: Rest = {
  otherEmails: [],
  givenName: null,
  familyName: null,
  employeeId: null,
  crmId: null,
  managerEmail: null,
  department: null,
  status: 'active',
  statusRaw: null,
  statusChangedAt: null,
  assignment: null,
  assignmentRaw: null,
  personKind: 'unknown',
  ssoName: null,
  lastSsoAt: null,
  revoked: null,
};
const ABSENT: Readonly<Record<string, unknown>> = NOTHING;

function unpacked(text: string, directory: string, identityId: string): IdentityObservation {
  const [line, login, email, name, given]: [number, string | null, string | null | 0, string | null, Partial<Rest>] =
    JSON.parse(text);
  return { ...NOTHING, ...given, directory, identityId, line, login, email: email === 0 ? login : email, name };
}
