import type { Account, Sighting } from '../../src/model/account.ts';
import type { Candidate, Correlation } from '../../src/model/correlation.ts';
import type { Exemption } from '../../src/model/decision.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { AccountObservation, IdentityObservation } from '../../src/model/observation.ts';
import type { WeighedRecord } from '../../src/model/record.ts';
import type { Settings } from '../../src/model/settings.ts';
import { READER_VERSION, type Snapshot } from '../../src/model/snapshot.ts';
import { addMs, DAY_MS, type Instant } from '../../src/model/time.ts';
import { DEFAULT_PROFILES } from './profiles.ts';

/** The moment at which the tests ask. */
export const NOW: Instant = '2026-11-20T12:00:00.000Z';

/** So many days before now. */
export function daysAgo(days: number): Instant {
  return addMs(NOW, -days * DAY_MS);
}

/** A whole date counts as its earliest instant. */
export function date(day: string): Instant {
  return `${day}T00:00:00.000Z`;
}

export function settings(over: Partial<Settings> = {}): Settings {
  return {
    staleAfterMs: 7 * DAY_MS,
    slaMs: DAY_MS,
    verifyWithinMs: 14 * DAY_MS,
    directories: ['okta'],
    domainAliases: [],
    profiles: DEFAULT_PROFILES,
    separationOfDuties: false,
    minAttestation: 'client_form',
    seatPrice: null,
    ...over,
  };
}

/** What one read said of the account; settles unless said otherwise. */
export function sighting(asOf: Instant, status: Sighting['status'], over: Partial<Sighting> = {}): Sighting {
  return {
    snapshotId: `users@${asOf}`,
    asOf,
    settles: true,
    source: 'clari-users',
    line: status === 'absent' ? null : 2,
    status,
    ...over,
  };
}

export function accountRow(over: Partial<AccountObservation> = {}): AccountObservation {
  return {
    line: 2,
    app: 'clari',
    key: 'id:u1',
    exportId: 'u1',
    crmId: null,
    email: 'jo@acme.com',
    name: 'Jo Doe',
    givenName: null,
    familyName: null,
    employeeId: null,
    role: null,
    team: null,
    status: 'active',
    statusRaw: 'Active',
    lastLogin: null,
    ...over,
  };
}

interface AccountOver extends Partial<Omit<Account, 'latest'>> {
  readonly latest?: Partial<AccountObservation>;
}

/** An account as its sightings say (default: active a day ago and five days ago); anything derived can be overridden. */
export function account(over: AccountOver = {}): Account {
  const sightings = over.sightings ?? [sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'active')];
  const sorted = sightings.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
  const last = sorted.at(-1) ?? sighting(daysAgo(1), 'unknown');
  const shown = sorted.findLast((one) => one.status !== 'absent') ?? last;
  const lastActiveAt = sorted.findLast((one) => one.status === 'active')?.asOf ?? null;
  const closed = sorted.find(
    (one) =>
      (one.status === 'inactive' || one.status === 'absent') && (lastActiveAt === null || one.asOf > lastActiveAt),
  );
  return {
    accountId: 'u1',
    app: 'clari',
    latestSnapshotId: shown.snapshotId,
    status: last.status,
    statusAsOf: last.asOf,
    firstSeen: sorted[0]?.asOf ?? last.asOf,
    lastActiveAt,
    firstInactiveAt: closed?.asOf ?? null,
    maybeRenamedTo: [],
    conflicting: false,
    ...over,
    sightings: sorted,
    latest: accountRow({ status: shown.status === 'absent' ? 'active' : shown.status, ...over.latest }),
  };
}

export function identityRow(over: Partial<IdentityObservation> = {}): IdentityObservation {
  return {
    line: 2,
    directory: 'okta',
    identityId: '00u1',
    login: 'jo@acme.com',
    email: 'jo@acme.com',
    otherEmails: [],
    name: 'Jo Doe',
    givenName: null,
    familyName: null,
    employeeId: null,
    crmId: null,
    managerEmail: null,
    department: null,
    status: 'active',
    statusRaw: 'ACTIVE',
    statusChangedAt: null,
    contradiction: null,
    leavesOn: null,
    assignment: null,
    assignmentRaw: null,
    personKind: 'person',
    ssoName: null,
    lastSsoAt: null,
    revoked: null,
    ...over,
  };
}

interface IdentityOver extends Partial<Omit<Identity, 'latest'>> {
  readonly latest?: Partial<IdentityObservation>;
}

