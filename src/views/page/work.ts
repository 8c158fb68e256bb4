import * as z from 'zod';
import { deadline } from '../finding-parts.ts';
import { type Choice, choiceField, choices, filterForm, hiddenField, textField, unfolding } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type Asked, address, askedBut, askedOnce, pager, scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { plain } from '../words.ts';
import type { Frame } from './frame.ts';
import { exemptionEndForm, withdrawalForm } from './statement-forms.ts';
import { warningsView } from './warnings.ts';
import { itemLink, placeOfAccount, type WorkItemShown, workItem } from './work-items.ts';

/** What the page shows of `list_work`. */
export const workShape = z.looseObject({
  items: z.array(workItem),
  by_state: z.record(z.string(), z.number()),
  total: z.number(),
  next_cursor: z.string().nullable(),
  warnings: z.array(z.string()),
});

/** The filters of the tool, by their names. */
export const WORK_ASKED = ['state', 'app', 'account', 'id', 'cursor'] as const;

export interface WorkPage {
  readonly asked: Asked;
  readonly states: readonly string[];
  readonly apps: readonly Choice[];
  /** Decisions that wait for whoever looks. */
  readonly waiting: number;
  readonly may: { readonly withdraw: boolean; readonly exempt: boolean; readonly plan: boolean };
}

export function workView(
  frame: Frame,
  { items, by_state, total, next_cursor, warnings }: z.infer<typeof workShape>,
  { asked, states, apps, waiting, may }: WorkPage,
): Markup {
  const path = `${frame.base}/work`;
  const of = (name: string) => ({ value: askedOnce(asked, name) });
  const id = askedOnce(asked, 'id');
  return html`<p>What waits for somebody, or for a read that settles it; the most pressing first. Each line leads to the page where it is done.</p>
${warningsView(warnings)}
${waiting === 0 ? null : html`<p class="box"><a href="${frame.base}/decisions">Decisions that wait for your answer: ${waiting}</a></p>`}
${may.plan ? html`<p><a href="${frame.base}/plans/new">Draft a new plan</a></p>` : null}
${filterForm(
  frame,
  path,
  'Filter the work',
  html`${choiceField('State', 'state', choices(states, 'all that is not over'), of('state'))}
${choiceField('Application', 'app', [['', 'all'], ...apps], of('app'))}
${textField('Account (its id or exact e-mail)', 'account', { ...of('account'), longest: 320 })}
${id === '' ? null : hiddenField('id', id)}`,
)}
${counts(path, asked, by_state)}
${items.length === 0 ? html`<p>Nothing here waits for anybody.</p>` : scrolled('Work', listed(frame, items, may))}
${pager({ path, asked, shown: items.length, total, next: next_cursor })}`;
}

function counts(path: string, asked: Asked, byState: Readonly<Record<string, number>>): Content {
  const known = Object.entries(byState);
  const rest = askedBut(askedBut(asked, 'state'), 'cursor');
  if (known.length === 0) return null;
  return html`<ul class="sums" aria-label="Number of each state">${known.map(([state, count]) => html`<li><a href="${address(path, [...rest, ['state', state]])}">${count} ${plain(state)}</a></li>`)}</ul>`;
}

function listed(frame: Frame, items: readonly WorkItemShown[], may: WorkPage['may']): Markup {
  return table<WorkItemShown>(
    'What waits, for whom, and until when.',
    [
      {
        head: 'What',
        cell: (one) =>
          html`${itemLink(frame.base, one)}<br><span class="dim">${plain(one.kind)} <span class="id">${one.id}</span></span>`,
        sort: (one) => one.title,
      },
      { head: 'About', cell: (one) => about(frame, one), sort: (one) => one.email ?? one.account_id ?? '' },
      { head: 'State', cell: (one) => html`<strong>${plain(one.state)}</strong>` },
      { head: 'Waits for', cell: (one) => one.waits_for },
      { head: 'Due', cell: (one) => deadline(one.deadline, one.due_at), sort: (one) => one.due_at ?? '9' },
    ],
    items,
    (one) => takingBack(frame, one, may),
  );
}

function about({ base }: Frame, { account_id, email, app }: WorkItemShown): Content {
  if (account_id === undefined) return email ?? '';
  const where = app === undefined ? null : html`<br><span class="dim">${app}</span>`;
  return html`<a href="${base}${placeOfAccount(account_id, app)}">${email ?? account_id}</a>${where}`;
}

/** A statement that stands can be taken back where it is listed. */
function takingBack(frame: Frame, { id, kind, state, account_id, app }: WorkItemShown, may: WorkPage['may']): Content {
  if (kind === 'claim' && may.withdraw && state !== 'withdrawn' && state !== 'done')
    return unfolding('Take this record back', withdrawalForm(frame, id));
  if (kind === 'exemption' && may.exempt && state !== 'ended' && state !== 'done' && account_id !== undefined)
    return unfolding('End this exemption now', exemptionEndForm(frame, `id=${account_id}`, app));
  return null;
}
