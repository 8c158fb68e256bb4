import type { SourceCoverage } from '../model/coverage.ts';
import { sourceState } from './finding-parts.ts';
import { html, type Markup } from './html.ts';
import { scrolled } from './pager.ts';
import { table } from './table.ts';
import { when } from './words.ts';

/** What the answers on the page rest on, and what cannot be concluded. */
export function coverageTable(coverage: readonly SourceCoverage[]): Markup {
  return scrolled(
    'Coverage',
    table(
      'Each source, as of the newest read that counts.',
      [
        { head: 'Source', cell: (one) => one.source },
        {
          head: 'State',
          cell: (one) => sourceState(one.state),
        },
        {
          head: 'As of',
          cell: (one) =>
            one.asOf === null
              ? ''
              : `${when(one.asOf)} (${one.asOfBasis ?? ''}${one.byAssistant ? ', by an assistant' : ''})`,
        },
        { head: 'Completeness', cell: (one) => one.completeness ?? '' },
        { head: 'Rows', cell: (one) => one.rows, numeric: true },
      ],
      coverage,
      (one) => html`${one.proves.length === 0 ? null : html`<div>Proves: ${one.proves.join(' ')}</div>`}
${one.cannotProve.map((gap) => html`<div>Cannot prove: ${gap.gap} <span class="id">${gap.closeWith}</span></div>`)}
${one.held.length === 0 ? null : html`<div class="ask">Held reads that count for nothing: ${one.held.join(', ')}</div>`}`,
    ),
  );
}
