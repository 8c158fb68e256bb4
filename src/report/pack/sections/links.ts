import { html, type Markup } from '../../html/html.ts';
import { table } from '../../html/table.ts';
import { plain, when } from '../../words.ts';
import type { LinkRow } from '../rows.ts';

export function linkSection(rows: readonly LinkRow[]): Markup {
  return html`<h2 id="links">Links that changed with their evidence</h2>
${table(
  'Accounts whose owner the rules found to be another, somebody, or nobody. Of more than an entry lists, history.csv has the count and a hash.',
  [
    { head: 'Account', cell: accountCell },
    { head: 'What', cell: (one) => one.what.map(plain).join(', ') },
    { head: 'Before', cell: (one) => owner(one.situation_before, one.rule_before, one.identities_before) },
    { head: 'Now', cell: (one) => owner(one.situation_now, one.rule_now, one.identities_now) },
    { head: 'Changed meanwhile', cell: (one) => one.reasons.join(', ') },
    { head: 'Found', cell: (one) => when(one.at), sort: (one) => one.at },
    { head: 'Entry', cell: (one) => one.ledger_sequence, numeric: true },
  ],
  rows,
)}`;
}

function accountCell({ account_id, formerly }: LinkRow): Markup {
  return html`<span class="id">${account_id}${formerly === null ? '' : ` (formerly ${formerly})`}</span>`;
}

function owner(situation: LinkRow['situation_now'], rule: LinkRow['rule_now'], identities: readonly string[]): Markup {
  const by = rule === null ? '' : ` by ${plain(rule)}`;
  return html`${situation}${by}<br><span class="id">${identities.join(' ')}</span>`;
}
