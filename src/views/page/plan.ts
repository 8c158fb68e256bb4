import * as z from 'zod';
import { counted, facts } from '../facts.ts';
import { findingBadge } from '../finding-parts.ts';
import { areaField, choiceField, choices, decisionForm, filterForm, unfolding } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type Asked, askedOnce, pager } from '../pager.ts';
import { plain, when } from '../words.ts';
import type { Frame } from './frame.ts';
import { handoverView } from './handover.ts';
import type { PlanShown, StepShown } from './plan-shape.ts';
import { type StepMay, stepView } from './plan-step.ts';
import { placeOfAccount } from './work-items.ts';

/** What `list_work` says of a plan whose facts changed since it was drafted; otherwise it is empty. */
export const changedShape = z.looseObject({ items: z.array(z.looseObject({ waits_for: z.string() })) });

export interface PlanPage {
  /** The steps of this page. */
  readonly steps: readonly StepShown[];
  /** As many as fit what was asked for. */
  readonly total: number;
  /** `state` and `skip`. */
  readonly asked: Asked;
  readonly next: string | null;
  /** `2026-11-20T14:30`, in UTC. */
  readonly now: string;
  /** The step that somebody came for. */
  readonly step: string;
  /** Why it can not be approved as it is; null: nothing changed. */
  readonly changed: string | null;
  readonly may: StepMay & { readonly approve: boolean; readonly cancel: boolean; readonly draft: boolean };
}

const MEANINGS: Readonly<Record<string, string>> = {
  drafted: 'It waits for a person who approves it. Nothing of it counts as agreed.',
  approved: 'It may be worked on.',
  completed: 'Every step is done, as far as that can be proven.',
  cancelled: 'Nobody works on it any more. It stays in the ledger, and can be drafted again.',
  superseded: 'A later plan took its place: what was recorded of the same steps goes on there.',
};

export function planTitle(plan: PlanShown): string {
  if (plan.kind === 'provisioning') return `Clari for ${plan.email ?? ''}`;
  if (plan.kind === 'role_change') return `Role changes of ${counted(plan.steps.length, 'account')}`;
  return `Closing ${plan.person === undefined ? '' : 'all accounts of '}${plan.account_email ?? plan.account_id ?? ''}`;
}

export function planView(frame: Frame, plan: PlanShown, page: PlanPage): Markup {
  const { status, progress, superseded_by, risks } = plan;
  return html`<p><strong>${plain(status)}</strong>, ${progress.done} of ${counted(progress.total, 'step')} done. ${MEANINGS[status] ?? ''}${superseded_by === undefined ? null : html` <a href="${frame.base}/plans/${encodeURIComponent(superseded_by)}">The plan that took its place</a>`}</p>
${page.changed === null ? null : html`<p class="box" role="alert">It waits for something else first. ${page.changed}</p>`}
${risks.length === 0 ? null : html`<h2>Risks</h2><ul>${risks.map((risk) => html`<li>${risk}</li>`)}</ul>`}
${decisions(frame, plan, page)}
<h2>What it is about</h2>
${about(frame, plan)}
<h2 id="steps">Steps</h2>
${steps(frame, plan, page)}
${plan.handover === undefined ? null : handoverView(plan.handover)}
${setAside(plan)}`;
}

function decisions(frame: Frame, plan: PlanShown, { changed, may }: PlanPage): Content {
  const { plan_id, plan_hash, status } = plan;
  const isOpen = status === 'drafted' || status === 'approved';
  return html`${status === 'drafted' && may.approve && changed === null ? decisionForm(frame, 'approve_offboarding_plan', { plan_id, plan_hash }, html`<p>Approving says that this work may be done. What you approve is shown once more before it counts.</p>`, 'Approve this plan') : null}
${isOpen && changed !== null && may.draft ? again(frame, plan) : null}
${isOpen && may.cancel ? unfolding('Cancel this plan', decisionForm(frame, 'cancel_plan', { plan_id }, html`<p>It stays in the ledger. What was recorded of its steps stays as well.</p>${areaField('Why it is cancelled', 'reason', { required: true, longest: 500 })}`, 'Cancel it')) : null}`;
}

