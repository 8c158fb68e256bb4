import { framed } from '../../../views/page/frame.ts';
import { overviewShape, overviewView, workSumsShape } from '../../../views/page/overview.ts';
import { drawnShape } from '../../../views/page/pictures.ts';
import { headOf } from '../decisions.ts';
import type { Route } from '../visit.ts';

export function overviewRoute(route: Route): void {
  route('get', '/', async (context, visit) => {
    const { frame, options, visitor } = visit;
    // Whoever only reviews sees what was put to them, and nothing of the others.
    if (!visitor.caller.roles.includes('viewer') && visitor.caller.roles.includes('reviewer'))
      return context.redirect(`${frame.base}/reviews`, 303);
    const { signal } = context.req.raw;
    const sums = await visit.read('find_orphaned_accounts', { limit: 0 }, signal);
    const drawn = await visit.read('draw_findings', { stated: 8, most: 20 }, signal);
    const work = visit.usable('list_work') === null ? null : await visit.read('list_work', { limit: 1 }, signal);
    const body = overviewView(frame, {
      sums: overviewShape.parse(sums.structured),
      drawn: drawnShape.parse(drawn.structured),
      work: work === null ? null : workSumsShape.parse(work.structured),
      asked: options.desk.asked(visitor.caller.actor).map((one) => headOf(one)),
    });
    return context.html(framed(frame, { title: 'Overview', at: '/' }, body));
  });
}
