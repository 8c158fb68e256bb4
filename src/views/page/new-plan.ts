import { areaField, type Choice, choiceField, decisionForm, textField } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Frame } from './frame.ts';

export interface NewPlan {
  readonly apps: readonly Choice[];
  readonly may: { readonly offboarding: boolean; readonly provisioning: boolean; readonly roleChange: boolean };
}

/** The forms by which plans are drafted. */
export function newPlanView(frame: Frame, { apps, may }: NewPlan): Markup {
  const forms: readonly Content[] = [
    may.offboarding ? offboarding(frame, apps) : null,
    may.provisioning ? provisioning(frame) : null,
    may.roleChange ? roleChange(frame) : null,
  ].filter((one) => one !== null);
  if (forms.length === 0)
    return html`<p>You may not draft plans here. Whoever administers this server gives the role operator.</p>`;
  return html`<p>A plan is work for people, in order, with what proves each step. Drafting one decides nothing and changes nothing: a person approves it afterwards, and people do it.</p>${forms}`;
}

function offboarding(frame: Frame, apps: NewPlan['apps']): Markup {
  return html`<h2>Close an account</h2>
${decisionForm(
  frame,
  'draft_offboarding_plan',
  {},
  html`${textField('Account', 'account', { required: true, longest: 320, hint: 'its id or exact e-mail' })}
${choiceField('Application', 'app', [...apps, ['all', 'every account of the person']], { value: 'clari' })}
${textField('Who takes over', 'successor', { longest: 320, hint: 'e-mail of an active account' })}
${textField('Ticket', 'ticket')}
${textField('Due', 'due_at', { type: 'date', hint: 'empty: by the service level' })}`,
  'Draft the plan',
)}`;
}

function provisioning(frame: Frame): Markup {
  return html`<h2>Give somebody Clari</h2>
${decisionForm(
  frame,
  'draft_provisioning_plan',
  {},
  html`${textField('Work address they sign in with', 'email', { required: true, longest: 320 })}
${textField('Name', 'name')}
${textField('Clari role', 'role')}
${textField('Team', 'team')}
${textField('Directory', 'directory', { longest: 63, hint: 'okta, entra or another; needed where there are several' })}`,
  'Draft the plan',
)}`;
}

function roleChange(frame: Frame): Markup {
  return html`<h2>Change roles or teams</h2>
${decisionForm(
  frame,
  'draft_role_change_plan',
  {},
  areaField('Changes', 'changes', {
    required: true,
    rows: 6,
    longest: 200_000,
    hint: 'one a line: account;role;team. The account by its id or exact e-mail; what stays is left empty.',
  }),
  'Draft the worklist',
)}`;
}
