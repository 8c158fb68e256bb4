import * as z from 'zod';
import { FINDINGS, REASONS } from '../../model/finding.ts';
import { DEADLINE_STATES } from '../../model/plan.ts';
import { counted } from '../facts.ts';
import { day, deadline, evidenceList, evidenceShape, findingBadge, percent } from '../finding-parts.ts';
import { type Choice, checkField, choiceField, choices, filterForm, textField } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type Asked, askedAll, askedOnce, pager, scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { plain, when } from '../words.ts';
import { PAGE_SIZES } from './accounts.ts';
import type { Frame } from './frame.ts';
import { type DrawnFindings, exposureView, sumPictures } from './pictures.ts';
import { warningsView } from './warnings.ts';
import { placeOfAccount } from './work-items.ts';

export const findingRow = z.looseObject({
  account_id: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
  team: z.string().optional(),
  finding: z.string(),
  reason: z.string(),
  confidence: z.number(),
  next_action: z.string(),
  days_since_revocation: z.number().optional(),
  duplicate_of: z.array(z.string()).optional(),
  also: z.array(z.string()).optional(),
  notes: z.array(z.string()).optional(),
  would_be: z.string().optional(),
  evidence: z.array(evidenceShape).default([]),
  revoked_at: z.string().optional(),
  revoked_at_basis: z.string().optional(),
  last_login_at: z.string().optional(),
  used_after_revocation: z.string().optional(),
  manager_email: z.string().optional(),
  sla: z.looseObject({ due_at: z.string().nullable(), state: z.string() }).optional(),
  next_step: z.string().optional(),
});
export type FindingRow = z.infer<typeof findingRow>;

/** What is shown of a verdict beside its finding. */
export type VerdictShown = Pick<
  FindingRow,
  | 'also'
  | 'notes'
  | 'would_be'
  | 'sla'
  | 'revoked_at'
  | 'revoked_at_basis'
  | 'days_since_revocation'
  | 'used_after_revocation'
  | 'manager_email'
>;

/** What is shown of `find_orphaned_accounts`. */
export const findingsShape = z.looseObject({
  summary: z.looseObject({ evaluated: z.number(), by_finding: z.record(z.string(), z.number()) }),
  accounts: z.array(findingRow),
  total: z.number(),
  next_cursor: z.string().nullable(),
  warnings: z.array(z.string()),
});

/** The filters of the tool, by their names. */
export const FINDINGS_ASKED = [
  'findings',
  'reason',
  'app',
  'query',
  'team',
  'role',
  'used_after',
  'due',
  'min_days_since_revocation',
  'directory',
  'include_exempt',
  'sort',
  'limit',
  'cursor',
] as const;

/** `drawn` null: this is a later page of the list, without pictures. */
export function findingsView(
  frame: Frame,
  answer: z.infer<typeof findingsShape>,
  drawn: DrawnFindings | null,
  asked: Asked,
  apps: readonly Choice[],
): Markup {
  const { summary, accounts, total, next_cursor: next, warnings } = answer;
  const path = `${frame.base}/findings`;
  return html`<p>Accounts that outlived their access, or of which somebody has to say whose they are; the most pressing first. Open one to see what it rests on and what can be done.</p>
${warningsView(warnings)}
${filters(frame, path, summary.by_finding, asked, apps)}
${drawn === null || total === 0 ? null : pictures(frame.base, drawn, asked)}
${accounts.length === 0 ? html`<p class="box">${total === 0 ? 'No account matches.' : 'There is nothing on this page.'} ${summary.evaluated} accounts were evaluated. <a href="${path}">All that need somebody</a></p>` : scrolled('Findings', rows(frame, accounts))}
${pager({ path, asked, shown: accounts.length, total, next })}`;
}

const WORDS = {
  title: 'Open since access ended, the longest first',
  listed: 'in the list below',
  none: 'Of no matching account is it known that access ended.',
};

function pictures(base: string, drawn: DrawnFindings, asked: Asked): Markup {
  return html`<details open><summary>Pictures of all that match</summary>
${exposureView(base, drawn, WORDS)}
${sumPictures(base, drawn, asked)}
</details>`;
}

