import * as z from 'zod';
import { choiceField } from '../form-fields.ts';
import { html, type Markup } from '../html.ts';
import { filterForm, listPages, scrolling } from '../list-pages.ts';
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
  readonly status: string;
  readonly skip: string | null;
  readonly next: string | null;
  readonly mayOpen: boolean;
}

export function reviewsView(
  frame: Frame,
  { reviews, total }: z.infer<typeof reviewsShape>,
  { status, skip, next, mayOpen }: ReviewsPage,
): Markup {
  const path = `${frame.base}/reviews`;
  return html`<p>In an access review people look at every account of an application and decide who keeps it. What a review asks about was frozen when it was opened.</p>
${mayOpen ? html`<p><a href="${path}/new">Open a new review</a></p>` : null}
${filterForm(
  path,
  choiceField(
    'Reviews that are',
    'status',
    [
      ['', 'any'],
      ['open', 'open'],
      ['overdue', 'overdue'],
      ['closed', 'closed'],
    ],
    { value: status },
  ),
)}
${reviews.length === 0 ? html`<p>${frame.roles.includes('viewer') ? 'There is no such review.' : 'Nothing is put to you in any such review.'}</p>` : html`<p>${reviews.length} of ${total}.</p>${scrolling('Access reviews', listed(frame, reviews))}`}
${listPages(path, { status }, { by: 'skip', at: skip, next })}`;
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
        cell: (one) => html`<strong class="${one.status === 'overdue' ? 'bad' : 'dim'}">${one.status}</strong>`,
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
