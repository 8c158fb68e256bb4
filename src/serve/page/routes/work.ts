import { WORK_STATES } from '../../../app/work/item.ts';
import { framed } from '../../../views/page/frame.ts';
import { workShape, workView } from '../../../views/page/work.ts';
import type { Route } from '../visit.ts';
import { appsOf, given, typed } from './question.ts';

/** What waits for whom. */
export function workRoute(route: Route): void {
  route('get', '/work', async (context, visit) => {
    const query = {
      state: typed(context, 'state'),
      app: typed(context, 'app'),
      account: typed(context, 'account'),
      id: typed(context, 'id'),
    };
    const cursor = typed(context, 'cursor');
    const args = { ...given({ ...query, cursor }), limit: 50 };
    const answer = await visit.read('list_work', args, context.req.raw.signal);
    const waiting = visit.options.desk.asked(visit.visitor.caller.actor).length;
    const body = workView(visit.frame, workShape.parse(answer.structured), {
      query,
      cursor: cursor === '' ? null : cursor,
      states: WORK_STATES,
      apps: appsOf(visit),
      waiting,
      may: {
        withdraw: visit.usable('record_step') !== null,
        exempt: visit.usable('set_exemption') !== null,
        plan: visit.usable('draft_offboarding_plan') !== null,
      },
    });
    return context.html(framed(visit.frame, { title: 'Work', at: '/work' }, body));
  });
}
