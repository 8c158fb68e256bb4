import { facts } from '../facts.ts';
import { areaField, decisionForm, unfolding } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { plain } from '../words.ts';
import type { Frame } from './frame.ts';
import type { PlanShown, StepShown } from './plan-shape.ts';
import { doneFields, methodField, withdrawalForm } from './statement-forms.ts';
import { warningsView } from './warnings.ts';

/** What each state of a step means to somebody who has never seen one. */
const MEANINGS: Readonly<Record<string, string>> = {
  waiting: 'can not be done yet',
  ready: 'can be done now',
  claimed: 'stated by a person; no read has shown it yet',
  confirmed: 'done, and a later read shows it',
  contradicted: 'stated as done, and a later read shows otherwise',
  observed: 'done: the reads show it',
};

export interface StepMay {
  readonly recordStep: boolean;
  readonly recordDeactivation: boolean;
}

export interface StepFrame extends Frame {
  /** `2026-11-20T14:30`, in UTC. */
  readonly now: string;
}

/** One step: how it stands, who does it and how, what proves it, and the form by which it is recorded. */
export function stepView(frame: StepFrame, plan: PlanShown, step: StepShown, may: StepMay, isOpen: boolean): Markup {
  const { order, title, state, why, blocked_by, waits_for } = step;
  const tone = state === 'contradicted' ? 'bad' : step.is_done ? 'fine' : 'ask';
  return html`<li value="${order}"><h3${isOpen ? HERE : null}>${title}</h3>
<p><strong class="${tone}">${plain(state)}</strong>: ${MEANINGS[state] ?? ''}. ${state === 'ready' ? null : why}</p>
${blocked_by === undefined || blocked_by === why ? null : html`<p class="box">Blocked: ${blocked_by}</p>`}
${facts([
  ['Who does it', step.performed_by],
  ['Where', `${step.system}${step.app === step.system ? '' : `, for ${step.app}`}`],
  ['After', waits_for.length === 0 ? null : waits_for.map((one) => titleOf(plan, one)).join('; ')],
  ['Proven by', step.proof],
  ['Record', step.record_id === undefined ? null : html`<span class="id">${step.record_id}</span>`],
])}
${step.instructions.length === 0 ? null : html`<ul>${step.instructions.map((line) => html`<li>${line}</li>`)}</ul>`}
${warningsView(step.warnings)}
${forms(frame, plan, step, may, isOpen)}</li>`;
}

const HERE: Markup = { markup: ' id="step" tabindex="-1"' };

function titleOf({ steps }: PlanShown, stepId: string): string {
  return steps.find(({ step_id }) => step_id === stepId)?.title ?? stepId;
}

function forms(frame: StepFrame, plan: PlanShown, step: StepShown, may: StepMay, isOpen: boolean): Content {
  const withdrawal =
    step.record_id !== undefined && may.recordStep
      ? unfolding('Take the record back', withdrawalForm(frame, step.record_id))
      : null;
  if (plan.status === 'cancelled' || plan.status === 'superseded' || step.is_done || step.state === 'claimed')
    return withdrawal;
  const form =
    step.settled_by.kind === 'account_closed' ? deactivation(frame, plan, step, may) : other(frame, plan, step, may);
  if (form === null) return withdrawal;
  return html`<details class="act"${isOpen ? OPEN : null}><summary>Record that it was done</summary>${form}</details>${withdrawal}`;
}

const OPEN: Markup = { markup: ' open' };

/** A step that waits for the next export is done by importing it, and recorded by nobody. */
function other(frame: StepFrame, plan: PlanShown, step: StepShown, may: StepMay): Content {
  if (step.action === 'verify_by_export')
    return html`<p>This is done by <a href="${frame.base}/reads">importing</a> a newer list of users.</p>`;
  if (!may.recordStep) return null;
  return decisionForm(
    frame,
    'record_step',
    { plan_id: plan.plan_id, step_id: step.step_id },
    statement(frame, step),
    'Record it',
  );
}

function deactivation(frame: StepFrame, plan: PlanShown, step: StepShown, may: StepMay): Content {
  const [account] = step.settled_by.accounts ?? [];
  if (!may.recordDeactivation || account === undefined) return null;
  return decisionForm(
    frame,
    'record_manual_deactivation',
    { plan_id: plan.plan_id, account: `id=${account}`, app: step.app },
    html`${methodField()}${statement(frame, step)}`,
    'Record the deactivation',
  );
}

function statement({ who, now }: StepFrame, { state }: StepShown): Markup {
  return html`${doneFields(who, now)}
${state === 'waiting' ? areaField('Why it was done before its turn', 'override', { hint: 'only if it really was' }) : null}`;
}
