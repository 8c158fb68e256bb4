import type { Checkpoint } from '../../../model/checkpoint.ts';
import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { when } from '../../words.ts';

export function checkpointSection(rows: readonly Checkpoint[]): Markup {
  return html`<h2 id="checkpoints">Signed heads of the ledger</h2>
${table(
  'One kept elsewhere shows that nothing before it was cut off or rewritten.',
  [
    { head: 'Entry', cell: (one) => one.sequence, numeric: true },
    { head: 'Signed', cell: (one) => when(one.at), sort: (one) => one.at },
    { head: 'Hash', cell: (one) => html`<span class="id">${one.hash}</span>` },
    { head: 'Key', cell: (one) => html`<span class="id">${one.keyId}</span>` },
  ],
  rows,
)}`;
}
