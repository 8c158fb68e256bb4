import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { plain, when } from '../../words.ts';
import type { PlanRow } from '../rows.ts';

export function planSection(rows: readonly PlanRow[]): Markup {
  return html`<h2 id="plans">Plans and approvals</h2>
${table(
  'Who drafted and who approved, and how many steps are done.',
  [
    { head: 'Plan', cell: (one) => html`${plain(one.kind)}<br><span class="id">${one.plan_id}</span>` },
    { head: 'Subject', cell: (one) => html`<span class="id">${one.subject}</span>` },
    { head: 'Status', cell: (one) => one.status },
    {
      head: 'Drafted',
      cell: (one) => html`${when(one.drafted_at)}<br>${one.drafted_by}`,
      sort: (one) => one.drafted_at,
    },
    {
      head: 'Approved',
      cell: (one) =>
        one.approved_at === null
          ? ''
          : html`${when(one.approved_at)}<br>${one.approved_by}${one.approved_by_authenticated ? '' : ' (not authenticated)'}, ${plain(one.approved_through ?? '')}`,
      sort: (one) => one.approved_at ?? '',
    },
    { head: 'Steps done', cell: (one) => `${one.steps_done} of ${one.steps_total}` },
  ],
  rows,
)}`;
}
