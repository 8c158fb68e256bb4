import type { CorrelationRule, FieldComparison } from '../model/correlation.ts';
import { type Identity, identityRef } from '../model/identity.ts';
import type { JudgedAccount } from '../store/store.ts';

export interface GraphNode {
  readonly id: string;
  readonly type: 'account' | 'identity' | 'source';
  readonly label: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly type: 'linked' | 'candidate' | 'duplicate_of' | 'maybe_renamed_to' | 'seen_in' | 'mentioned_in';
  /** What the file names the account as; null: not a mention. */
  readonly as: string | null;
  readonly rule: CorrelationRule | null;
  readonly confidence: number | null;
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

export function identityNode(identity: Identity): GraphNode {
  const { latest } = identity;
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
      entitlement: identity.entitlement,
      entitlement_reason: identity.entitlementReason,
      revoked_at: identity.revokedAt,
      revoked_at_basis: identity.revokedAtBasis,
      present: identity.present,
      as_of: identity.asOf,
    },
  };
}

export function edgesOf({ account, correlation }: JudgedAccount): readonly GraphEdge[] {
  const from = `account:${account.accountId}`;
  const plain = { as: null, rule: null, confidence: null, whyNot: null, comparisons: [] };
  return [
    ...correlation.linked.map((one) => ({
      from,
      to: `identity:${identityRef(one.identity)}`,
      type: 'linked' as const,
      as: null,
      rule: one.rule,
      confidence: one.confidence,
      whyNot: null,
      comparisons: one.comparisons,
    })),
    ...correlation.candidates.map((one) => ({
      from,
      to: `identity:${identityRef(one.identity)}`,
      type: 'candidate' as const,
      as: null,
      rule: one.rule,
      confidence: one.confidence,
      whyNot: one.whyNot,
      comparisons: one.comparisons,
    })),
    ...correlation.duplicateOf.map((id) => ({ from, to: `account:${id}`, type: 'duplicate_of' as const, ...plain })),
    ...account.maybeRenamedTo.map((id) => ({ from, to: `account:${id}`, type: 'maybe_renamed_to' as const, ...plain })),
  ];
}
