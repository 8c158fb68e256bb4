import type { ReviewSums } from '../../model/review-progress.ts';
import { findingBadge } from '../../views/finding-parts.ts';
import { type Content, html, type Markup } from '../../views/html.ts';
import { scrolled } from '../../views/pager.ts';
import { reviewPicture } from '../../views/pictures/review-progress.ts';
import { type Column, table } from '../../views/table.ts';
import { plain, when } from '../../views/words.ts';
import { howItCame } from '../words.ts';
import type { ReviewDecisionRow, ReviewItemRow, ReviewRow } from './rows.ts';

/** An access review as the page shows it; long lists are cut. */
export interface ReviewOnPage {
  readonly review: ReviewRow;
  /** Of whom how many items are, and how many of those they owe; null: nobody has them. */
  readonly progress: readonly { readonly person: string | null; readonly items: number; readonly owed: number }[];
  readonly sums: ReviewSums;
  readonly items: readonly ReviewItemRow[];
  readonly decisions: readonly ReviewDecisionRow[];
  /** How many decisions there are. */
  readonly decided: number;
}

/** What an auditor asks of access reviews: population, who decided what, and what came of it. */
export function reviewSection(reviews: readonly ReviewOnPage[]): Markup {
  if (reviews.length === 0) return html`<p>None was opened.</p>`;
  return html`<p>Whole lists: reviews.csv, review_items.csv and review_decisions.csv.</p>
${reviews.map(reviewPart)}`;
}

function reviewPart(shown: ReviewOnPage): Markup {
  const { review, progress } = shown;
  // Several reviews may have one name.
  const wide = (what: string, body: Markup) => scrolled(`${what} of ${review.review_id}`, body);
  return html`<h3 id="${review.review_id}">${review.name}</h3>
<p class="dim">Review <span class="id">${review.review_id}</span> of ${review.app}, ${review.status}, opened at ${when(review.opened_at)} by ${named(review.opened_by, review.opened_by_authenticated)}, ${howItCame(review)} (entry ${review.ledger_sequence}), due ${when(review.due_at)}. Owner of the application: ${review.owner ?? 'nobody was named'}${review.deputy === null ? '' : `, deputy ${review.deputy}`}.</p>
${incomplete(review)}
${wide('Population', populationTable(review))}
${outcome(review)}
${reviewPicture(`progress-${review.review_id}`, shown.sums)}
${wide(
  'Progress',
  table(
    'Progress: disagreeing reviewers of one item both owe it.',
    [
      { head: 'Reviewer', cell: (one) => one.person ?? html`<span class="bad">nobody is assigned</span>` },
      { head: 'Items', cell: (one) => one.items, numeric: true },
      { head: 'Owed', cell: (one) => one.owed, numeric: true },
    ],
    progress,
  ),
)}
${wide('Items', table(`Items${cut(shown.items.length, review.items)}`, ITEM_COLUMNS, shown.items))}
${wide('Decisions', table(`Decisions, the replaced ones included${cut(shown.decisions.length, shown.decided)}`, DECISION_COLUMNS, shown.decisions))}`;
}

function incomplete(review: ReviewRow): Markup | null {
  if (review.accepted_incomplete === null) return null;
  return html`<div class="box"><p class="bad">THE POPULATION IS NOT PROVEN COMPLETE. ${named(review.opened_by, review.opened_by_authenticated)} accepted it: “${review.accepted_incomplete}”</p>
<ul>${review.missing.map((one) => html`<li>${one}</li>`)}</ul></div>`;
}

function populationTable(review: ReviewRow): Markup {
  const scope = [
    review.scope_role === null ? null : `role ${review.scope_role}`,
    review.scope_team === null ? null : `team ${review.scope_team}`,
    review.scope_findings.length === 0 ? null : `findings ${review.scope_findings.map(plain).join(', ')}`,
    review.changed_only ? 'changed since the last review' : null,
  ].filter((one) => one !== null);
  const rules = [
    ...review.by_role.map((one) => `role ${one}`),
    ...review.by_team.map((one) => `team ${one}`),
    ...(review.by_manager ? ['the manager whom the directory names'] : []),
    ...(review.fallback === null ? [] : [`fallback ${review.fallback}`]),
    ...(review.second === null ? [] : [`second for privileged roles ${review.second}`]),
  ];
  const facts: readonly (readonly [string, Content])[] = [
    ['Scope', scope.length === 0 ? 'every active account' : scope.join('; ')],
    ['Accounts known', review.accounts],
    ['Under review', `${review.items}, of which ${review.privileged} privileged and ${review.changed} changed`],
    ['Left out', review.left_out.map(plain).join(', ') || 'none'],
    ['Judged at', when(review.evaluated_at)],
    ['Reads', html`${review.reads.map((one) => html`<div>${one}</div>`)}`],
    ['Hash of all items', html`<span class="id">${review.population_hash}</span>`],
    ['Privileged roles', review.privileged_roles.join(', ') || 'none were named'],
    ['Who reviews', rules.join('; ')],
    ['Counted from', review.previous_review_id ?? 'the first review of this application'],
    ...(review.owner_changes.length === 0 ? [] : [['Owner changed', review.owner_changes.join('; ')] as const]),
    ...(review.reminders.length === 0 ? [] : [['Reminded', review.reminders.join('; ')] as const]),
  ];
  return table(
    'Population, frozen at opening',
    [
      { head: 'What', cell: ([what]) => what },
      { head: 'As frozen', cell: ([, fact]) => fact },
    ],
    facts,
  );
}

