import * as z from 'zod';
import { accountDeadline } from '../../src/app/lookups/account-deadline.ts';
import { accountName } from '../../src/app/lookups/account-name.ts';
import { FINDINGS, NEXT_ACTIONS, REASONS } from '../../src/model/finding.ts';
import { bare } from '../../src/model/foreign.ts';
import type { JudgedAccount } from '../../src/model/judged-account.ts';
import { daysBetween, type Instant } from '../../src/model/time.ts';
import { count } from '../../src/tool.ts';
import { evidenceOf, withoutNulls } from './account-part.ts';

export const findingPart = z.object({
  account_id: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  finding: z.enum(FINDINGS),
  reason: z.enum(REASONS),
  confidence: z.number().min(0).max(1),
  next_action: z.enum(NEXT_ACTIONS),
  days_since_revocation: count.optional(),
  also: z.array(z.enum(FINDINGS)).optional(),
  notes: z.array(z.string()).optional().describe('further reasons'),
  would_be: z.enum(FINDINGS).optional().describe('without the exemption or the waiting claim'),
  evidence: z.array(z.object({ source: z.string(), observed_at: z.string().nullable(), fact: z.string() })).optional(),
  basis: z.enum(['seen_active_after_revocation', 'last_seen_before_revocation', 'revocation_time_unknown']).optional(),
  revoked_at: z.string().optional(),
  revoked_at_basis: z.enum(['event', 'status_changed', 'unknown']).optional(),
  last_login_at: z.string().optional(),
  used_after_revocation: z.enum(['yes', 'no', 'unknown']).optional(),
  manager_email: z.string().optional(),
  sla: z
    .object({ due_at: z.string().nullable(), state: z.enum(['met', 'late', 'running', 'unknown', 'none']) })
    .optional(),
  next_step: z.string().optional(),
});

export interface FindingContext {
  readonly now: Instant;
  readonly slaMs: number;
}

type Finding = z.input<typeof findingPart>;

export function conciseFinding({ account, verdict }: JudgedAccount, context: FindingContext): Finding {
  return {
    account_id: account.accountId,
    ...withoutNulls({ email: account.latest.email }),
    finding: verdict.finding,
    reason: verdict.reason,
    confidence: verdict.confidence,
    next_action: verdict.nextAction,
    ...withoutNulls({
      days_since_revocation: verdict.revokedAt === null ? null : daysBetween(verdict.revokedAt, context.now),
    }),
  };
}

export function detailedFinding(row: JudgedAccount, context: FindingContext): Finding {
  const { account, verdict, correlation } = row;
  const due = accountDeadline(row, context);
  return {
    ...conciseFinding(row, context),
    ...withoutNulls({
      name: account.latest.name,
      basis: verdict.basis,
      revoked_at: verdict.revokedAt,
      revoked_at_basis: verdict.revokedAtBasis,
      last_login_at: account.latest.lastLogin?.at,
      manager_email: correlation.linked.find((one) => one.identity.latest.managerEmail !== null)?.identity.latest
        .managerEmail,
      would_be: row.underlying === verdict.finding ? null : row.underlying,
    }),
    also: [...verdict.also],
    notes: [...verdict.notes],
    evidence: evidenceOf(verdict.evidence),
    used_after_revocation: verdict.usedAfterRevocation,
    sla: { due_at: due.dueAt, state: due.state },
    next_step: verdict.nextStep,
  };
}

/** Grouped by finding, reason and next action, so that a long page says each only once. */
export function findingLines(
  rows: readonly JudgedAccount[],
  context: FindingContext,
  detailed: boolean,
): readonly string[] {
  let group = '';
  return rows.flatMap((row) => {
    const { verdict } = row;
    const heading = `${verdict.finding}, ${verdict.reason}; next: ${verdict.nextAction}`;
    const lines = heading === group ? [] : [heading];
    group = heading;
    return [...lines, ...(detailed ? detailedLines(row, context) : [conciseLine(row, context)])];
  });
}

function conciseLine({ account, verdict }: JudgedAccount, context: FindingContext): string {
  const since = verdict.revokedAt === null ? '' : ` ${daysBetween(verdict.revokedAt, context.now)}d`;
  return `- ${account.latest.email === null ? '(no e-mail)' : bare(account.latest.email)} ${bare(account.accountId)} ${verdict.confidence}${since}`;
}

function detailedLines(row: JudgedAccount, context: FindingContext): readonly string[] {
  const { account, verdict } = row;
  const due = accountDeadline(row, context);
  const revoked =
    verdict.revokedAt === null
      ? 'revocation time unknown'
      : `revoked ${verdict.revokedAt} (${verdict.revokedAtBasis}, ${daysBetween(verdict.revokedAt, context.now)} days), used after: ${verdict.usedAfterRevocation}`;
  const extra = [
    verdict.also.length === 0 ? null : `also ${verdict.also.join(', ')}`,
    verdict.notes.length === 0 ? null : `notes ${verdict.notes.join(', ')}`,
    due.dueAt === null ? null : `due ${due.dueAt} (${due.state})`,
  ].filter((part) => part !== null);
  return [
    `- ${accountName(account)} ${bare(account.accountId)}, confidence ${verdict.confidence}; ${revoked}${extra.length === 0 ? '' : `; ${extra.join('; ')}`}`,
    ...verdict.evidence.map(
      (one) => `    ${one.observedAt?.slice(0, 16) ?? 'undated'} ${bare(one.source)}: ${one.fact}`,
    ),
    `    do: ${verdict.nextStep}`,
  ];
}
