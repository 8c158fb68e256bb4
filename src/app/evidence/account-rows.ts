import { identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { ClaimStanding, WeighedRecord } from '../../model/record.ts';
import type { Instant } from '../../model/time.ts';
import type { AccountRow, LeaverRow } from '../../report/pack/rows.ts';
import type { Deps } from '../deps.ts';
import { deadlineOf } from '../work/deadline-of.ts';

export function accountRowOf(row: JudgedAccount, latestExportId: string | null): AccountRow {
  const { account, correlation, verdict } = row;
  return {
    account_id: account.accountId,
    app: account.app,
    email: account.latest.email,
    name: account.latest.name,
    role: account.latest.role,
    status: account.status,
    status_as_of: account.statusAsOf,
    first_seen: account.firstSeen,
    in_latest_export: account.latestSnapshotId === latestExportId,
    situation: correlation.situation,
    link_rule: correlation.rule,
    link_confidence: correlation.confidence,
    identities: correlation.linked.map(({ identity }) => identityRef(identity)),
    entitlements: correlation.linked.map(({ identity }) => identity.entitlement),
    finding: verdict.finding,
    also: [...verdict.also],
    reason: verdict.reason,
    notes: [...verdict.notes],
    confidence: verdict.confidence,
    evidence: verdict.evidence.map((one) => `${one.observedAt ?? 'undated'} ${one.source}: ${one.fact}`),
  };
}

/** A claim and where it stands. */
export interface StandingClaim {
  readonly record: WeighedRecord;
  readonly standing: ClaimStanding;
}

/** Whose person lost the right to the account, or that somebody says they closed; null: neither. */
export function leaverRowOf(
  row: JudgedAccount,
  claim: StandingClaim | null,
  context: Pick<Deps, 'settings' | 'clock'>,
): LeaverRow | null {
  const { account, correlation, verdict } = row;
  if (verdict.revokedAtBasis === null && claim === null) return null;
  const due = deadlineOf(
    row,
    context,
    claim?.standing.state === 'confirmed' && claim.record.counts ? claim.record : null,
  );
  const closed = account.status === 'inactive' || account.status === 'absent';
  return {
    account_id: account.accountId,
    app: account.app,
    email: account.latest.email,
    name: account.latest.name,
    identities: correlation.linked.map(({ identity }) => identityRef(identity)),
    finding: verdict.finding,
    reason: verdict.reason,
    access_ended_at: verdict.revokedAt,
    access_ended_basis: verdict.revokedAtBasis,
    claimed_at: claim?.record.performedAt ?? null,
    claimed_by: claim?.record.performedBy ?? null,
    claim_state: claim?.standing.state ?? null,
    settled_as_of: claim?.standing.settledAsOf ?? null,
    settled_by_read: claim?.standing.settledBySnapshotId ?? null,
    first_seen_closed_at: closed ? account.firstInactiveAt : null,
    due_at: due?.dueAt ?? null,
    deadline: due?.state ?? 'unknown',
    used_after_access_ended: verdict.usedAfterRevocation,
  };
}

/** Whether anything about a leaver falls into the period: the end of access, the claim, its settling, or the closing. */
export function isInPeriod(row: LeaverRow, since: Instant | null, until: Instant): boolean {
  const moments = [row.access_ended_at, row.claimed_at, row.settled_as_of, row.first_seen_closed_at];
  const known = moments.filter((at) => at !== null);
  // Still open, or closed at an unknown time: it belongs to every period that does not end before all of it.
  if (row.first_seen_closed_at === null) return known.length === 0 || known.some((at) => at <= until);
  return known.some((at) => (since === null || at >= since) && at <= until);
}
