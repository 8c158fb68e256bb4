import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { howItCame, plain, when } from '../../words.ts';
import type { StepRow } from '../rows.ts';

export function stepSection(rows: readonly StepRow[]): Markup {
  return html`<h2 id="steps">Recorded steps</h2>
${table(
  'Statements of people; confirmed and contradicted come from a later read, never from the statement.',
  [
    { head: 'Step', cell: (one) => html`${plain(one.action)}<br><span class="id">${one.plan_id}</span>` },
    {
      head: 'Performed',
      cell: (one) => html`${when(one.performed_at)}<br>${one.performed_by}`,
      sort: (one) => one.performed_at,
    },
    {
      head: 'Recorded',
      cell: (one) =>
        html`${when(one.recorded_at)}<br>${one.recorded_by}${one.recorded_by_authenticated ? '' : ' (not authenticated)'}<br>${howItCame(one)}`,
      sort: (one) => one.recorded_at,
    },
    { head: 'State', cell: (one) => one.state },
    { head: 'Out of order because', cell: (one) => one.order_override },
    { head: 'Ticket', cell: (one) => one.ticket },
    { head: 'Entry', cell: (one) => one.ledger_sequence, numeric: true },
  ],
  rows,
)}`;
}
