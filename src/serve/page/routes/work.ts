import { WORK_STATES } from '../../../app/work/item.ts';
import { framed } from '../../../views/page/frame.ts';
import { WORK_ASKED, workShape, workView } from '../../../views/page/work.ts';
import { askedOf, beginAgain, listRead } from '../asked.ts';
import type { Route } from '../visit.ts';
import { appsOf } from './question.ts';

/** What waits for whom. */
export function workRoute(route: Route): void {
  route('get', '/work', async (context, visit) => {
    const asked = askedOf(context, WORK_ASKED);
    const answer = await listRead(context, visit, 'list_work', asked, { limit: 50 });
    if (answer === null) return beginAgain(context, visit, '/work', asked);
    const waiting = visit.options.desk.asked(visit.visitor.caller.actor).length;
    const body = workView(visit.frame, workShape.parse(answer.structured), {
      asked,
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
