import type { Account } from '../../src/model/account.ts';
import type { Candidate } from '../../src/model/correlation.ts';
import type { Finding, Reason } from '../../src/model/finding.ts';
import type { JudgedAccount } from '../../src/model/judged-account.ts';
import type { LedgerEntry } from '../../src/model/ledger.ts';
import type {
  AccountObservation,
  AssignmentObservation,
  ForecastObservation,
  IdentityObservation,
  MentionObservation,
  OpportunityObservation,
} from '../../src/model/observation.ts';
import type { OffboardingPlan } from '../../src/model/plan.ts';
import type { DeactivationRecord } from '../../src/model/record.ts';
import type { SnapshotHead, SnapshotTally } from '../../src/model/snapshot.ts';
import type { Instant } from '../../src/model/time.ts';

export const T0 = '2026-03-01T09:00:00.000Z';

export type StagedHead = SnapshotHead & { readonly importedAt: Instant; readonly importedBy: string };

export function head(change: Partial<StagedHead> = {}): StagedHead {
  return {
    kind: 'clari-users',
    directory: null,
    app: 'clari',
    asOf: T0,
    asOfBasis: 'stated',
    fileName: 'users.csv',
    sha256: 'a'.repeat(64),
    completeness: 'unknown',
    completenessBasis: 'default',
    filter: null,
    facts: null,
    importedAt: T0,
    importedBy: 'tester',
    ...change,
  };
}

export function tally(rows: number): SnapshotTally {
  return {
    rowsRead: rows,
    rowsAccepted: rows,
    rowsRefused: 0,
    headerFingerprint: '0123456789abcdef',
    encoding: 'utf-8',
  };
}

export function accountRow(line: number, change: Partial<AccountObservation> = {}): AccountObservation {
  return {
    line,
    app: 'clari',
    key: `id:${line}`,
    exportId: String(line),
    crmId: null,
    email: `person${line}@acme.com`,
    name: `Person ${line}`,
    givenName: null,
    familyName: null,
    employeeId: null,
    role: 'Account Executive',
    team: 'West',
    status: 'active',
    statusRaw: 'Active',
    lastLogin: null,
    ...change,
  };
}

export function identityRow(line: number, change: Partial<IdentityObservation> = {}): IdentityObservation {
  return {
    line,
    directory: 'okta',
    identityId: `00u${line}`,
    login: `person${line}@acme.com`,
    email: `person${line}@acme.com`,
    otherEmails: [],
    name: `Person ${line}`,
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
    ...change,
  };
}

export function assignmentRow(line: number, change: Partial<AssignmentObservation> = {}): AssignmentObservation {
  return {
    line,
    directory: 'okta',
    key: `login:person${line}@acme.com`,
    identityId: null,
    login: `person${line}@acme.com`,
    email: null,
    status: 'assigned',
    statusRaw: 'ACTIVE',
    assignedAt: null,
    unassignedAt: null,
    ssoName: null,
    via: null,
    revoked: null,
    ...change,
  };
}

export function mentionRow(line: number, change: Partial<MentionObservation> = {}): MentionObservation {
  return {
    line,
    key: `email:person${line}@acme.com`,
    role: 'audit_actor',
    exportId: null,
    crmId: null,
    email: `person${line}@acme.com`,
    name: null,
    hierarchyRole: null,
    actedAt: null,
    event: null,
    ...change,
  };
}

export function forecastRow(line: number, change: Partial<ForecastObservation> = {}): ForecastObservation {
  return {
    line,
    key: `email:person${line}@acme.com`,
    email: `person${line}@acme.com`,
    crmId: null,
    field: 'Commit',
    period: '2026 Q1',
    dataType: 'forecast',
    valueRaw: '$1,000.50',
    value: 1000.5,
    currency: 'USD',
    ...change,
  };
}

export function opportunityRow(line: number, change: Partial<OpportunityObservation> = {}): OpportunityObservation {
  return {
    line,
    key: `opp:006${line}`,
    opportunityId: `006${line}`,
    name: `Deal ${line}`,
    accountName: 'Globex',
    ownerId: null,
    ownerName: null,
    ownerEmail: null,
    stage: 'Negotiation',
    forecastCategory: null,
    amountRaw: '-',
    amount: null,
    currency: null,
    closeDate: null,
    closed: null,
    ...change,
  };
}

/** Not sealed: the store keeps the order and the links of the chain, it does not recompute hashes. */
export function entry(sequence: number, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    sequence,
    at: T0,
    actor: { name: 'tester', authenticated: false, via: 'terminal' },
    kind: 'plan.drafted',
    payload: { n: sequence, list: ['ä', null, true, 1.5, { deep: [] }] },
    previousHash: sequence === 1 ? '0'.repeat(64) : hashOf(sequence - 1),
    hash: hashOf(sequence),
    ...change,
  };
}

