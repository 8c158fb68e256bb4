import * as z from 'zod';
import { REVIEW_STATUSES } from '../../model/review.ts';
import { choiceField, choices, filterForm } from '../form.ts';
import { html, type Markup } from '../html.ts';
import { type Asked, askedOnce, pager, scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { when } from '../words.ts';
import type { Frame } from './frame.ts';

/** What the page shows of the list of access reviews. */
export const reviewsShape = z.looseObject({
  reviews: z.array(
    z.looseObject({
      review_id: z.string(),
      name: z.string(),
      app: z.string(),
      status: z.string(),
      opened_at: z.string(),
      due_at: z.string(),
      owner: z.string().nullable(),
      items: z.number(),
      undecided: z.number(),
      incomplete: z.boolean(),
      own: z.looseObject({ items: z.number(), owed: z.number() }).nullable(),
    }),
  ),
  total: z.number(),
});
type Listed = z.infer<typeof reviewsShape>['reviews'][number];

export interface ReviewsPage {
  /** `status` and `skip`. */
  readonly asked: Asked;
  readonly next: string | null;
  readonly mayOpen: boolean;
}

export function reviewsView(
  frame: Frame,
  { reviews, total }: z.infer<typeof reviewsShape>,
  { asked, next, mayOpen }: ReviewsPage,
): Markup {
  const path = `${frame.base}/reviews`;
  return html`<p>In an access review people look at every account of an application and decide who keeps it. What a review asks about was frozen when it was opened.</p>
${mayOpen ? html`<p><a href="${path}/new">Open a new review</a></p>` : null}
${filterForm(frame, path, 'Filter the reviews', choiceField('Reviews that are', 'status', choices(REVIEW_STATUSES, 'any'), { value: askedOnce(asked, 'status') }))}
${reviews.length === 0 ? html`<p>${frame.roles.includes('viewer') ? 'There is no such review.' : 'Nothing is put to you in any such review.'}</p>` : scrolled('Access reviews', listed(frame, reviews))}
${pager({ path, asked, shown: reviews.length, total, next, by: 'skip' })}`;
}

function listed(frame: Frame, reviews: readonly Listed[]): Markup {
  return table<Listed>(
    'Access reviews: overdue ones first, then open and closed ones.',
    [
      {
        head: 'Review',
        cell: (one) =>
          html`<a href="${frame.base}/reviews/${encodeURIComponent(one.review_id)}">${one.name}</a><br><span class="id">${one.review_id}</span>${one.incomplete ? html`<br><span class="ask">population not proven complete</span>` : null}`,
        sort: (one) => one.name,
      },
      { head: 'Application', cell: (one) => one.app },
      {
        head: 'State',
        cell: (one) => reviewStatus(one.status),
      },
      { head: 'Due', cell: (one) => when(one.due_at), sort: (one) => one.due_at },
      {
        head: 'Yours to decide',
        cell: (one) => (one.own === null ? 'nothing' : `${one.own.owed} of ${one.own.items}`),
        sort: (one) => one.own?.owed ?? 0,
        numeric: true,
      },
      ...(frame.roles.includes('viewer')
        ? [
            {
              head: 'Undecided',
              cell: (one: Listed) => `${one.undecided} of ${one.items}`,
              sort: (one: Listed) => one.undecided,
              numeric: true,
            },
            { head: 'Answers for it', cell: (one: Listed) => one.owner ?? 'nobody is named' },
          ]
        : []),
    ],
    reviews,
  );
}

export function reviewStatus(status: string): Markup {
  return html`<strong class="${status === 'overdue' ? 'bad' : 'dim'}">${status}</strong>`;
}