/** The same plan from the facts of now. */
function again(frame: Frame, { kind, account_id, app, person, successor, ticket }: PlanShown): Content {
  if (kind !== 'offboarding' || account_id === undefined)
    return html`<p><a href="${frame.base}/plans/new">Draft it anew</a></p>`;
  return decisionForm(
    frame,
    'draft_offboarding_plan',
    {
      account: `id=${account_id}`,
      app: person === undefined ? (app ?? 'clari') : 'all',
      successor: successor?.email,
      ticket,
    },
    html`<p>A draft decides nothing. What was recorded of the same steps goes on in it.</p>`,
    'Draft it anew from what is known now',
  );
}

function about(frame: Frame, plan: PlanShown): Content {
  const { account_id, account_email, person, successor } = plan;
  return facts([
    ['Account', account_id === undefined ? null : accountLink(frame, account_id, account_email, plan.app)],
    ['Found as', plan.finding === undefined ? null : findingBadge(plan.finding)],
    [
      'All accounts that it closes',
      person === undefined
        ? null
        : html`<ul>${person.accounts.map((one) => html`<li>${accountLink(frame, one.account_id, one.email, one.app)} in ${one.app}: ${findingBadge(one.finding)}</li>`)}</ul>`,
    ],
    [
      'Not covered',
      person === undefined || person.not_covered.length === 0
        ? null
        : html`<ul>${person.not_covered.map((one) => html`<li>${one.app}${one.account_id === undefined ? '' : ` ${one.account_id}`}: ${one.why}</li>`)}</ul>`,
    ],
    ['Gets access', plan.email === undefined ? null : `${plan.name ?? ''} ${plan.email}`.trim()],
    ['Through', plan.directory ?? null],
    ['Role', plan.role ?? null],
    ['Team', plan.team ?? null],
    [
      'Takes over',
      plan.kind !== 'offboarding'
        ? null
        : successor === undefined
          ? 'nobody is named'
          : accountLink(frame, successor.account_id, successor.email, undefined),
    ],
    ['Due', plan.due_at === undefined ? 'not set' : when(plan.due_at)],
    ['Ticket', plan.ticket ?? null],
    ['Drafted', eventText(plan.drafted) ?? when(plan.drafted_at)],
    ['Approved', eventText(plan.approved)],
    ['Cancelled', eventText(plan.cancelled)],
    ['Plan', html`<span class="id">${plan.plan_id}</span>`],
    ['Hash of its facts', html`<span class="id">${plan.plan_hash}</span>`],
  ]);
}

function accountLink({ base }: Frame, accountId: string, email: string | undefined, app: string | undefined): Markup {
  return html`<a href="${base}${placeOfAccount(accountId, app)}">${email ?? accountId}</a>${email === undefined ? null : html` <span class="id">${accountId}</span>`}`;
}

function eventText(event: PlanShown['drafted']): string | null {
  if (event === undefined) return null;
  const { at, by, attestation, reason } = event;
  return `${when(at)} by ${by}${attestation === undefined ? '' : `, ${attestation}`}${reason === undefined ? '' : `: ${reason}`}`;
}

function steps(frame: Frame, plan: PlanShown, page: PlanPage): Markup {
  const path = `${frame.base}/plans/${encodeURIComponent(plan.plan_id)}`;
  const states = [...new Set(plan.steps.map(({ state }) => state))];
  const filter = choiceField('Steps that are', 'state', choices(states, 'any'), {
    value: askedOnce(page.asked, 'state'),
  });
  const { asked, total, next } = page;
  return html`${plan.steps.length > 8 ? filterForm(frame, path, 'Filter the steps', filter) : null}
<ol class="steps">${page.steps.map((step) => stepView({ ...frame, now: page.now }, plan, step, page.may, step.step_id === page.step))}</ol>
${pager({ path, asked, shown: page.steps.length, total, next, by: 'skip' })}`;
}

/** What was asked for and is no step: the first hundred, because a list of ten thousand is read in a file. */
function setAside({ set_aside: aside = [] }: PlanShown): Content {
  if (aside.length === 0) return null;
  return html`<h2>Set aside</h2>
<p>${counted(aside.length, 'request')} became no step${aside.length > 100 ? '; the first 100' : ''}:</p>
<ul>${aside.slice(0, 100).map((one) => html`<li>${one.account}: ${plain(one.reason)}. ${one.why}</li>`)}</ul>`;
}
