import { areaField, type Choice, choiceField, choices, decisionForm, textField } from '../form.ts';
import { html, type Markup } from '../html.ts';
import type { Frame } from './frame.ts';

export interface NewReview {
  readonly apps: readonly Choice[];
  readonly findings: readonly string[];
}

const YES_NO = [
  ['true', 'yes'],
  ['false', 'no'],
] as const;

/** The form by which a review is opened. What it would freeze is shown before it is opened. */
export function newReviewView(frame: Frame, { apps, findings }: NewReview): Markup {
  return html`<p>Opening a review freezes the active accounts of one application with the reads that prove them complete, and puts each to a reviewer. It decides nothing. Before it is opened you are shown how many accounts it holds, who reviews how many, and which have nobody.</p>
${decisionForm(
  frame,
  'open_access_review',
  {},
  html`${textField('Name', 'name', { required: true, hint: 'as people call it, for example Q4 2026' })}
${choiceField('Application', 'app', apps, { value: 'clari' })}
${textField('Due', 'due_at', { type: 'date', required: true })}
<fieldset><legend>Which accounts</legend>
${textField('Only this role', 'scope.role', { longest: 256 })}
${textField('Only this team', 'scope.team', { longest: 256 })}
${choiceField('Only these findings', 'scope.findings', choices(findings), { hint: 'none chosen: all', several: 5 })}
${choiceField('Only what changed since the last review', 'scope.changed_only', YES_NO, { value: 'false' })}
</fieldset>
<fieldset><legend>Who reviews</legend>
${choiceField('The manager whom the directory names', 'reviewers.manager', YES_NO, { value: 'true' })}
${areaField('By role', 'reviewers.by_role', { hint: 'one a line: role=e-mail; comes before the manager' })}
${areaField('By team', 'reviewers.by_team', { hint: 'one a line: team=e-mail' })}
${textField('Whom nobody else reviews', 'reviewers.fallback', { type: 'email', longest: 320, hint: 'reviews what nobody else can' })}
${areaField('Privileged roles', 'privileged_roles', { hint: 'one a line; empty: those that the application is known to have' })}
${textField('Second reviewer', 'reviewers.second', { type: 'email', longest: 320, hint: 'decides on these too' })}
</fieldset>
<fieldset><legend>Who answers for the application</legend>
${textField('Owner', 'owner', { type: 'email', longest: 320 })}
${textField('Deputy', 'deputy', { type: 'email', longest: 320 })}
</fieldset>
${areaField('Why an incomplete population is accepted', 'accept_incomplete', { hint: 'leave it empty: what is missing is named, and the reason then stays on every page of the review' })}`,
  'Show what it would hold',
)}`;
}
