import type { Checkpoint } from '../../model/checkpoint.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import { coverageSection } from '../html/coverage-section.ts';
import { html, type Markup } from '../html/html.ts';
import { page } from '../html/page.ts';
import { table } from '../html/table.ts';
import { plain, toneOf, when } from '../words.ts';
import type { Manifest } from './manifest.ts';
import type { DecisionRow, HistoryRow, LeaverRow, PlanRow, ReadRow, RecordRow } from './rows.ts';

export interface PackPageData {
  readonly manifest: Omit<Manifest, 'files'>;
  readonly coverage: readonly SourceCoverage[];
  readonly checkpoints: readonly Checkpoint[];
  readonly leavers: readonly LeaverRow[];
  readonly records: readonly RecordRow[];
  readonly decisions: readonly DecisionRow[];
  readonly plans: readonly PlanRow[];
  readonly reads: readonly ReadRow[];
  readonly history: readonly HistoryRow[];
}

/** What an auditor reads first; every table of it is whole in the CSV beside the page. */
export function packPage(data: PackPageData): string {
  const { manifest } = data;
  return page(
    'Clari access evidence',
    html`<h1>Clari access evidence</h1>
<p>Period: ${manifest.since === null ? 'from the beginning' : when(manifest.since)} to ${when(manifest.until)}. State as of ${when(manifest.generated_at)}.</p>
<p class="dim">Pack <span class="id">${manifest.pack_id}</span>, written by ${manifest.generated_by} with ${manifest.program}.</p>
<div class="box"><p>The ledger ends at entry ${manifest.head.sequence} with the hash <span class="id">${manifest.head.hash}</span>, signed with the key <span class="id">${manifest.key_id}</span>.</p>
<p>Check this folder offline: <span class="id">clari-identity-mcp evidence verify . --head HASH --public-key FILE</span>, with a hash or a key that was kept outside this folder. Without one, only its inner consistency is checked.</p></div>
<h2>What it proves</h2><ul>${manifest.proves.map((one) => html`<li>${one}</li>`)}</ul>
<h2>What it does not prove</h2><ul>${manifest.does_not_prove.map((one) => html`<li>${one}</li>`)}</ul>
${populationSection(manifest)}
${leaverSection(data.leavers)}
${recordSection(data.records)}
${decisionSection(data.decisions)}
${planSection(data.plans)}
${historySection(data.history)}
${readSection(data.reads)}
${coverageSection(data.coverage)}
${checkpointSection(data.checkpoints)}`,
  );
}

function populationSection(manifest: PackPageData['manifest']): Markup {
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

function leaverSection(rows: readonly LeaverRow[]): Markup {
  return html`<h2 id="leavers">Leavers</h2>
${table(
  'People who lost the right to their account, or whose account somebody says they closed. Whole list: leavers.csv.',
  [
    {
      head: 'Account',
      cell: (one) => html`<strong>${one.email ?? '(no e-mail)'}</strong><br><span class="id">${one.account_id}</span>`,
      sort: (one) => one.email ?? one.account_id,
    },
    { head: 'Finding', cell: (one) => html`<span class="${toneOf(one.finding)}">${plain(one.finding)}</span>` },
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
  ],
  rows,
)}`;
}

function recordSection(rows: readonly RecordRow[]): Markup {
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
    {
      head: 'Confirmed by',
      cell: (one) => `${one.confirmed_by}${one.attested_by_person ? '' : ' (not attested by a person)'}`,
    },
    { head: 'State', cell: (one) => one.state },
    { head: 'Settled as of', cell: (one) => (one.settled_as_of === null ? '' : when(one.settled_as_of)) },
    { head: 'Ticket', cell: (one) => one.ticket },
    { head: 'Entry', cell: (one) => one.ledger_sequence, numeric: true },
  ],
  rows,
)}`;
}

function decisionSection(rows: readonly DecisionRow[]): Markup {
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
        html`${when(one.decided_at)}<br>${one.decided_by}${one.decided_by_authenticated ? '' : ' (not authenticated)'}${one.attested_by_person ? '' : ', not attested by a person'}`,
      sort: (one) => one.decided_at,
    },
    { head: 'Entry', cell: (one) => one.ledger_sequence, numeric: true },
  ],
  rows,
)}`;
}

function planSection(rows: readonly PlanRow[]): Markup {
  return html`<h2 id="plans">Plans and approvals</h2>
${table(
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
)}`;
}

function historySection(rows: readonly HistoryRow[]): Markup {
  return html`<h2 id="history">Who did what</h2>
${table(
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
)}`;
}

function readSection(rows: readonly ReadRow[]): Markup {
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
    { head: 'Imported', cell: (one) => html`${when(one.imported_at)}<br>${one.imported_by}` },
  ],
  rows,
)}`;
}

function checkpointSection(rows: readonly Checkpoint[]): Markup {
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