function outcome(review: ReviewRow): Markup {
  if (review.closed_at === null) return html`<p class="ask">It is open: nothing below is its result yet.</p>`;
  const became =
    review.not_reviewed === 0 ? '' : ` Items without a decision became ${plain(review.undecided_became ?? '')}.`;
  return html`<p>Closed at ${when(review.closed_at)} by ${named(review.closed_by ?? '', review.closed_by_authenticated)} (entry ${review.closed_sequence}): ${review.kept} kept, ${review.revoked} revoked, ${review.role_changes} with another role, <span class="${review.not_reviewed === 0 ? 'fine' : 'bad'}">${review.not_reviewed} not reviewed</span>, ${review.late} late. Of the revoked ones ${review.proven} were proven at closing.${became}${review.closed_because === null ? '' : ` Reason: ${review.closed_because}`}</p>
<p class="dim">Decided by: ${review.decided_by.join(', ') || 'nobody'}. Hash of the decisions: <span class="id">${review.outcome_hash}</span></p>`;
}

const account = (one: ReviewItemRow): Markup =>
  html`<strong>${one.email ?? '(no e-mail)'}</strong><br><span class="id">${one.account_id}</span>`;

const ITEM_COLUMNS: readonly Column<ReviewItemRow>[] = [
  { head: 'Item', cell: (one) => one.item, numeric: true },
  { head: 'Account', cell: account, sort: (one) => one.email ?? one.account_id },
  {
    head: 'Role',
    cell: (one) => html`${one.role}${one.privileged ? html` <span class="ask">privileged</span>` : null}`,
  },
  { head: 'Finding', cell: (one) => findingBadge(one.finding) },
  { head: 'Changed', cell: (one) => one.changes.map(plain).join(', ') },
  {
    head: 'Reviewer',
    cell: (one) =>
      html`${one.reviewer ?? html`<span class="bad">nobody</span>`}${one.second === null ? null : html`<br>${one.second}`}${one.gaps.length === 0 ? null : html`<br><span class="dim">at opening: ${one.gaps.map(plain).join(', ')}</span>`}`,
    sort: (one) => one.reviewer ?? '',
  },
  { head: 'Decision', cell: (one) => (one.outcome === null ? '' : plain(one.outcome)) },
  {
    head: 'Where it stands',
    cell: (one) => html`<span class="${STATE_TONES[one.state] ?? ''}">${plain(one.state)}</span>`,
  },
  { head: 'Plan and record', cell: (one) => html`<span class="id">${one.plan_id ?? ''} ${one.record_id ?? ''}</span>` },
];

const STATE_TONES: Partial<Record<ReviewItemRow['state'], string>> = {
  undecided: 'ask',
  not_reviewed: 'bad',
  contradicted: 'bad',
  confirmed: 'fine',
};

const DECISION_COLUMNS: readonly Column<ReviewDecisionRow>[] = [
  { head: 'Item', cell: (one) => one.item, numeric: true },
  {
    head: 'Decision',
    cell: (one) =>
      `${plain(one.decision)}${one.role === null ? '' : `: ${one.role}`}${one.to === null ? '' : `: ${one.to} decides`}${one.as === 'second' ? ' (second reviewer)' : ''}`,
  },
  { head: 'Stated by', cell: (one) => one.stated_by },
  {
    head: 'Entered',
    cell: (one) =>
      html`${when(one.decided_at)}${one.late ? ' (late)' : ''}<br>${named(one.entered_by, one.entered_by_authenticated)}<br>${howItCame(one)}`,
    sort: (one) => one.decided_at,
  },
  { head: 'Rationale', cell: (one) => one.rationale },
  { head: 'Entry', cell: (one) => one.ledger_sequence, numeric: true },
];

function named(person: string, authenticated: boolean): string {
  return authenticated ? person : `${person} (not authenticated)`;
}

function cut(shown: number, all: number): string {
  return shown < all ? `: the first ${shown} of ${all}` : '';
}
