import { coverageTable } from '../../views/coverage-table.ts';
import { counted } from '../../views/facts.ts';
import { evidenceList, findingBadge } from '../../views/finding-parts.ts';
import { html, type Markup } from '../../views/html.ts';
import { type Facet, records } from '../../views/records.ts';
import { page } from '../../views/report-page.ts';
import type { Column } from '../../views/table.ts';
import { plain, when } from '../../views/words.ts';
import { pictures } from './pictures.ts';
import type { ReviewData, ReviewRow } from './review-data.ts';

/** The findings as one page without network access: readable without a script; filtered, grouped and sorted with it. */
export function reviewPage(data: ReviewData): string {
  return page(
    'Clari access review',
    html`<h1>Clari access review</h1>
<p class="dim">Generated ${when(data.generatedAt)} by clari-identity-mcp ${data.version}. ${data.evaluated} accounts evaluated.</p>
${counts(data)}
${data.warnings.map((warning) => html`<p class="box">${warning}</p>`)}
${pictures(data)}
<h2 id="findings">Accounts that need somebody</h2>
${findings(data)}
<h2 id="coverage">Coverage: what this rests on</h2>
${coverageTable(data.coverage)}
<p class="box">A finding is as of the reads above, not live. Inconclusive means that evidence is missing, never that somebody left. A recorded deactivation is a claim until a later users export settles it.</p>`,
  );
}

function counts(data: ReviewData): Markup {
  const reasons = Object.entries(data.inconclusiveByReason).map(([name, count]) => `${plain(name)} ${count}`);
  return html`<ul>
${Object.entries(data.byFinding).map(([finding, count]) => html`<li><strong>${count}</strong> ${plain(finding)}</li>`)}
</ul>
${reasons.length === 0 ? null : html`<p>Inconclusive because: ${reasons.join(', ')}.</p>`}`;
}

const COLUMNS: readonly Column<ReviewRow>[] = [
  {
    head: 'Account',
    cell: (row) =>
      html`<strong>${row.email ?? '(no e-mail)'}</strong><br>${row.name} <span class="id">${row.accountId}</span> ${row.app === 'clari' ? null : row.app}`,
    sort: (row) => row.email ?? row.accountId,
  },
  {
    head: 'Finding',
    cell: (row) => html`${findingBadge(row.finding)}<br><span class="dim">${plain(row.reason)}</span>`,
    sort: (row) => row.finding,
  },
  { head: 'Team', cell: (row) => row.team },
  { head: 'Role', cell: (row) => row.role },
  {
    head: 'Access ended',
    cell: (row) =>
      row.revokedAt === null
        ? ''
        : html`${when(row.revokedAt)}<br><span class="dim">by ${plain(row.revokedAtBasis ?? 'unknown')}</span>`,
    sort: (row) => row.revokedAt ?? '',
  },
  { head: 'Used after', cell: (row) => row.usedAfterRevocation },
  {
    head: 'Deadline',
    cell: (row) => (row.dueAt === null ? plain(row.deadline) : html`${when(row.dueAt)}<br>${plain(row.deadline)}`),
    sort: (row) => row.dueAt ?? '',
  },
  { head: 'Confidence', cell: (row) => row.confidence, numeric: true },
];

const FACETS: readonly Facet<ReviewRow>[] = [
  { name: 'finding', label: 'Finding', of: (row) => plain(row.finding), ask: 'several' },
  { name: 'team', label: 'Team', of: (row) => row.team, ask: 'one' },
  { name: 'role', label: 'Role', of: (row) => row.role, ask: 'one' },
  { name: 'reason', label: 'Reason', of: (row) => plain(row.reason), ask: 'none' },
  { name: 'manager', label: 'Manager', of: (row) => row.managerEmail, ask: 'none' },
];

function findings(data: ReviewData): Markup {
  if (data.rows.length === 0) return html`<p>None.</p>`;
  const cut =
    data.rows.length < data.total
      ? `The ${data.rows.length} most pressing of ${data.total}; the evidence pack lists all.`
      : `${counted(data.total, 'account')}, most pressing first.`;
  return records({
    id: 'accounts',
    caption: cut,
    label: 'Filter the accounts',
    columns: COLUMNS,
    facets: FACETS,
    rows: data.rows,
    more: details,
  });
}

function details(row: ReviewRow): Markup {
  const further = [
    ...row.also.map((one) => `also ${plain(one)}`),
    ...row.notes.map(plain),
    ...(row.wouldBe === null ? [] : [`would be ${plain(row.wouldBe)}`]),
    ...(row.lastLoginAt === null ? [] : [`last login ${when(row.lastLoginAt)}`]),
    ...(row.managerEmail === null ? [] : [`manager ${row.managerEmail}`]),
  ];
  const evidence = row.evidence.map(({ source, observedAt, fact }) => ({ source, observed_at: observedAt, fact }));
  return html`<div><strong>Next:</strong> ${row.nextStep}</div>
<details><summary>Evidence<span class="visually-hidden"> for ${row.email ?? row.accountId}</span></summary>${evidenceList(evidence)}${further.length === 0 ? null : html`<div>${further.join('; ')}</div>`}</details>`;
}