/** An identity with an entitlement (default: assigned, read a day ago); the row's status follows it unless given. */
export function identity(over: IdentityOver = {}): Identity {
  const directory = over.directory ?? 'okta';
  const identityId = over.identityId ?? '00u1';
  const entitlement = over.entitlement ?? 'assigned';
  const asOf = over.asOf ?? daysAgo(1);
  const assigned = entitlement === 'assigned' || entitlement === 'unassigned' ? entitlement : null;
  const revokedAt = over.revokedAt ?? null;
  return {
    latestSnapshotId: `${directory}@${asOf}`,
    present: entitlement !== 'deleted',
    assignment: assigned,
    assignmentAsOf: assigned === null ? null : asOf,
    assignmentSource: assigned === null ? null : `directory:${directory}`,
    entitlementReason: null,
    revokedAtDateOnly: false,
    revokedAtBasis: revokedAt === null ? 'unknown' : 'status_changed',
    revokedBy: null,
    ssoName: null,
    lastSsoAt: null,
    ...over,
    directory,
    identityId,
    asOf,
    entitlement,
    revokedAt,
    latest: identityRow({ directory, identityId, ...statusFor(entitlement), ...over.latest }),
  };
}

function statusFor(entitlement: Identity['entitlement']): Partial<IdentityObservation> {
  switch (entitlement) {
    case 'deactivated':
      return { status: 'deactivated', statusRaw: 'DEPROVISIONED' };
    case 'suspended':
      return { status: 'suspended', statusRaw: 'SUSPENDED' };
    case 'deleted':
    case 'assigned':
    case 'unassigned':
    case 'app_disabled':
    case 'unknown':
      return {};
    default:
      return entitlement satisfies never;
  }
}

export function candidate(of: Identity, over: Partial<Candidate> = {}): Candidate {
  return { identity: of, rule: 'email', confidence: 0.98, weight: 18, comparisons: [], whyNot: null, ...over };
}

/** Linked by e-mail to these identities of one person; none: unmatched. */
export function correlation(identities: readonly Identity[] = [], over: Partial<Correlation> = {}): Correlation {
  const linked = identities.map((one) => candidate(one));
  return {
    situation: linked.length === 0 ? 'unmatched' : 'linked',
    rule: linked.length === 0 ? null : 'email',
    confidence: linked.length === 0 ? 0 : 0.98,
    linked,
    candidates: [],
    candidatesDropped: 0,
    nearest: [],
    notCompared: 0,
    duplicateOf: [],
    ...over,
  };
}

/** Candidates of whom none is certain. */
export function disputed(identities: readonly Identity[], over: Partial<Candidate> = {}): Correlation {
  const candidates = identities.map((one) =>
    candidate(one, { rule: 'name', confidence: 0.4, whyNot: 'Names never decide alone.', ...over }),
  );
  return correlation([], { situation: 'disputed', candidates });
}

/** A published, complete read of everybody with a stated as-of, unless said otherwise. */
export function snapshot(over: Partial<Snapshot> = {}): Snapshot {
  const kind = over.kind ?? 'clari-users';
  const isDirectory = kind === 'directory' || kind === 'directory-assignments';
  const directory = over.directory ?? (isDirectory ? 'okta' : null);
  const asOf = over.asOf ?? daysAgo(1);
  const id = over.snapshotId ?? `${directory ?? 'users'}@${asOf}`;
  return {
    app: isDirectory ? null : kind === 'clari-copilot-users' ? 'copilot' : 'clari',
    asOfBasis: 'stated',
    fileName: `${kind}.csv`,
    sha256: id.padEnd(64, '0'),
    completeness: 'complete',
    completenessBasis: 'stated',
    filter: null,
    facts: null,
    rowsRead: 100,
    rowsAccepted: 100,
    rowsRefused: 0,
    headerFingerprint: '0123456789abcdef',
    encoding: 'utf-8',
    state: 'published',
    importedAt: asOf,
    importedBy: 'test',
    live: null,
    guards: [],
    guardFacts: [],
    reading: null,
    reader: READER_VERSION,
    rowsSha256: null,
    importedVia: 'terminal',
    attestation: { level: 'unattended', client: null },
    stated: null,
    ...over,
    kind,
    directory,
    asOf,
    snapshotId: id,
  };
}

/** A complete users export and a complete Okta read, both a day old. */
export function fullReads(): readonly Snapshot[] {
  return [snapshot(), snapshot({ kind: 'directory' })];
}

/** Somebody says it was done two days ago, and recorded it then. */
export function record(over: Partial<WeighedRecord> = {}): WeighedRecord {
  const performedAt = over.performedAt ?? daysAgo(2);
  return {
    recordId: `record@${performedAt}`,
    accountId: 'u1',
    accountEmail: 'jo@acme.com',
    performedBy: 'Sam Admin',
    recordedAt: performedAt,
    recordedBy: { name: 'sam', authenticated: false, via: 'terminal' },
    attestation: { level: 'terminal_phrase', client: null },
    counts: true,
    planId: null,
    ticket: null,
    method: null,
    note: null,
    evidence: [],
    retroactive: false,
    ledgerSequence: 1,
    ledgerHash: '0'.repeat(64),
    ...over,
    performedAt,
  };
}

export function exemption(over: Partial<Exemption> = {}): Exemption {
  return {
    accountId: 'u1',
    owner: 'Robin Owner',
    reason: 'Integration login',
    until: addMs(NOW, 30 * DAY_MS),
    decidedAt: daysAgo(10),
    attestation: { level: 'terminal_phrase', client: null },
    counts: true,
    ...over,
  };
}
