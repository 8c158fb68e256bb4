import { areaField, decisionForm, textField } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { ownersOf } from './account-links.ts';
import type { Frame } from './frame.ts';
import { doneFields, exemptionEndForm, methodField } from './statement-forms.ts';

/** Which decisions the viewer can make here; a tool that is not listed has no form. */
export interface AccountForms {
  readonly tools: ReadonlySet<string>;
  /** `2026-11-20T14:30`, in UTC. */
  readonly now: string;
  /** Whether an exemption stands that can be withdrawn. */
  readonly isExempt: boolean;
  /** The application, where it is stated in the address. */
  readonly app: string | null;
}

type Graph = Parameters<typeof ownersOf>[1];

/** What can be done about the account. Each form shows first what would be recorded. */
export function accountForms(frame: Frame, id: string, graph: Graph, forms: AccountForms): Content {
  const fixed = { account: `id=${id}`, app: forms.app ?? undefined };
  const all = [
    ['draft_offboarding_plan', () => planForm(frame, fixed)],
    ['record_manual_deactivation', () => recordForm(frame, fixed, forms)],
    ['resolve_link', () => linkForm(frame, fixed, id, graph)],
    ['set_exemption', () => exemptForms(frame, fixed, forms)],
  ] as const;
  const usable = all.filter(([tool]) => forms.tools.has(tool));
  return html`<section><h2>What you can do</h2>
${usable.length === 0 ? html`<p>You can look at everything here. To plan, record or decide, your sign-in needs another role, or this server only reads.</p>` : html`<p>Nothing is recorded by sending a form: you see first what would be recorded, and confirm it.</p>`}
${usable.map(([, form]) => form())}</section>`;
}

/** Which account, and of which application where that was stated. */
type Fixed = Readonly<{ account: string; app: string | undefined }>;

function planForm(frame: Frame, fixed: Fixed): Markup {
  return html`<h3>Plan how it is closed</h3>
${decisionForm(
  frame,
  'draft_offboarding_plan',
  fixed,
  html`<p>Makes a draft of the ordered work: who does what, what proves it. A draft decides nothing and can be approved or cancelled.</p>
${textField('Who takes over: e-mail or account id', 'successor', { longest: 320, hint: 'may be left out' })}
${textField('Ticket', 'ticket', { hint: 'may be left out' })}`,
  'Draft the plan',
)}`;
}

function recordForm(frame: Frame, fixed: Fixed, { now }: AccountForms): Markup {
  return html`<h3>Record that it was deactivated by hand</h3>
${decisionForm(
  frame,
  'record_manual_deactivation',
  fixed,
  html`<p>Only for what was done. It stays a claim until the next users export settles it.</p>${methodField()}${doneFields(frame.who, now)}`,
  'Show what would be recorded',
)}`;
}

function linkForm(frame: Frame, fixed: Fixed, id: string, graph: Graph): Markup {
  const owners = ownersOf(id, graph);
  return html`<h3>Say whose it is</h3>
${decisionForm(
  frame,
  'resolve_link',
  fixed,
  html`<p>No rule decides it again until you take it back. You see first what changes by it.</p>
${areaField('Reason', 'reason', { required: true })}`,
  [
    ...owners.map(
      ({ ref, label }) => html`<button name="identity" value="${ref}">It belongs to ${label} (${ref})</button>`,
    ),
    html`<button name="none" value="true">Nobody owns it</button>`,
    html`<button name="withdraw" value="true">Take back what a person decided: the rules decide again</button>`,
  ],
)}`;
}

function exemptForms(frame: Frame, { account, app }: Fixed, { now, isExempt }: AccountForms): Markup {
  return html`<h3>Let it stay for a time</h3>
${decisionForm(
  frame,
  'set_exemption',
  { account, app },
  html`<p>For a service account or a shared login. It comes back to the list when the exemption ends.</p>
${areaField('Reason', 'reason', { required: true })}
${textField('Until which day', 'until', { type: 'date', min: now.slice(0, 10), required: true })}
${textField('Who answers for it', 'owner', { value: frame.who })}`,
  'Show what would be recorded',
)}
${isExempt ? html`<h3>End its exemption now</h3>${exemptionEndForm(frame, account, app)}` : null}`;
}
