import { FINDINGS } from '../../../model/finding.ts';
import { ITEM_STATES } from '../../../model/review.ts';
import { framed } from '../../../views/page/frame.ts';
import { newReviewView } from '../../../views/page/new-review.ts';
import { reviewView } from '../../../views/page/review.ts';
import { openedShape, reviewShape } from '../../../views/page/review-shape.ts';
import { reviewsShape, reviewsView } from '../../../views/page/reviews.ts';
import { readResource } from '../read-resource.ts';
import type { Route, Visit } from '../visit.ts';
import { appsOf, given, numberIn, typed } from './question.ts';

const REVIEWS = 25;
/** As many as one decision takes. */
const ITEMS = 25;

/** Access reviews: all that the visitor may see, one with its items, and the form that opens one. */
export function reviewRoutes(route: Route): void {
  route('get', '/reviews', async (context, visit) => {
    const status = typed(context, 'status');
    const skip = numberIn(context, 'skip');
    const args = { ...given({ status }), skip, limit: REVIEWS };
    const { structured } = await visit.read('list_access_reviews', args, context.req.raw.signal);
    const found = reviewsShape.parse(structured);
    const body = reviewsView(visit.frame, found, {
      status,
      skip: skip === 0 ? null : String(skip),
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
    const query = {
      reviewer: typed(context, 'reviewer'),
      state: typed(context, 'state'),
      changed: typed(context, 'changed'),
    };
    const cursor = typed(context, 'cursor');
    const args = {
      review_id: id,
      ...given({ reviewer: query.reviewer, state: query.state, cursor }),
      changed_only: query.changed === 'yes',
      response_format: 'detailed',
      limit: ITEMS,
    };
    const { structured } = await visit.read('get_access_review', args, context.req.raw.signal);
    const opened = openedShape.parse(await readResource(visit, 'review', id));
    const body = reviewView(visit.frame, reviewShape.parse(structured), opened, {
      query,
      cursor: cursor === '' ? null : cursor,
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