function filters(
  frame: Frame,
  path: string,
  counts: Readonly<Record<string, number>>,
  asked: Asked,
  apps: readonly Choice[],
): Markup {
  const of = (name: string) => ({ value: askedOnce(asked, name) });
  const chosen = askedAll(asked, 'findings').flatMap((one) => one.split(/[\s,;]+/));
  return filterForm(
    frame,
    path,
    'Filter the findings',
    html`<fieldset><legend>Findings; none chosen: all that need somebody</legend>
${FINDINGS.map((one) => checkField(html`${plain(one)} <span class="dim">(${counts[one] ?? 0})</span>`, 'findings', { value: one, isChecked: chosen.includes(one) }))}
</fieldset>
${textField('Part of an e-mail, name or account id', 'query', { ...of('query'), type: 'search' })}
${choiceField('Reason', 'reason', choices(REASONS, 'any'), of('reason'))}
${choiceField('Application', 'app', [['', 'all'], ...apps], of('app'))}
${textField('Team', 'team', of('team'))}
${textField('Role', 'role', of('role'))}
${choiceField('Used after revocation', 'used_after', choices(['yes', 'no', 'unknown'], 'any'), of('used_after'))}
${choiceField('Deadline of closing', 'due', choices(DEADLINE_STATES, 'any'), of('due'))}
${textField('Days since revocation, at least', 'min_days_since_revocation', { ...of('min_days_since_revocation'), type: 'number', min: '0', max: '36500' })}
${textField('Linked to an identity in the directory', 'directory', { ...of('directory'), longest: 100 })}
${choiceField('Order', 'sort', SORTS, { value: askedOnce(asked, 'sort') || 'pressing' })}
${choiceField('On a page', 'limit', choices(PAGE_SIZES), { value: askedOnce(asked, 'limit') || '50' })}
${checkField('Exempt ones too', 'include_exempt', { isChecked: askedOnce(asked, 'include_exempt') === 'true' })}`,
  );
}

const SORTS = [
  ['pressing', 'most pressing first'],
  ['days', 'longest open first'],
  ['last_login', 'latest login first'],
] as const;

function rows(frame: Frame, accounts: readonly FindingRow[]): Markup {
  return table(
    'One account a line; below it what the finding rests on.',
    [
      { head: 'Account', cell: (row) => accountCell(frame, row) },
      {
        head: 'Finding',
        cell: (row) => html`${findingBadge(row.finding)}<br><span class="dim">${plain(row.reason)}</span>`,
      },
      { head: 'How sure', cell: (row) => percent(row.confidence), numeric: true },
      { head: 'Access ended', cell: revoked },
      { head: 'Used after', cell: (row) => used(row) },
      { head: 'Last login', cell: (row) => day(row.last_login_at) },
      { head: 'Close by', cell: due },
      { head: 'Next', cell: (row) => plain(row.next_action) },
    ],
    accounts,
    (row) =>
      html`<details><summary>Evidence<span class="visually-hidden"> for ${row.email ?? row.account_id}</span></summary>${evidenceList(row.evidence)}${alsoView(row)}${row.next_step === undefined ? null : html`<p><strong>To do:</strong> ${row.next_step}</p>`}</details>`,
  );
}

function accountCell({ base }: Frame, row: FindingRow): Markup {
  const place = [row.role, row.team].filter((one) => one !== undefined).join(', ');
  return html`<a href="${base}${placeOfAccount(row.account_id)}">${row.email ?? row.name ?? row.account_id}</a>${row.email === undefined || row.name === undefined ? null : html` ${row.name}`}<br><span class="id">${row.account_id}</span>${place === '' ? null : html` <span class="dim">${place}</span>`}`;
}

export function revoked(row: VerdictShown): Content {
  if (row.revoked_at === undefined) return row.used_after_revocation === undefined ? '' : 'not known when';
  const days = row.days_since_revocation;
  return html`${when(row.revoked_at)}${days === undefined ? null : html`<br><span class="dim">${counted(days, 'day')} ago, by ${basisWords(row.revoked_at_basis)}</span>`}`;
}

function basisWords(basis: string | undefined): string {
  if (basis === 'event') return 'an event in the log';
  return basis === 'status_changed' ? 'the time at which the status changed' : 'a time that is not certain';
}

export function used({ used_after_revocation: after }: VerdictShown): Content {
  return after === 'yes' ? html`<strong class="bad">yes</strong>` : (after ?? '');
}

export function due({ sla }: VerdictShown): Content {
  return deadline(sla?.state, sla?.due_at);
}

export function alsoView({ also = [], notes = [], would_be: wouldBe }: VerdictShown): Content {
  const named = (all: readonly string[]) => all.map(plain).join(', ');
  return html`${also.length === 0 ? null : html`<p>Also: ${named(also)}</p>`}${notes.length === 0 ? null : html`<p>Further reasons: ${named(notes)}</p>`}${wouldBe === undefined ? null : html`<p>Without an exemption or a recorded deactivation: ${plain(wouldBe)}</p>`}`;
}
