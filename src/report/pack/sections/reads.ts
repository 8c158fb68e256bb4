import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { plain, when } from '../../words.ts';
import type { ReadRow } from '../rows.ts';

export function readSection(rows: readonly ReadRow[]): Markup {
  return html`<h2 id="reads">Imported reads</h2>
${table(
  'Held reads count for nothing until a person accepts them.',
  [
    { head: 'As of', cell: (one) => html`${when(one.as_of)}<br>${plain(one.as_of_basis)}`, sort: (one) => one.as_of },
    { head: 'Source', cell: (one) => `${one.kind} ${one.directory ?? one.app ?? ''}` },
    { head: 'File', cell: (one) => html`${one.file_name}<br><span class="id">${one.sha256}</span>` },
    { head: 'Completeness', cell: (one) => `${one.completeness} (${one.completeness_basis})` },
    {
      head: 'Rows',
      cell: (one) => `${one.rows_read} read, ${one.rows_refused} not understood`,
      sort: (one) => one.rows_read,
    },
    { head: 'State', cell: (one) => one.state },
    { head: 'Imported', cell: (one) => html`${when(one.imported_at)}<br>${one.imported_by}<br>${howStated(one)}` },
  ],
  rows,
)}`;
}

function howStated({ attestation, by_assistant }: ReadRow): string {
  if (by_assistant) return 'as stated by an assistant: settles no claim';
  return attestation === null ? '' : plain(attestation);
}
