import type { App } from '../../model/app-profile.ts';
import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { Candidate, CorrelationRule, FieldComparison } from '../../model/correlation.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Moment } from '../../model/time.ts';

export interface GraphNode {
  readonly id: string;
  readonly type: 'account' | 'identity' | 'source';
  readonly label: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly type:
    | 'linked'
    | 'candidate'
    | 'near_miss'
    | 'duplicate_of'
    | 'maybe_renamed_to'
    | 'seen_in'
    | 'mentioned_in';
  /** What the file names the account as; null: not a mention. */
  readonly as: string | null;
  readonly rule: CorrelationRule | null;
  readonly confidence: number | null;
  /** Bits of evidence. */
  readonly weight: number | null;
  readonly whyNot: string | null;
  readonly comparisons: readonly FieldComparison[];
}

export function accountNode({ account }: JudgedAccount): GraphNode {
  const { latest } = account;
  return {
    id: `account:${account.accountId}`,
    type: 'account',
    label: latest.email ?? latest.name ?? account.accountId,
    facts: {
      app: account.app,
      name: latest.name,
      role: latest.role,
      team: latest.team,
      status: account.status,
      status_raw: latest.statusRaw,
      status_as_of: account.statusAsOf,
      first_seen: account.firstSeen,
      last_active: account.lastActiveAt,
      last_login: latest.lastLogin?.at ?? null,
      last_acted: account.lastActed?.at ?? null,
      crm_id: latest.crmId,
      employee_id: latest.employeeId,
    },
  };
}

/** An identity with its right to enter one application. */
export interface IdentityView {
  readonly identity: Identity;
  readonly app: App;
}

/** One node of an identity as several applications see it: `entitlement` is that of Clari, others bear their names. */
export function identityNode(views: readonly [IdentityView, ...IdentityView[]]): GraphNode {
  const ofClari = views.find(({ app }) => isEnteredAsClari(app));
  const { identity } = ofClari ?? views[0];
  const { latest } = identity;
  // A date of another application is no date of Clari's.
  const hasDate = ofClari !== undefined || GONE.has(identity.entitlement);
  return {
    id: `identity:${identityRef(identity)}`,
    type: 'identity',
    label: latest.login ?? latest.email ?? identity.identityId,
    facts: {
      directory: identity.directory,
      name: latest.name,
      email: latest.email,
      other_emails: latest.otherEmails.slice(0, 10).join('; '),
      employee_id: latest.employeeId,
      department: latest.department,
      manager_email: latest.managerEmail,
      status: latest.status,
      status_raw: latest.statusRaw,
      contradiction: latest.contradiction,
      leaves_on: latest.leavesOn === null ? null : shownMoment(latest.leavesOn),
      entitlement: ofClari === undefined ? null : identity.entitlement,
      entitlement_reason: ofClari === undefined ? null : identity.entitlementReason,
      ...entitlementsElsewhere(views),
      revoked_at: hasDate ? identity.revokedAt : null,
      revoked_at_basis: hasDate ? identity.revokedAtBasis : null,
      revoked_by: identity.revokedBy?.by ?? null,
      revoked_event: identity.revokedBy?.type ?? null,
      revoked_event_id: identity.revokedBy?.id ?? null,
      sso_name: identity.ssoName,
      last_sso_at: identity.lastSsoAt,
      present: identity.present,
      as_of: identity.asOf,
    },
  };
}

const GONE: ReadonlySet<Identity['entitlement']> = new Set(['deactivated', 'deleted', 'suspended']);

function entitlementsElsewhere(views: readonly IdentityView[]): GraphNode['facts'] {
  return Object.fromEntries(
    views
      .filter(({ app }) => !isEnteredAsClari(app))
      .map(({ app, identity }) => [`entitlement_${app}`, identity.entitlement]),
  );
}

function ownerEdge(from: string, type: GraphEdge['type'], one: Candidate): GraphEdge {
  const { rule, confidence, weight, whyNot, comparisons } = one;
  return {
    from,
    to: `identity:${identityRef(one.identity)}`,
    type,
    as: null,
    rule,
    confidence,
    weight,
    whyNot,
    comparisons,
  };
}

export function edgesOf({ account, correlation }: JudgedAccount): readonly GraphEdge[] {
  const from = `account:${account.accountId}`;
  const plain = { as: null, rule: null, confidence: null, weight: null, whyNot: null, comparisons: [] };
  return [
    ...correlation.linked.map((one) => ownerEdge(from, 'linked', one)),
    ...correlation.candidates.map((one) => ownerEdge(from, 'candidate', one)),
    ...correlation.nearest.map((one) => ownerEdge(from, 'near_miss', one)),
    ...correlation.duplicateOf.map((id) => ({ from, to: `account:${id}`, type: 'duplicate_of' as const, ...plain })),
    ...account.maybeRenamedTo.map((id) => ({ from, to: `account:${id}`, type: 'maybe_renamed_to' as const, ...plain })),
  ];
}

function shownMoment({ at, dateOnly }: Moment): string {
  return dateOnly ? at.slice(0, 10) : at;
}
