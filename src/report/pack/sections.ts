import type { Checkpoint } from '../../model/checkpoint.ts';
import { findingBadge } from '../../views/finding-parts.ts';
import { html, type Markup } from '../../views/html.ts';
import { scrolled } from '../../views/pager.ts';
import { type Facet, nothing, records } from '../../views/records.ts';
import { type Column, table } from '../../views/table.ts';
import { plain, when } from '../../views/words.ts';
import { howItCame } from '../words.ts';
import type { Manifest } from './manifest.ts';
import { PAGE_SECTIONS } from './page-sections.ts';
import type { DecisionRow, HistoryRow, LeaverRow, LinkRow, PlanRow, ReadRow, RecordRow, StepRow } from './rows.ts';

// The tables of the pack's page.

function section<Row>(
  title: string,
  intro: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  below?: (row: Row) => Markup,
): Markup {
  return rows.length === 0 ? nothing(intro) : scrolled(title, table(intro, columns, rows, below));
}

const PERFORMED: Column<Pick<RecordRow, 'performed_at' | 'performed_by'>> = {
  head: 'Performed',
  cell: (one) => html`${when(one.performed_at)}<br>${one.performed_by}`,
  sort: (one) => one.performed_at,
};

export function populationSection(manifest: Pick<Manifest, 'population'>): Markup {
  const counts = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .map(([name, count]) => `${plain(name)} ${count}`)
      .join(', ');
  return section(
    PAGE_SECTIONS.population.title,
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
  );
}

const LEAVER_COLUMNS: readonly Column<LeaverRow>[] = [
  {
    head: 'Account',
    cell: (one) => html`<strong>${one.email ?? '(no e-mail)'}</strong><br><span class="id">${one.account_id}</span>`,
    sort: (one) => one.email ?? one.account_id,
  },
  { head: 'Finding', cell: (one) => findingBadge(one.finding) },
  { head: 'Access ended', cell: (one) => when(one.access_ended_at), sort: (one) => one.access_ended_at ?? '' },
  {
    head: 'Said to be closed',
    cell: (one) => (one.claimed_at === null ? '' : html`${when(one.claimed_at)}<br>${one.claimed_by}`),
    sort: (one) => one.claimed_at ?? '',
  },
  { head: 'Claim', cell: (one) => one.claim_state ?? 'none' },
  {
    head: 'First seen closed',
    cell: (one) => (one.first_seen_closed_at === null ? '' : when(one.first_seen_closed_at)),
    sort: (one) => one.first_seen_closed_at ?? '',
  },
  {
    head: 'Deadline',
    cell: (one) => (one.due_at === null ? one.deadline : html`${when(one.due_at)}<br>${one.deadline}`),
    sort: (one) => one.due_at ?? '',
  },
  { head: 'Used after', cell: (one) => one.used_after_access_ended },
];

const LEAVER_FACETS: readonly Facet<LeaverRow>[] = [
  { name: 'finding', label: 'Finding', of: (one) => plain(one.finding), ask: 'several' },
  { name: 'claim', label: 'Claim', of: (one) => one.claim_state, ask: 'one' },
  { name: 'deadline', label: 'Deadline', of: (one) => plain(one.deadline), ask: 'one' },
];

export function leaverSection(rows: readonly LeaverRow[]): Markup {
  return records({
    id: 'leaver-accounts',
    caption:
      'People who lost the right to their account, or whose account somebody says they closed. Whole list: leavers.csv.',
    label: 'Filter the leavers',
    columns: LEAVER_COLUMNS,
    facets: LEAVER_FACETS,
    rows,
  });
}

export function recordSection(rows: readonly RecordRow[]): Markup {
  return section(
    PAGE_SECTIONS.records.title,
    'A record is a claim until a later users export with a stated time settles it.',
    [
      { head: 'Account', cell: (one) => html`${one.account_email}<br><span class="id">${one.account_id}</span>` },
      PERFORMED,
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
  );
}

export function decisionSection(rows: readonly DecisionRow[]): Markup {
  return section(
    PAGE_SECTIONS.decisions.title,
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
  );
}

export function linkSection(rows: readonly LinkRow[]): Markup {
  return section(
    PAGE_SECTIONS.links.title,
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
  );
}

function accountCell({ account_id, formerly }: LinkRow): Markup {
  return html`<span class="id">${account_id}${formerly === null ? '' : ` (formerly ${formerly})`}</span>`;
}

function owner(situation: LinkRow['situation_now'], rule: LinkRow['rule_now'], identities: readonly string[]): Markup {
  const by = rule === null ? '' : ` by ${plain(rule)}`;
  return html`${situation}${by}<br><span class="id">${identities.join(' ')}</span>`;
}

export function planSection(rows: readonly PlanRow[]): Markup {
  return section(
    PAGE_SECTIONS.plans.title,
    'Who drafted and who approved, and how many steps are done.',
    [
      { head: 'Plan', cell: (one) => html`${plain(one.kind)}<br><span class="id">${one.plan_id}</span>` },
      { head: 'Subject', cell: (one) => html`<span class="id">${one.subject}</span>` },
      { head: 'Status', cell: (one) => one.status },
      {
        head: 'Drafted',
        cell: (one) => html`${when(one.drafted_at)}<br>${one.drafted_by}`,
        sort: (one) => one.drafted_at,
      },
      {
        head: 'Approved',
        cell: (one) =>
          one.approved_at === null
            ? ''
            : html`${when(one.approved_at)}<br>${one.approved_by}${one.approved_by_authenticated ? '' : ' (not authenticated)'}, ${plain(one.approved_through ?? '')}`,
        sort: (one) => one.approved_at ?? '',
      },
      { head: 'Steps done', cell: (one) => `${one.steps_done} of ${one.steps_total}` },
    ],
    rows,
  );
}

export function stepSection(rows: readonly StepRow[]): Markup {
  return section(
    PAGE_SECTIONS.steps.title,
    'Statements of people; confirmed and contradicted come from a later read, never from the statement.',
    [
      { head: 'Step', cell: (one) => html`${plain(one.action)}<br><span class="id">${one.plan_id}</span>` },
      PERFORMED,
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
  );
}

export function historySection(rows: readonly HistoryRow[]): Markup {
  return section(
    PAGE_SECTIONS.history.title,
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
  );
}

export function readSection(rows: readonly ReadRow[]): Markup {
  return section(
    PAGE_SECTIONS.reads.title,
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
  );
}

function howStated({ attestation, by_assistant }: ReadRow): string {
  if (by_assistant) return 'as stated by an assistant: settles no claim';
  return attestation === null ? '' : plain(attestation);
}

export function checkpointSection(rows: readonly Checkpoint[]): Markup {
  return section(
    PAGE_SECTIONS.checkpoints.title,
    'One kept elsewhere shows that nothing before it was cut off or rewritten.',
    [
      { head: 'Entry', cell: (one) => one.sequence, numeric: true },
      { head: 'Signed', cell: (one) => when(one.at), sort: (one) => one.at },
      { head: 'Hash', cell: (one) => html`<span class="id">${one.hash}</span>` },
      { head: 'Key', cell: (one) => html`<span class="id">${one.keyId}</span>` },
    ],
    rows,
  );
}
