import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { howItCame, plain, when } from '../../words.ts';
import type { DecisionRow } from '../rows.ts';

export function decisionSection(rows: readonly DecisionRow[]): Markup {
  return html`<h2 id="decisions">Exemptions and decided links</h2>
${table(
  'Decisions of named people; one that was taken back stays listed.',
  [
    { head: 'Account', cell: (one) => html`${one.account_email}<br><span class="id">${one.account_id}</span>` },
    { head: 'Decision', cell: (one) => plain(one.kind) },
    { head: 'State', cell: (one) => plain(one.state) },
    { head: 'Owner', cell: (one) => one.owner ?? one.identity ?? '' },
    { head: 'Until', cell: (one) => (one.until === null ? '' : when(one.until)), sort: (one) => one.until ?? '' },
    { head: 'Reason', cell: (one) => one.reason },
    {
      head: 'Decided',
      cell: (one) =>
        html`${when(one.decided_at)}<br>${one.decided_by}${one.decided_by_authenticated ? '' : ' (not authenticated)'}<br>${howItCame(one)}`,
      sort: (one) => one.decided_at,
    },
    { head: 'Entry', cell: (one) => one.ledger_sequence, numeric: true },
  ],
  rows,
)}`;
}
