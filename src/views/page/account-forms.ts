import { button, deciding, input, textArea } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { ownersOf } from './account-links.ts';
import type { Frame } from './frame.ts';

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
  const fixed = { account: `id=${id}`, ...(forms.app === null ? {} : { app: forms.app }) };
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

type Fixed = Readonly<Record<string, string>>;

function planForm(frame: Frame, fixed: Fixed): Markup {
  return html`<h3>Plan how it is closed</h3>
${deciding(
  frame,
  'draft_offboarding_plan',
  fixed,
  html`<p>Makes a draft of the ordered work: who does what, what proves it. A draft decides nothing and can be approved or cancelled.</p>
${input({ name: 'successor', label: 'Who takes over: e-mail or account id (may be left out)' })}
${input({ name: 'ticket', label: 'Ticket (may be left out)' })}
${button('Draft the plan')}`,
)}`;
}

function recordForm(frame: Frame, fixed: Fixed, { now }: AccountForms): Markup {
  return html`<h3>Record that it was deactivated by hand</h3>
${deciding(
  frame,
  'record_manual_deactivation',
  fixed,
  html`<p>Only for what was done. It stays a claim until the next users export settles it.</p>
${input({ name: 'performed_by', label: 'Who did it', value: frame.who ?? '', isRequired: true })}
${input({ name: 'performed_at~utc', label: 'When, in UTC', kind: 'datetime-local', bounds: { max: now }, isRequired: true })}
${input({ name: 'ticket', label: 'Ticket (may be left out)' })}
${input({ name: 'method', label: 'How it was done (may be left out)' })}
${textArea({ name: 'note', label: 'Note (may be left out)' })}
${input({ name: 'evidence.0.name', label: 'Proof: name of the file (may be left out)' })}
${input({ name: 'evidence.0.sha256', label: 'Proof: SHA-256 of that file' })}
${button('Show what would be recorded')}`,
)}`;
}

function linkForm(frame: Frame, fixed: Fixed, id: string, graph: Graph): Markup {
  const owners = ownersOf(id, graph);
  return html`<h3>Say whose it is</h3>
${deciding(
  frame,
  'resolve_link',
  fixed,
  html`<p>No rule decides it again until you take it back. You see first what changes by it.</p>
${textArea({ name: 'reason', label: 'Reason', isRequired: true })}
<div class="buttons">${owners.map(({ ref, label }) => html`<button name="identity" value="${ref}">It belongs to ${label} (${ref})</button>`)}
<button name="none" value="true">Nobody owns it</button>
<button name="withdraw" value="true">Take back what a person decided: the rules decide again</button></div>`,
)}`;
}

function exemptForms(frame: Frame, fixed: Fixed, { now, isExempt }: AccountForms): Markup {
  const reason = textArea({ name: 'reason', label: 'Reason', isRequired: true });
  return html`<h3>Let it stay for a time</h3>
${deciding(
  frame,
  'set_exemption',
  fixed,
  html`<p>For a service account or a shared login. It comes back to the list when the exemption ends.</p>
${reason}
${input({ name: 'until', label: 'Until which day', kind: 'date', bounds: { min: now.slice(0, 10) }, isRequired: true })}
${input({ name: 'owner', label: 'Who answers for it', value: frame.who ?? '' })}
${button('Show what would be recorded')}`,
)}
${
  isExempt
    ? html`<h3>End its exemption now</h3>
${deciding(frame, 'set_exemption', { ...fixed, withdraw: 'true' }, html`${reason}${button('Show what would be recorded')}`)}`
    : null
}`;
}
