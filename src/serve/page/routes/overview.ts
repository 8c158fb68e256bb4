import { framed } from '../../../views/page/frame.ts';
import { overviewShape, overviewView } from '../../../views/page/overview.ts';
import type { Route } from '../visit.ts';

export function overviewRoute(route: Route): void {
  route('get', '/', async (context, visit) => {
    const answer = await visit.read('find_orphaned_accounts', { limit: 0 }, context.req.raw.signal);
    const body = overviewView(visit.frame, overviewShape.parse(answer.structured));
    return context.html(framed(visit.frame, { title: 'Overview', at: '/' }, body));
  });
}