function hashOf(sequence: number): string {
  return sequence.toString(16).padStart(64, '0');
}

export function record(recordId: string, change: Partial<DeactivationRecord> = {}): DeactivationRecord {
  return {
    recordId,
    accountId: '1',
    accountEmail: 'person1@acme.com',
    performedBy: 'Ada Admin',
    performedAt: T0,
    recordedAt: T0,
    recordedBy: { name: 'tester', authenticated: false, via: 'stdio' },
    attestation: { level: 'code', client: null },
    planId: null,
    ticket: 'IT-1',
    method: null,
    note: null,
    evidence: [{ name: 'shot.png', sha256: 'b'.repeat(64) }],
    retroactive: false,
    ledgerSequence: 1,
    ledgerHash: hashOf(1),
    ...change,
  };
}

export function plan(planId: string, change: Partial<OffboardingPlan> = {}): OffboardingPlan {
  return {
    planId,
    planHash: 'c'.repeat(64),
    kind: 'offboarding',
    accountId: '1',
    accountEmail: null,
    finding: 'leaver_active',
    draftedAt: T0,
    ticket: null,
    dueAt: null,
    successor: { email: 'next@acme.com', accountId: '2' },
    dueAtAsked: null,
    handover: {
      opportunities: [],
      totals: [],
      opportunitiesFrom: null,
      ambiguousOwnerRows: 0,
      forecasts: [],
      forecastsFrom: null,
      dropped: 0,
    },
    factDigests: {},
    steps: [
      {
        stepId: 'step-1',
        order: 1,
        system: 'clari',
        action: 'deactivate_account',
        title: 'Deactivate',
        instructions: ['Open Clari'],
        performedBy: 'Clari admin',
        dependsOn: [],
        blockedBy: null,
        proof: 'next export',
        settledBy: { kind: 'account_closed', accounts: ['1'] },
        alreadyTrue: null,
        warnings: [],
      },
    ],
    risks: ['tokens'],
    ...change,
  };
}

export interface JudgedChange {
  readonly account?: Partial<Account>;
  readonly latest?: Partial<AccountObservation>;
  readonly linked?: readonly Candidate[];
  readonly candidates?: readonly Candidate[];
  readonly finding?: Finding;
  readonly reason?: Reason;
  readonly revokedAt?: Instant | null;
  readonly shown?: boolean;
}

export function judged(accountId: string, change: JudgedChange = {}): JudgedAccount {
  const finding = change.finding ?? 'ok';
  return {
    account: {
      accountId,
      app: 'clari',
      latest: accountRow(2, { key: `id:${accountId}`, email: `${accountId}@acme.com`, ...change.latest }),
      latestSnapshotId: 'snap_1',
      status: 'active',
      statusAsOf: T0,
      firstSeen: T0,
      lastActiveAt: T0,
      firstInactiveAt: null,
      maybeRenamedTo: [],
      conflicting: false,
      sightings: [{ snapshotId: 'snap_1', asOf: T0, settles: true, source: 'clari-users', line: 2, status: 'active' }],
      ...change.account,
    },
    correlation: {
      situation: change.linked === undefined ? 'unmatched' : 'linked',
      rule: null,
      confidence: 0,
      linked: change.linked ?? [],
      candidates: change.candidates ?? [],
      candidatesDropped: 0,
      nearest: [],
      notCompared: 0,
      duplicateOf: [],
    },
    verdict: {
      finding,
      also: [],
      reason: change.reason ?? 'entitled',
      notes: [],
      confidence: 1,
      evidence: [{ source: 'clari-users', observedAt: T0, fact: 'active' }],
      basis: null,
      revokedAt: change.revokedAt ?? null,
      revokedAtBasis: null,
      usedAfterRevocation: 'unknown',
      nextAction: 'none',
      nextStep: 'Nothing.',
      noDeadline: false,
      validUntil: null,
    },
    underlying: finding,
    shown: change.shown ?? false,
  };
}

export function candidate(directory: string, identityId: string): Candidate {
  return {
    identity: {
      directory,
      identityId,
      latest: identityRow(2, { directory, identityId }),
      latestSnapshotId: 'snap_2',
      asOf: T0,
      present: true,
      assignment: null,
      assignmentAsOf: null,
      assignmentSource: null,
      entitlement: 'unknown',
      entitlementReason: null,
      revokedAt: null,
      revokedAtDateOnly: false,
      revokedAtBasis: 'unknown',
      revokedBy: null,
      ssoName: null,
      lastSsoAt: null,
    },
    rule: 'email',
    confidence: 0.98,
    weight: 18,
    comparisons: [],
    whyNot: null,
  };
}
