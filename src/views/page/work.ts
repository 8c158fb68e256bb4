import * as z from 'zod';
import { areaField, choiceField, decisionForm, hiddenField, textField, unfolding } from '../form-fields.ts';
import { type Content, html, type Markup } from '../html.ts';
import { address, filterForm, listPages, scrolling } from '../list-pages.ts';
import { table } from '../table.ts';
import { plain, when } from '../words.ts';
import type { Frame } from './frame.ts';

const item = z.looseObject({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  account_id: z.string().optional(),
  app: z.string().optional(),
  email: z.string().optional(),
  title: z.string(),
  waits_for: z.string(),
  due_at: z.string().optional(),
  deadline: z.string().optional(),
});
type Item = z.infer<typeof item>;

/** What the page shows of `list_work`. */
export const workShape = z.looseObject({
  items: z.array(item),
  by_state: z.record(z.string(), z.number()),
  total: z.number(),
  next_cursor: z.string().nullable(),
  warnings: z.array(z.string()),
});

export interface WorkPage {
  readonly query: { readonly state: string; readonly app: string; readonly account: string; readonly id: string };
  readonly cursor: string | null;
  readonly states: readonly string[];
  readonly apps: readonly (readonly [string, string])[];
  /** Decisions that wait for whoever looks. */
  readonly waiting: number;
  readonly may: { readonly withdraw: boolean; readonly exempt: boolean; readonly plan: boolean };
}

export function workView(
  frame: Frame,
  { items, by_state, total, next_cursor, warnings }: z.infer<typeof workShape>,
  { query, cursor, states, apps, waiting, may }: WorkPage,
): Markup {
  const path = `${frame.base}/work`;
  return html`<p>What waits for somebody, or for a read that settles it; the most pressing first. Each line leads to the page where it is done.</p>
${warnings.map((warning) => html`<p class="box">${warning}</p>`)}
${waiting === 0 ? null : html`<p class="box"><a href="${frame.base}/decisions">Decisions that wait for your answer: ${waiting}</a></p>`}
${may.plan ? html`<p><a href="${frame.base}/plans/new">Draft a new plan</a></p>` : null}
${filterForm(
  path,
  html`${choiceField('State', 'state', [['', 'all that is not over'], ...states.map((one): [string, string] => [one, plain(one)])], { value: query.state })}
${choiceField('Application', 'app', [['', 'all'], ...apps], { value: query.app })}
${textField('Account (its id or exact e-mail)', 'account', { value: query.account, longest: 320 })}
${query.id === '' ? null : hiddenField('id', query.id)}`,
)}
${counts(path, query, by_state)}
${
  items.length === 0
    ? html`<p>Nothing here waits for anybody.</p>`
    : html`<p>${items.length} of ${total}.</p>${scrolling('Work', listed(frame, items, may))}`
}
${listPages(path, query, { by: 'cursor', at: cursor, next: next_cursor })}`;
}

function counts(path: string, query: WorkPage['query'], byState: Readonly<Record<string, number>>): Content {
  const known = Object.entries(byState);
  if (known.length === 0) return null;
  return html`<ul class="sums" aria-label="Number of each state">${known.map(([state, count]) => html`<li><a href="${address(path, { ...query, state })}">${count} ${plain(state)}</a></li>`)}</ul>`;
}

function listed(frame: Frame, items: readonly Item[], may: WorkPage['may']): Markup {
  return table<Item>(
    'What waits, for whom, and until when.',
    [
      {
        head: 'What',
        cell: (one) =>
          html`<a href="${frame.base}${placeOf(one)}">${one.title}</a><br><span class="dim">${plain(one.kind)} <span class="id">${one.id}</span></span>`,
        sort: (one) => one.title,
      },
      { head: 'About', cell: (one) => about(frame, one), sort: (one) => one.email ?? one.account_id ?? '' },
      { head: 'State', cell: (one) => html`<strong>${plain(one.state)}</strong>` },
      { head: 'Waits for', cell: (one) => one.waits_for },
      { head: 'Due', cell: (one) => due(one), sort: (one) => one.due_at ?? '9' },
    ],
    items,
    (one) => takingBack(frame, one, may),
  );
}

/** The page where it is done. */
function placeOf({ id, kind, account_id, app }: Item): string {
  const [plan = '', step] = id.split('/');
  switch (kind) {
    case 'plan':
      return `/plans/${encodeURIComponent(id)}`;
    case 'step':
      return `/plans/${encodeURIComponent(plan)}?step=${encodeURIComponent(step ?? '')}#step`;
    case 'review':
      return `/reviews/${encodeURIComponent(id)}`;
    case 'held_read':
      return '/reads';
    default:
      return accountPath(account_id ?? id, app);
  }
}

function accountPath(accountId: string, app: string | undefined): string {
  return address(`/accounts/${encodeURIComponent(accountId)}`, { app });
}

function about({ base }: Frame, { account_id, email, app }: Item): Content {
  if (account_id === undefined) return email ?? '';
  const where = app === undefined ? null : html`<br><span class="dim">${app}</span>`;
  return html`<a href="${base}${accountPath(account_id, app)}">${email ?? account_id}</a>${where}`;
}

function due({ due_at, deadline }: Item): Content {
  if (deadline === undefined || deadline === 'none') return '';
  if (due_at === undefined) return 'deadline unknown';
  return html`${when(due_at)}<br><span class="${deadline === 'late' ? 'bad' : 'dim'}">${deadline}</span>`;
}

/** A statement that stands can be taken back where it is listed. */
function takingBack(frame: Frame, { id, kind, state, account_id, app }: Item, may: WorkPage['may']): Content {
  if (kind === 'claim' && may.withdraw && state !== 'withdrawn' && state !== 'done')
    return unfolding(
      'Take this record back',
      decisionForm(
        frame,
        'record_step',
        'Take it back',
        html`<p>It stays in the ledger and counts for nothing from then on.</p>${hiddenField('withdraw', id)}${areaField('Why it is taken back', 'note', { required: true })}`,
      ),
    );
  if (kind === 'exemption' && may.exempt && state !== 'ended' && state !== 'done' && account_id !== undefined)
    return unfolding(
      'End this exemption now',
      decisionForm(
        frame,
        'set_exemption',
        'End it',
        html`<p>The account returns to the lists.</p>${hiddenField('account', `id=${account_id}`)}${app === undefined ? null : hiddenField('app', app)}${hiddenField('withdraw', 'true')}${areaField('Why it ends', 'reason', { required: true })}`,
      ),
    );
  return null;
}
