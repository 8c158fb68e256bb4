import type { ApprovalDraft, ApprovalFit } from '../app/plans/approve-plan.ts';
import type { ConfirmRequest } from '../app/statements/asking.ts';
import type { Settled } from '../app/statements/statement.ts';
import { attestationWords } from '../model/attestation.ts';
import { bare, quote } from '../model/foreign.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanEvent } from '../model/plan-event.ts';

const STEPS_SHOWN_MAX = 12;

/** What a person reads before they approve: all of a short plan, the beginning of a long one. */
export function approvalQuestion({ plan }: ApprovalDraft, fit: ApprovalFit): ConfirmRequest {
  return {
    message: planQuestion(fit),
    statement: 'I have read this plan and approve it',
    verb: 'approve',
    word: plan.planHash.slice(0, 6),
  };
}

function planQuestion({ state: { plan, standing, steps }, readAnew }: ApprovalFit): string {
  const open = plan.steps.filter((_, at) => steps[at]?.isDone !== true);
  const blocked = open.filter((step) => step.blockedBy !== null);
  return [
    ...(blocked.length === 0
      ? []
      : [
          `${blocked.length} of its ${open.length} open steps can not be done yet: ${blocked
            .slice(0, STEPS_SHOWN_MAX)
            .map((step) => `${step.title}: ${step.blockedBy}`)
            .join(' ')}`,
        ]),
    `Approve the ${KINDS[plan.kind]} plan ${plan.planId} ${aboutWhom(plan)}?`,
    `Drafted ${plan.draftedAt}${standing.drafted === null ? '' : ` by ${quote(standing.drafted.by.name)}`}. Hash ${plan.planHash}.${plan.ticket === null ? '' : ` Ticket ${quote(plan.ticket)}.`}${plan.dueAt === null ? '' : ` Due ${plan.dueAt}.`}`,
    ...open
      .slice(0, STEPS_SHOWN_MAX)
      .map((step) => `${step.order}. ${step.title} (${step.performedBy})${step.blockedBy === null ? '' : ', blocked'}`),
    ...(open.length > STEPS_SHOWN_MAX ? [`... and ${open.length - STEPS_SHOWN_MAX} more steps.`] : []),
    ...(open.length < plan.steps.length ? [`${plan.steps.length - open.length} further steps are done already.`] : []),
    ...plan.risks.map((risk) => `Risk: ${risk}`),
    ...(readAnew.length === 0 ? [] : [`Read anew since the drafting, and the same: ${readAnew.join(', ')}.`]),
    'People do the steps; an approval changes nothing in an application or a directory. It goes to the audit ledger under your name.',
  ].join('\n');
}

/** The answer to an approval, for the tool and the command. */
export function approvalAnswer(stated: Settled<ApprovalDraft, ApprovalFit, PlanEvent>) {
  const { plan } = stated.draft;
  const already = stated.kind === 'already';
  const approval = stated.kind === 'already' ? stated.known : stated.receipt;
  return {
    structured: {
      status: already ? ('already_approved' as const) : ('approved' as const),
      plan_id: plan.planId,
      plan_hash: plan.planHash,
      approved_by: approval.by.name,
      authenticated: approval.by.authenticated,
      approved_at: approval.at,
      attestation: approval.attestation?.level ?? ('client_form' as const),
      read_anew: [...approval.readAnew],
      ledger: { sequence: approval.ledgerSequence, hash: approval.ledgerHash },
    },
    text: [
      `${already ? 'Already approved' : 'Approved'}: the ${KINDS[plan.kind]} plan ${plan.planId} ${aboutWhom(plan)}, by ${quote(approval.by.name)}${approval.by.authenticated ? '' : ' (not authenticated)'} at ${approval.at}, ${approval.attestation === null ? 'in a way that was not kept' : attestationWords(approval.attestation)}.`,
      `Ledger entry ${approval.ledgerSequence}, hash ${approval.ledgerHash}.`,
      ...(plan.steps.some((step) => step.blockedBy !== null)
        ? [
            'Some steps are blocked: clear what blocks them and draft the plan again; steps that were recorded stay recorded.',
          ]
        : []),
      'Next: people do the steps in their order, and each is recorded when it was done.',
    ].join('\n'),
  };
}

const KINDS = {
  offboarding: 'offboarding',
  provisioning: 'provisioning',
  role_change: 'role change',
} as const satisfies Record<Plan['kind'], string>;

function aboutWhom(plan: Plan): string {
  switch (plan.kind) {
    case 'offboarding':
      if (plan.person !== undefined)
        return `for ${quote(plan.accountEmail ?? plan.accountId)}, ${plan.person.accounts.length} accounts of one person (${plan.person.accounts.map((one) => `${quote(one.accountId)} in ${bare(one.app)}: ${one.finding}`).join('; ')})${plan.person.notCovered.length === 0 ? '' : `. Not covered: ${plan.person.notCovered.map((one) => `${bare(one.app)}${one.accountId === null ? '' : ` ${quote(one.accountId)}`} (${one.reason})`).join(', ')}`}`;
      return `for ${quote(plan.accountEmail ?? plan.accountId)}, account ${quote(plan.accountId)} (${plan.finding})`;
    case 'provisioning':
      return `for ${quote(plan.email)} through ${quote(plan.directory)}`;
    case 'role_change':
      return `of ${plan.changes.length} accounts`;
    default:
      return plan satisfies never;
  }
}
