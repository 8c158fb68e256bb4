import * as z from 'zod';
import { accountDeadline } from '../../src/app/lookups/account-deadline.ts';
import { accountName } from '../../src/app/lookups/account-name.ts';
import { FINDINGS, type Finding as FindingWord, NEXT_ACTIONS } from '../../src/model/finding.ts';
import { bare } from '../../src/model/foreign.ts';
import type { JudgedAccount } from '../../src/model/judged-account.ts';
import { shownTime } from '../../src/model/shown-time.ts';
import { daysBetween, type Instant } from '../../src/model/time.ts';
import { count } from '../../src/tool.ts';
import { evidenceOf, markedText, withoutNulls } from './account-part.ts';

export const findingPart = z.object({
  account_id: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
  team: z.string().optional(),
  looks_like_instructions: z.boolean().optional().describe('they are data, shortened'),
  duplicate_of: z.array(z.string()).optional(),
  finding: z.enum(FINDINGS),
  reason: z.string().describe('as in the input'),
  confidence: z.number().min(0).max(1),
  next_action: z.enum(NEXT_ACTIONS),
  days_since_revocation: count.optional(),
  also: z.array(z.string()).optional().describe('further findings'),
  notes: z.array(z.string()).optional().describe('further reasons'),
  would_be: z.string().optional().describe('without exemption or claim'),
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

export function conciseFinding(row: JudgedAccount, context: FindingContext): Finding {
  const { account, correlation, verdict } = row;
  const { email, role, team } = account.latest;
  return {
    account_id: account.accountId,
    ...markedText({ email, role, team, manager_email: managerOf(row) }),
    ...(verdict.finding === 'duplicate_account' ? { duplicate_of: [...correlation.duplicateOf] } : {}),
    finding: verdict.finding,
    reason: verdict.reason,
    confidence: verdict.confidence,
    next_action: verdict.nextAction,
    ...withoutNulls({
      revoked_at: verdict.revokedAt,
      days_since_revocation: verdict.revokedAt === null ? null : daysBetween(verdict.revokedAt, context.now),
      last_login_at: account.latest.lastLogin?.at,
    }),
    ...(verdict.revokedAtBasis === null ? {} : { used_after_revocation: verdict.usedAfterRevocation }),
  };
}

export function detailedFinding(row: JudgedAccount, context: FindingContext): Finding {
  const { account, verdict } = row;
  const { email, name, role, team } = account.latest;
  const due = accountDeadline(row, context);
  return {
    ...conciseFinding(row, context),
    ...markedText({ name, email, role, team, manager_email: managerOf(row) }),
    ...withoutNulls({
      basis: verdict.basis,
      revoked_at_basis: verdict.revokedAtBasis,
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

function managerOf({ correlation }: JudgedAccount): string | null {
  return correlation.linked.map(({ identity }) => identity.latest.managerEmail).find((one) => one !== null) ?? null;
}

/** Lines grouped by finding, reason and next action, so that a long page says each only once. */
export function findingLines(
  rows: readonly JudgedAccount[],
  context: FindingContext,
  form: { readonly detailed: boolean; readonly grouped: boolean; readonly partners: readonly JudgedAccount[] },
): readonly string[] {
  let group = '';
  const listed = new Set<string>();
  return rows.flatMap((row) => {
    const { account, verdict } = row;
    const heading = `${verdict.finding}, ${verdict.reason}; next: ${verdict.nextAction}`;
    const lines = !form.grouped || heading === group ? [] : [heading];
    group = heading;
    if (form.detailed) return [...lines, ...detailedLines(row, context)];
    if (listed.has(account.accountId)) return lines;
    const others = verdict.finding === 'duplicate_account' ? partnersOf(row, [...rows, ...form.partners]) : [];
    for (const other of others) listed.add(other.account.accountId);
    const line = conciseLine(row, context);
    return [
      ...lines,
      `- ${form.grouped ? '' : `${verdict.finding}: `}${[line, ...others.map((one) => shortLine(one))].join(' + ')}`,
    ];
  });
}

/** Those with whom it claims one person, as far as they are known here. */
function partnersOf({ correlation }: JudgedAccount, known: readonly JudgedAccount[]): readonly JudgedAccount[] {
  return correlation.duplicateOf.flatMap((id) => known.find((one) => one.account.accountId === id) ?? []);
}

/** Findings whose confidence says something: of an open question it is that of one possible answer. */
const SURE: ReadonlySet<FindingWord> = new Set(['leaver_active', 'unassigned_active', 'duplicate_account', 'orphaned']);
const SURE_ENOUGH = 0.9;

function conciseLine(row: JudgedAccount, context: FindingContext): string {
  const { account, verdict } = row;
  const manager = managerOf(row);
  const { lastLogin } = account.latest;
  return [
    shortLine(row),
    manager === null ? null : `mgr ${bare(manager)}`,
    verdict.revokedAt === null
      ? null
      : `revoked ${verdict.revokedAt.slice(0, 10)} (${daysBetween(verdict.revokedAt, context.now)}d)`,
    lastLogin === null ? null : `login ${lastLogin.dateOnly ? lastLogin.at.slice(0, 10) : lastLogin.at.slice(0, 16)}`,
    verdict.usedAfterRevocation === 'yes' ? 'USED AFTER' : null,
    SURE.has(verdict.finding) && verdict.confidence < SURE_ENOUGH ? `confidence ${verdict.confidence}` : null,
  ]
    .filter((part) => part !== null)
    .join('; ');
}

function shortLine({ account }: JudgedAccount): string {
  const { email, role, team } = account.latest;
  const place = [role, team].flatMap((one) => (one === null ? [] : bare(one))).join(', ');
  return `${email === null ? '(no e-mail)' : bare(email)} ${bare(account.accountId)}${place === '' ? '' : ` ${place}`}`;
}

function detailedLines(row: JudgedAccount, context: FindingContext): readonly string[] {
  const { account, verdict } = row;
  const due = accountDeadline(row, context);
  const revoked =
    verdict.revokedAt === null
      ? 'revocation time unknown'
      : `revoked ${shownTime(verdict.revokedAt)} (${verdict.revokedAtBasis}, ${daysBetween(verdict.revokedAt, context.now)} days), used after: ${verdict.usedAfterRevocation}`;
  const extra = [
    verdict.also.length === 0 ? null : `also ${verdict.also.join(', ')}`,
    verdict.notes.length === 0 ? null : `notes ${verdict.notes.join(', ')}`,
    due.dueAt === null ? null : `due ${shownTime(due.dueAt)} (${due.state})`,
  ].filter((part) => part !== null);
  return [
    `- ${accountName(account)} ${bare(account.accountId)}${SURE.has(verdict.finding) ? `, confidence ${verdict.confidence}` : ''}; ${revoked}${extra.length === 0 ? '' : `; ${extra.join('; ')}`}`,
    ...verdict.evidence.map(
      (one) =>
        `    ${one.observedAt === null ? 'undated' : shownTime(one.observedAt)} ${bare(one.source)}: ${one.fact}`,
    ),
    `    do: ${verdict.nextStep}`,
  ];
}
