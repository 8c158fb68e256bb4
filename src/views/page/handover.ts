import { counted } from '../facts.ts';
import { type Content, html } from '../html.ts';
import { scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { when } from '../words.ts';
import type { HandoverShown } from './plan-shape.ts';

/** What the person owns and somebody has to take over. */
export function handoverView(handover: HandoverShown): Content {
  const { opportunities, forecasts, opportunities_from, forecasts_from, totals } = handover;
  if (opportunities_from === undefined && forecasts_from === undefined) return null;
  return html`<h2>What is to be handed over</h2>
${sourceText('Open opportunities', opportunities_from)}
${sourceText('Forecast values', forecasts_from)}
${handover.dropped === 0 ? null : html`<p class="box">There are more rows than are kept here. Look into the file itself before work is handed over.</p>`}
${handover.ambiguous_owner_rows === 0 ? null : html`<p class="box">${counted(handover.ambiguous_owner_rows, 'further row')} may be theirs or somebody else's by the name of the owner, and ${handover.ambiguous_owner_rows === 1 ? 'is' : 'are'} not in these lists.</p>`}
${totals.length === 0 ? null : html`<ul>${totals.map((one) => html`<li>${one.amount} ${one.currency ?? '(currency not stated)'} in ${counted(one.opportunities, 'opportunity', 'opportunities')}${one.without_amount === 0 ? null : `, ${one.without_amount} of them without an amount`}</li>`)}</ul>`}
${opportunities.length === 0 ? null : html`<details><summary>${counted(opportunities.length, 'open opportunity', 'open opportunities')}</summary>${scrolled('Open opportunities', opportunityTable(opportunities))}</details>`}
${forecasts.length === 0 ? null : html`<details><summary>${counted(forecasts.length, 'forecast value')}</summary>${scrolled('Forecast values', forecastTable(forecasts))}</details>`}`;
}

function sourceText(what: string, from: HandoverShown['opportunities_from']): Content {
  if (from === undefined) return html`<p>${what}: no file was read, so nothing is known of them.</p>`;
  return html`<p>${what} from ${from.file_name} as of ${when(from.as_of)}${from.complete ? '' : ', not stated to be complete'}${from.stale ? ', which is old' : ''}.</p>`;
}

function opportunityTable(rows: HandoverShown['opportunities']) {
  return table(
    'Open opportunities, as the newest file shows them.',
    [
      { head: 'Opportunity', cell: (one) => one.name ?? one.opportunity_id ?? '(no name)' },
      { head: 'Customer', cell: (one) => one.account_name ?? '' },
      { head: 'Stage', cell: (one) => `${one.stage ?? ''}${one.certainly_open ? '' : ' (may be closed)'}` },
      { head: 'Amount', cell: (one) => one.amount ?? '', numeric: true },
      { head: 'Currency', cell: (one) => one.currency ?? '' },
      { head: 'Closes', cell: (one) => one.close_date?.slice(0, 10) ?? '' },
    ],
    rows,
  );
}

function forecastTable(rows: HandoverShown['forecasts']) {
  return table(
    'Forecast values, the newest of each kind.',
    [
      { head: 'Forecast', cell: (one) => one.field },
      { head: 'Period', cell: (one) => one.period },
      { head: 'Kind', cell: (one) => one.data_type },
      { head: 'Value', cell: (one) => one.value_raw ?? 'blank', numeric: true },
      { head: 'Currency', cell: (one) => one.currency ?? '' },
    ],
    rows,
  );
}
