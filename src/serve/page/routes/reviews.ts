import { FINDINGS } from '../../../model/finding.ts';
import { ITEM_STATES } from '../../../model/review.ts';
import { framed } from '../../../views/page/frame.ts';
import { newReviewView } from '../../../views/page/new-review.ts';
import { reviewSumsShape } from '../../../views/page/pictures.ts';
import { ITEMS_ASKED, reviewView } from '../../../views/page/review.ts';
import { openedShape, reviewShape } from '../../../views/page/review-shape.ts';
import { reviewsShape, reviewsView } from '../../../views/page/reviews.ts';
import { askedOf, beginAgain, listRead } from '../asked.ts';
import { readResource } from '../read-resource.ts';
import type { Route, Visit } from '../visit.ts';
import { appsOf, numberIn, skipped, typed } from './question.ts';

const REVIEWS = 25;
/** As many as one decision takes. */
const ITEMS = 25;

/** Access reviews: all that the visitor may see, one with its items, and the form that opens one. */
export function reviewRoutes(route: Route): void {
  route('get', '/reviews', async (context, visit) => {
    const status = typed(context, 'status');
    const skip = numberIn(context, 'skip');
    const args = { ...(status === '' ? {} : { status }), skip, limit: REVIEWS };
    const { structured } = await visit.read('list_access_reviews', args, context.req.raw.signal);
    const found = reviewsShape.parse(structured);
    const body = reviewsView(visit.frame, found, {
      asked: [['status', status], ...skipped(skip)],
      next: skip + REVIEWS < found.total ? String(skip + REVIEWS) : null,
      mayOpen: visit.usable('open_access_review') !== null,
    });
    return context.html(framed(visit.frame, { title: 'Reviews', at: '/reviews' }, body));
  });
  route('get', '/reviews/new', (context, visit) => {
    const body = newReviewView(visit.frame, { apps: appsOf(visit), findings: FINDINGS });
    return context.html(framed(visit.frame, { title: 'Open a review', at: '/reviews' }, body));
  });
  route('get', '/reviews/:id', async (context, visit) => {
    const id = context.req.param('id') ?? '';
    const asked = askedOf(context, ITEMS_ASKED);
    const fixed = { review_id: id, response_format: 'detailed', limit: ITEMS };
    const answer = await listRead(context, visit, 'get_access_review', asked, fixed);
    if (answer === null) return beginAgain(context, visit, `/reviews/${encodeURIComponent(id)}`, asked);
    const opened = openedShape.parse(await readResource(visit, 'review', id));
    const sums = await visit.read('count_review', { review_id: id }, context.req.raw.signal);
    const body = reviewView(visit.frame, reviewShape.parse(answer.structured), opened, {
      sums: reviewSumsShape.parse(sums.structured),
      asked,
      states: ITEM_STATES,
      may: mayOf(visit),
    });
    return context.html(framed(visit.frame, { title: opened.name, at: '/reviews' }, body));
  });
}

function mayOf({ usable, deps }: Visit) {
  return {
    decide: usable('decide_review_items') !== null,
    decideForOthers: deps.roles.includes('operator'),
    close: usable('close_access_review') !== null,
    changeOwner: usable('change_review_owner') !== null,
  };
}
