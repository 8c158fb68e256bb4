import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { plain, toneOf, when } from '../../words.ts';
import type { LeaverRow } from '../rows.ts';

export function leaverSection(rows: readonly LeaverRow[]): Markup {
  return html`<h2 id="leavers">Leavers</h2>
${table(
  'People who lost the right to their account, or whose account somebody says they closed. Whole list: leavers.csv.',
  [
    {
      head: 'Account',
      cell: (one) => html`<strong>${one.email ?? '(no e-mail)'}</strong><br><span class="id">${one.account_id}</span>`,
      sort: (one) => one.email ?? one.account_id,
    },
    { head: 'Finding', cell: (one) => html`<span class="${toneOf(one.finding)}">${plain(one.finding)}</span>` },
    { head: 'Access ended', cell: (one) => when(one.access_ended_at), sort: (one) => one.access_ended_at ?? '' },
    {
      head: 'Said to be closed',
      cell: (one) => (one.claimed_at === null ? '' : html`${when(one.claimed_at)}<br>${one.claimed_by}`),
      sort: (one) => one.claimed_at ?? '',
    },
    { head: 'Claim', cell: (one) => one.claim_state ?? 'none' },
    {
      head: 'First seen closed',
      cell: (one) => (one.first_seen_closed_at === null ? '' : when(one.first_seen_closed_at)),
      sort: (one) => one.first_seen_closed_at ?? '',
    },
    {
      head: 'Deadline',
      cell: (one) => (one.due_at === null ? one.deadline : html`${when(one.due_at)}<br>${one.deadline}`),
      sort: (one) => one.due_at ?? '',
    },
    { head: 'Used after', cell: (one) => one.used_after_access_ended },
  ],
  rows,
)}`;
}
