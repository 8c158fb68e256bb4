import type { ReviewSums } from '../../model/review-progress.ts';
import { counted, facts } from '../facts.ts';
import { choiceField, choices, decisionForm, filterForm, textField } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type Asked, address, askedOnce, pager, scrolled } from '../pager.ts';
import { reviewPicture } from '../pictures/review-progress.ts';
import { table } from '../table.ts';
import { plain, when } from '../words.ts';
import type { Frame } from './frame.ts';
import { actsView, type ReviewMay } from './review-acts.ts';
import { itemView, rowsOf } from './review-item.ts';
import type { OpenedShown, ReviewShown } from './review-shape.ts';
import { reviewStatus } from './reviews.ts';

/** What narrows the items, by the names of the tool. */
export const ITEMS_ASKED = ['reviewer', 'state', 'changed_only', 'cursor'] as const;

export interface ReviewPage {
  readonly sums: ReviewSums;
  readonly asked: Asked;
  readonly states: readonly string[];
  readonly may: ReviewMay;
}

export function reviewView(frame: Frame, review: ReviewShown, opened: OpenedShown, page: ReviewPage): Markup {
  const path = `${frame.base}/reviews/${encodeURIComponent(review.review_id)}`;
  return html`<p>${reviewStatus(review.status)}, due ${when(review.due_at)}. ${populationText(review, opened)}</p>
${gaps(review)}
${outcome(review, opened)}
<h2>Who owes what</h2>
${reviewPicture('progress', page.sums, (reviewer) => address(path, [['reviewer', reviewer]]))}
${progress(path, review)}
<h2>Items</h2>
${filters(frame, path, page)}
${items(frame, review, opened, page)}
${pager({ path, asked: page.asked, shown: review.items.length, total: review.total, next: review.next_cursor })}
${actsView(frame, review, page.may)}
<h2>What it was opened on</h2>
${population(frame, review, opened)}`;
}

function populationText({ population: { counts } }: ReviewShown, { app }: OpenedShown): string {
  return `${counted(counts.items, 'account')} of ${app} ${counts.items === 1 ? 'is' : 'are'} to be decided: ${counts.privileged} with a privileged role, ${counts.changed} changed since the last review.`;
}

/** What the population lacks is said on every page of the review. */
function gaps({ accepted_incomplete: accepted, population: { missing } }: ReviewShown): Content {
  if (accepted === undefined && missing.length === 0) return null;
  return html`<div class="box"><p><strong>This population is not proven complete.</strong> ${accepted === undefined ? '' : `A person accepted that: ${accepted}`}</p>
<ul>${missing.map((one) => html`<li>${one}</li>`)}</ul></div>`;
}

function outcome({ outcome: end }: ReviewShown, { closed }: OpenedShown): Content {
  if (end === undefined) return null;
  return html`<h2>Outcome</h2>
${closed === undefined ? null : html`<p>Closed ${when(closed.at)} by ${closed.by.name}${closed.reason === undefined ? '' : `: ${closed.reason}`}</p>`}
${facts([
  ['Kept', end.kept],
  ['Revoked', `${end.revoked}, of which a read had proven ${end.proven} when it was closed`],
  ['Roles changed', end.role_changes],
  ['Not reviewed', `${end.not_reviewed}, which never counts as kept`],
  ['Decided late', end.late],
])}`;
}

function progress(path: string, { progress: people }: ReviewShown): Markup {
  return scrolled(
    'Progress of each reviewer',
    table(
      'Items that each reviewer has, and still owes.',
      [
        {
          head: 'Reviewer',
          cell: ({ reviewer }) =>
            reviewer === null
              ? 'nobody is assigned'
              : html`<a href="${address(path, [['reviewer', reviewer]])}">${reviewer}</a>`,
          sort: ({ reviewer }) => reviewer ?? '',
        },
        { head: 'Items', cell: (one) => one.items, numeric: true },
        { head: 'Owed', cell: (one) => one.owed, numeric: true },
      ],
      people,
    ),
  );
}

function filters(frame: Frame, path: string, { asked, states }: ReviewPage): Markup {
  const { roles } = frame;
  const of = (name: string) => ({ value: askedOnce(asked, name) });
  return filterForm(
    frame,
    path,
    'Filter the items',
    html`${roles.includes('viewer') ? textField('Reviewer', 'reviewer', { ...of('reviewer'), longest: 320, hint: 'e-mail' }) : null}
${choiceField('Items that are', 'state', choices(states, 'any'), of('state'))}
${choiceField('Changed', 'changed_only', CHANGED, of('changed_only'))}`,
  );
}

const CHANGED = [
  ['', 'or not'],
  ['true', 'since the last review'],
] as const;

/** One form for the whole page of items; each row that has a decision is sent. */
function items(frame: Frame, review: ReviewShown, { app }: OpenedShown, { may }: ReviewPage): Content {
  if (review.items.length === 0) return html`<p>No such item.</p>`;
  const decides = may.decide && review.status !== 'closed';
  const shown = review.items.map((one) => itemView(frame, app, one, decides));
  const order = html`<p>Privileged ones come first, then what changed.</p>`;
  if (!decides) return html`${order}${shown}`;
  return html`${order}${decisionForm(
    frame,
    'decide_review_items',
    { review_id: review.review_id, ...rowsOf(review.items) },
    html`<p>Decide what you can, and send it: items without a decision stay as they are, and nothing is recorded before you have seen all of it once more.</p>
${shown}
${may.decideForOthers ? textField('Whose decisions these are', 'reviewer', { longest: 320, hint: 'e-mail, where you enter what somebody else stated; empty: your own' }) : null}`,
    'Show what would be recorded',
    'act wide',
  )}`;
}

function population({ base }: Frame, review: ReviewShown, opened: OpenedShown): Markup {
  const { population: known } = review;
  const { previous_review_id: previous } = opened;
  return html`${facts([
    ['Opened', `${when(opened.opened_at)} by ${opened.opened_by.name}`],
    ['Accounts that the reads show', known.counts.accounts],
    ['Of these in the review', known.counts.items],
    [
      'Left out',
      known.left_out.length === 0
        ? 'none'
        : known.left_out.map((one) => `${one.accounts} ${plain(one.why)}`).join(', '),
    ],
    [
      'Answers for it',
      `${review.owner ?? 'nobody is named'}${review.deputy === undefined ? '' : `, deputy ${review.deputy}`}`,
    ],
    [
      'Counted from',
      previous === undefined
        ? 'it is the first review of this application'
        : html`<a href="${base}/reviews/${encodeURIComponent(previous)}">${previous}</a>`,
    ],
    ['Review', html`<span class="id">${review.review_id}</span>`],
    ['Hash of the population', html`<span class="id">${known.hash}</span>`],
  ])}
${scrolled(
  'Reads',
  table(
    'The reads that it rests on. The hash of the population is over every item as it was frozen.',
    [
      { head: 'Source', cell: (one) => one.source },
      { head: 'File', cell: (one) => one.of?.file_name ?? '' },
      { head: 'As of', cell: (one) => when(one.as_of) },
      { head: 'Completeness', cell: (one) => one.of?.completeness ?? '' },
      { head: 'Rows', cell: (one) => one.rows, numeric: true },
      { head: 'SHA-256', cell: (one) => html`<span class="id">${one.sha256}</span>` },
    ],
    known.reads.map((one, at) => ({ ...one, of: opened.population.reads[at] })),
  ),
)}`;
}
