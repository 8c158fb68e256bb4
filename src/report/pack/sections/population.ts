import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { plain, when } from '../../words.ts';
import type { Manifest } from '../manifest.ts';

export function populationSection(manifest: Pick<Manifest, 'population'>): Markup {
  const counts = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .map(([name, count]) => `${plain(name)} ${count}`)
      .join(', ');
  return html`<h2 id="population">Population</h2>
${table(
  'Each account stands once in accounts.csv; every way to sort them adds up to the same number.',
  [
    { head: 'App', cell: (one) => one.app },
    { head: 'Accounts', cell: (one) => one.accounts, numeric: true },
    { head: 'Shown by the newest export', cell: (one) => one.in_latest_export, numeric: true },
    { head: 'By situation', cell: (one) => counts(one.by_situation) },
    { head: 'By finding', cell: (one) => counts(one.by_finding) },
    {
      head: 'Complete',
      cell: (one) => html`<span class="${one.complete ? 'fine' : 'ask'}">${one.complete ? 'yes' : 'no'}</span>`,
    },
  ],
  manifest.population,
  (one) => html`<div>${one.why}</div>
${
  one.export === null
    ? null
    : html`<div>${one.export.file_name}, as of ${when(one.export.as_of)} (${one.export.as_of_basis}), filter ${one.export.filter ?? 'not stated'}, ${one.export.completeness}: ${one.export.rows_read} rows, ${one.export.rows_accepted} understood, ${one.export.rows_refused} not. SHA-256 <span class="id">${one.export.sha256}</span></div>`
}`,
)}`;
}
