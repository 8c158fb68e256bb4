import { FINDINGS_ASKED, findingsShape, findingsView } from '../../../views/page/findings.ts';
import { framed } from '../../../views/page/frame.ts';
import { drawnShape } from '../../../views/page/pictures.ts';
import { type Asked, askedOnce } from '../../../views/pager.ts';
import { askedOf, beginAgain, listRead } from '../asked.ts';
import type { Route } from '../visit.ts';
import { appsOf } from './question.ts';

/** What is asked of the list alone narrows nothing. */
function narrows([name]: Asked[number]): boolean {
  return name !== 'sort' && name !== 'limit' && name !== 'cursor';
}

export function findingsRoute(route: Route): void {
  route('get', '/findings', async (context, visit) => {
    const asked = askedOf(context, FINDINGS_ASKED);
    const fixed = { limit: 50, response_format: 'detailed' };
    const answer = await listRead(context, visit, 'find_orphaned_accounts', asked, fixed);
    if (answer === null) return beginAgain(context, visit, '/findings', asked);
    const isFirst = askedOnce(asked, 'cursor') === '';
    const drawn = isFirst ? await listRead(context, visit, 'draw_findings', asked.filter(narrows), {}) : null;
    const body = findingsView(
      visit.frame,
      findingsShape.parse(answer.structured),
      drawn === null ? null : drawnShape.parse(drawn.structured),
      asked,
      appsOf(visit),
    );
    return context.html(framed(visit.frame, { title: 'Findings', at: '/findings' }, body));
  });
}
