import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { howItCame, when } from '../../words.ts';
import type { RecordRow } from '../rows.ts';

export function recordSection(rows: readonly RecordRow[]): Markup {
  return html`<h2 id="records">Recorded deactivations</h2>
${table(
  'A record is a claim until a later users export with a stated time settles it.',
  [
    { head: 'Account', cell: (one) => html`${one.account_email}<br><span class="id">${one.account_id}</span>` },
    {
      head: 'Performed',
      cell: (one) => html`${when(one.performed_at)}<br>${one.performed_by}`,
      sort: (one) => one.performed_at,
    },
    {
      head: 'Recorded',
      cell: (one) =>
        html`${when(one.recorded_at)}<br>${one.recorded_by}${one.recorded_by_authenticated ? '' : ' (not authenticated)'}`,
      sort: (one) => one.recorded_at,
    },
    { head: 'How it came', cell: howItCame },
    { head: 'State', cell: (one) => one.state },
    { head: 'Settled as of', cell: (one) => (one.settled_as_of === null ? '' : when(one.settled_as_of)) },
    { head: 'Ticket', cell: (one) => one.ticket },
    { head: 'Entry', cell: (one) => one.ledger_sequence, numeric: true },
  ],
  rows,
)}`;
}
