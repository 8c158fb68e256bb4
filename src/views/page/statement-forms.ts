import { areaField, decisionForm, type FormFrame, textField } from '../form.ts';
import { html, type Markup } from '../html.ts';

/** Who did it, when, and what shows it. `now`: `2026-11-20T14:30`, in UTC. */
export function doneFields(who: string | null, now: string): Markup {
  return html`${textField('Who did it', 'performed_by', { value: who, required: true })}
${textField('When it was done', 'performed_at~utc', { type: 'datetime-local', max: now, required: true, hint: 'in UTC' })}
${textField('Ticket', 'ticket', { hint: 'may be left out' })}
${areaField('Note', 'note', { hint: 'may be left out' })}
${areaField('Evidence', 'evidence', { longest: 10_000, hint: 'one a line: file name;its SHA-256. The files stay where they are.' })}`;
}

export function methodField(): Markup {
  return textField('How it was done', 'method', { longest: 500, hint: 'for example the menu path' });
}

/** Takes back what was recorded by mistake, or is not so. */
export function withdrawalForm(frame: FormFrame, recordId: string): Markup {
  return decisionForm(
    frame,
    'record_step',
    { withdraw: recordId },
    html`<p>It stays in the ledger and counts for nothing from then on.</p>${areaField('Why it is taken back', 'note', { required: true })}`,
    'Take it back',
  );
}

/** Ends an exemption before its time. `account`: as the tool is asked. */
export function exemptionEndForm(frame: FormFrame, account: string, app: string | undefined): Markup {
  return decisionForm(
    frame,
    'set_exemption',
    { account, app, withdraw: 'true' },
    html`<p>The account returns to the lists.</p>${areaField('Reason', 'reason', { required: true })}`,
    'End it',
  );
}
