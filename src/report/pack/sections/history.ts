import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { plain, when } from '../../words.ts';
import type { HistoryRow } from '../rows.ts';

export function historySection(rows: readonly HistoryRow[]): Markup {
  return html`<h2 id="history">Who did what</h2>
${table(
  'In the order of the ledger; the whole ledger is in history.csv, as sealed in ledger.jsonl.',
  [
    { head: 'Entry', cell: (one) => one.sequence, numeric: true },
    { head: 'When', cell: (one) => when(one.at), sort: (one) => one.at },
    { head: 'Who', cell: (one) => `${one.actor}${one.actor_authenticated ? '' : ' (not authenticated)'}` },
    { head: 'What', cell: (one) => plain(one.kind) },
    {
      head: 'Subject',
      cell: (one) =>
        html`<span class="id">${[one.account_id, one.plan_id, one.record_id].filter((id) => id !== null).join(' ')}</span>`,
    },
  ],
  rows,
)}`;
}
